"""BibTeX read by its lines: what it gives is what pybtex gives, sign by sign."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.bibtex.utils import split_name_list
from pybtex.database.input.bibtex import month_names

from mangled_bibtex import RECORD, mangled
from surveybook.bibtex_lines import MONTH_NAMES, read_lines, split_names
from surveybook.writing.bibtex_file import parse_by_signs, parse_records

ROOT = Path(__file__).resolve().parents[1]
REAL = (ROOT / "refs.bib").read_text("utf-8")


def test_months_are_those_of_pybtex() -> None:
    """The names of the macros."""
    assert dict(month_names) == MONTH_NAMES


def test_the_file_of_the_book_is_read_by_its_lines() -> None:
    """Each record of refs.bib, its lines and its raw fields are as pybtex finds them."""
    assert len(list(read_lines(REAL))) > 200
    assert parse_records(REAL) == parse_by_signs(REAL)


@pytest.mark.parametrize("names", ["A, B, C, D", "{A and B}, C, D, E and F"])
def test_a_name_that_pybtex_cannot_split_is_named(names: str) -> None:
    """Too many commas are a fault, in this form of a file too."""
    _, faults = parse_records(RECORD.replace("Lin, Mei", names))
    assert len(faults) == 1


@given(mangled())
def test_records_are_never_other_than_pybtex_finds(text: str) -> None:
    """Whatever is put into a file or taken from it."""
    assert parse_records(text) == parse_by_signs(text)


@given(st.lists(st.sampled_from(["a", "B", " ", " and ", "AND", "{", "}", "\\", ",", "~"])))
def test_names_are_parted_as_by_pybtex(parts: list[str]) -> None:
    """Wherever braces open and close around an ``and``."""
    assert split_names("".join(parts)) == split_name_list("".join(parts))
