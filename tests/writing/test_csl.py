"""Works as CSL-JSON: items that CSL 1.0.2 allows, with what the work says."""

from __future__ import annotations

import dataclasses
import json
import tomllib
from pathlib import Path
from typing import Any

from hypothesis import given
from samples import CODE, ONE_WORK, POST, PREPRINT, PUBLISHED, WORKS

from surveybook.model import Kind, Name, Work
from surveybook.writing.cited import cite_work
from surveybook.writing.csl import TYPES, csl_item, csl_name, render_csl

ALLOWED = {
    name: frozenset(words.split())
    for name, words in tomllib.loads(
        (Path(__file__).parent / "cases/csl.toml").read_text("utf-8")
    ).items()
}


def faults(item: dict[str, Any]) -> list[str]:
    """What in an item CSL does not know or does not take."""
    found = [] if item.get("type") in ALLOWED["types"] else [f"type {item.get('type')}"]
    for name, value in item.items():
        if name in ALLOWED["names"]:
            parts = {part for person in value for part in person}
            found += [f"name part {part}" for part in sorted(parts - ALLOWED["name_parts"])]
        elif name in ALLOWED["dates"]:
            (date,) = value["date-parts"]
            found += [] if 1 <= len(date) <= 3 and all(type(n) is int for n in date) else [name]
        elif name not in ALLOWED["text"] or not isinstance(value, str) or not value:
            found.append(name)
    return found


@given(ONE_WORK)
def test_any_work_is_a_csl_item(work: Work) -> None:
    """Whatever a work holds: known types and variables, no empty values, JSON that reads back."""
    (item,) = json.loads(render_csl([work]))
    assert faults(item) == []
    assert item["id"] == work.key
    assert item["title"]


def test_every_kind_has_a_type() -> None:
    """Each kind of work has a type of its own choosing, and CSL knows it."""
    assert set(TYPES) == set(Kind)
    assert set(TYPES.values()) <= ALLOWED["types"]


def test_preprint() -> None:
    """A preprint is an article of arXiv, under its number, as Zotero writes one."""
    item = csl_item(cite_work(PREPRINT))
    assert item["type"] == "article"
    assert (item["publisher"], item["number"]) == ("arXiv", "arXiv:2301.00001")
    assert (item["archive"], item["archive_location"]) == ("arXiv", "2301.00001")
    assert item["DOI"] == "10.48550/arXiv.2301.00001"
    assert item["issued"] == {"date-parts": [[2023, 6, 5]]}
    assert item["title"] == "Learning to Rank Bird Songs: RLHF for LLMs and β-DPO"


def test_published() -> None:
    """A paper stands in its proceedings, with their year, and keeps its arXiv id."""
    item = csl_item(cite_work(PUBLISHED))
    assert item["type"] == "paper-conference"
    assert item["container-title"] == "Proceedings of the Conference on Birds & Trees"
    assert (item["volume"], item["page"], item["publisher"]) == ("12", "10-20", "Example Press")
    assert item["issued"] == {"date-parts": [[2022]]}
    assert item["archive_location"] == "2101.12345"
    assert item["note"] == "Not all authors are given."


def test_page_of_a_site() -> None:
    """A post stands on its site, with the day on which it was read."""
    item = csl_item(cite_work(POST))
    assert (item["type"], item["container-title"]) == ("post-weblog", "Bird Lab blog")
    assert item["issued"] == {"date-parts": [[2024, 2]]}
    assert item["accessed"] == {"date-parts": [[2026, 11, 21]]}


def test_what_is_unknown_is_left_out() -> None:
    """A work of which little is known has no empty values."""
    assert set(csl_item(cite_work(CODE))) == {"id", "type", "title", "publisher", "genre", "URL"}
    cited = csl_item(cite_work(dataclasses.replace(PREPRINT, authors=())))
    assert "author" not in cited


def test_names() -> None:
    """A particle is kept apart, a suffix has its place, a body and a lone name are literal."""
    assert csl_name(Name("Wal", "Oskar", "van der")) == {
        "family": "Wal",
        "given": "Oskar",
        "non-dropping-particle": "van der",
    }
    assert csl_name(Name("King", "Martin", suffix="Jr."))["suffix"] == "Jr."
    assert csl_name(Name(literal="Bird Team, Labs")) == {"literal": "Bird Team, Labs"}
    assert csl_name(Name("Aristotle")) == {"literal": "Aristotle"}


def test_order_of_works_does_not_matter() -> None:
    """The file is the same whatever the order of the works."""
    assert render_csl(reversed(WORKS)) == render_csl(WORKS)
