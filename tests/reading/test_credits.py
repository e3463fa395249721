"""Author, venue and year lines."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveybook.reading.credits import parse_credit
from surveybook.reading.people import parse_authors

CASES = tomllib.loads((Path(__file__).parent / "cases/credits.toml").read_text("utf-8"))["case"]
FAMILIES = ["Quillmark", "Dunmarrow", "Zarrick", "Tarnhollow", "Brindlow", "Pellwright"]
PEOPLE = st.builds(
    lambda given, family: (given, family),
    st.sampled_from(["Ada", "Bram", "Celia", "Jean-Luc", "Zoë", "Lorne T."]),
    st.sampled_from(FAMILIES),
)


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_credit(case: dict[str, Any]) -> None:
    """Names in order, whether more are left out, venue without its year, year, and what is left."""
    found = parse_credit(case["text"])
    assert (list(found.authors.names) if found.authors else []) == case.get("names", [])
    assert (found.authors is not None and found.authors.truncated) == case.get("truncated", False)
    assert (found.venue, found.year) == (case.get("venue"), case.get("year"))
    assert found.rest == case.get("rest", "")


@given(st.lists(PEOPLE, min_size=2, max_size=8), st.sampled_from([", ", "; ", "， "]))
def test_displayed_names_are_read_back(people: list[tuple[str, str]], comma: str) -> None:
    """Names printed one after the other are read in their order, however they are parted."""
    names = [f"{given} {family}" for given, family in people]
    authors = parse_authors(comma.join(names))
    assert authors is not None
    assert list(authors.names) == names


@given(st.lists(PEOPLE, min_size=2, max_size=8), st.booleans())
def test_bibtex_names_are_turned(people: list[tuple[str, str]], more: bool) -> None:
    """``Family, Given and …`` gives ``Given Family``; ``and others`` is no name."""
    text = " and ".join(f"{family}, {given}" for given, family in people)
    authors = parse_authors(text + (" and others" if more else ""))
    assert authors is not None
    assert list(authors.names) == [f"{given} {family}" for given, family in people]
    assert authors.truncated is more
