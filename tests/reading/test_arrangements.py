"""Every arrangement of ``cases/arrangements``: a short list of invented works, and its reading."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from surveybook.model import Entry, Link, ReadingList
from surveybook.problems import Code
from surveybook.reading.lists import parse_list

FOLDER = Path(__file__).parent / "cases" / "arrangements"
CASES = sorted(path.stem for path in FOLDER.glob("*.md"))


def _plain(value: object) -> object:
    """A value of an entry as JSON writes it; a link is its text and address."""
    if isinstance(value, Link):
        return [value.text, value.url]
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value


def _value(entry: Entry, key: str) -> object:
    if key == "fields":
        return {name: _plain(value) for name, value in entry.fields.items()}
    return _plain(getattr(entry, key))


def _differences(entry: Entry, expected: dict[str, Any]) -> list[str]:
    found = {key: _value(entry, key) for key in expected}
    return [
        f"line {entry.line}, {key}: expected {expected[key]!r}, read {found[key]!r}"
        for key in expected
        if found[key] != expected[key]
    ]


@pytest.mark.parametrize("name", CASES)
def test_arrangement(name: str) -> None:
    """Every item of the list is an entry with the values a person reads there, and no other is."""
    case = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    reading = parse_list(
        (FOLDER / f"{name}.md").read_text("utf-8"), ReadingList(name, f"lists/{name}.md")
    )
    lines = [entry.line for entry in reading.entries]
    assert lines == [item["line"] for item in case["items"]], case["rule"]
    pairs = zip(reading.entries, case["items"], strict=True)
    wrong = [text for entry, item in pairs for text in _differences(entry, item)]
    assert not wrong, "\n".join([case["rule"], *wrong])
    told = [[problem.line, problem.code] for problem in reading.problems]
    assert told == case.get("problems", [])


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_lost(name: str) -> None:
    """The sum of each list adds up, and no link is without a place."""
    text = (FOLDER / f"{name}.md").read_text("utf-8")
    reading = parse_list(text, ReadingList(name, f"lists/{name}.md"))
    assert reading.ledger.adds_up
    assert Code.NOT_ACCOUNTED not in {problem.code for problem in reading.problems}
