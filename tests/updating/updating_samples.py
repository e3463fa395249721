"""Targets, records and clients for the tests of updates."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path

from library_server import Library

from surveybook.merging.records import parse_record
from surveybook.model import Identifier, Name, Record
from surveybook.updating.client import Client, Manners
from surveybook.updating.report import Report
from surveybook.updating.targets import Target
from surveybook.updating.updating import update_records

TODAY = datetime.date(2026, 11, 21)
DPO = Target(
    "rafailov2023direct",
    (Identifier("arxiv", "2305.18290"),),
    "Direct Preference Optimization: Your Language Model is Secretly a Reward Model",
    authors=(Name("Rafailov", "Rafael"),),
)
TAMER = Target(
    "warnell2018deep",
    (Identifier("arxiv", "1709.10163"),),
    "Deep TAMER: Interactive Agent Shaping in High-Dimensional State Spaces",
)
TAMER_ON_DISK = """\
identifiers = ["arxiv:1709.10163"]
kind = "paper"
title = "Deep TAMER"
label = "Deep TAMER"
authors = [
  "Warnell, G.",
]
authors_complete = false
status = "from list"
note = "kept by hand"
"""


def quick_client(pauses: list[float] | None = None, tries: int = 3) -> Client:
    """A client that never sleeps, and writes down how long it would have."""
    pause: Callable[[float], None] = (pauses if pauses is not None else []).append
    return Client(Manners(tries=tries, timeout=0.8, backoff=1.0), pause)


def on_disk(folder: Path, name: str, text: str) -> Record:
    """A record as it stands in its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    record, problems = parse_record(text, f"book/records/works/{name}")
    assert record is not None and not problems, problems
    return record


def update(
    library: Library,
    root: Path,
    wanted: Sequence[Target],
    records: Sequence[Record] = (),
    *,
    client: Client | None = None,
    today: datetime.date = TODAY,
) -> Report:
    """An update against the library, with records and cache below a folder of the test."""
    return update_records(
        records,
        wanted,
        root / "works",
        root / "cache",
        today,
        lambda *_: None,
        services=library.services(),
        client=client or quick_client(),
    )
