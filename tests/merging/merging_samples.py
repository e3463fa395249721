"""Entries and records in the short form of the case files, as values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from surveybook.merging.records import parse_record
from surveybook.model import Entry, FieldValue, Kind, Link, Record


def make_links(pairs: list[list[str]]) -> tuple[Link, ...]:
    """``[[text, url], …]`` as links."""
    return tuple(Link(text, url) for text, url in pairs)


def make_entry(short: Mapping[str, Any], line: int = 1, stem: str = "a") -> Entry:
    """An entry from a table of a case file: every key as in `Entry`, links as pairs."""
    fields: dict[str, FieldValue] = {
        name: value if isinstance(value, str) else make_links(value)
        for name, value in short.get("fields", {}).items()
    }
    plain = {name: short.get(name) for name in ("label", "arxiv", "url", "venue", "year")}
    return Entry(
        list=short.get("list", stem),
        line=short.get("line", line),
        section=tuple(short.get("section", ("Papers",))),
        kind=Kind(short.get("kind", "paper")),
        title=short["title"],
        authors=tuple(short.get("authors", ())),
        truncated=short.get("truncated", False),
        links=make_links(short.get("links", [])),
        fields=fields,
        **plain,  # type: ignore[arg-type]
    )


def make_record(text: str, path: str = "records/works/one.toml") -> Record:
    """A record from TOML that must be without fault."""
    record, problems = parse_record(text, path)
    assert not problems, problems
    assert record is not None
    return record


RECORD = """\
identifiers = ["arxiv:2305.18290", "openreview:HPuSIXJaa9"]
kind = "paper"
title = "Direct Preference Optimization: Your Language Model is Secretly a Reward Model"
label = "DPO"
authors = ["Rafailov, Rafael", "Sharma, Archit", "Mitchell, Eric"]
date = 2023-05-29
primary_class = "cs.LG"
status = "verified"

[published]
type = "inproceedings"
venue = "Advances in Neural Information Processing Systems"
short = "NeurIPS"
year = 2023
volume = "36"
pages = "53728--53741"

[[sources]]
address = "https://arxiv.org/abs/2305.18290"
read = 2026-11-21
gave = ["title", "authors", "date", "primary_class"]

[[sources]]
address = "https://papers.nips.cc/paper/2023/one"
read = 2026-11-21
gave = ["published"]
"""
