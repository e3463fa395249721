"""Titles as one clean line, and the labels beside them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveybook.model import ReadingList
from surveybook.reading.cleaning import clean_title
from surveybook.reading.lists import parse_list

CASES = tomllib.loads((Path(__file__).parent / "cases/titles.toml").read_text("utf-8"))


@pytest.mark.parametrize(("printed", "clean"), CASES["clean"])
def test_clean_title(printed: str, clean: str) -> None:
    """A title is one line without Markdown, emoji, LaTeX escapes, numbers and marks around it."""
    assert clean_title(printed) == clean


@given(st.text(max_size=80))
def test_any_text_is_cleaned(text: str) -> None:
    """No text raises, and a clean title has one line and no blanks around it."""
    clean = clean_title(text)
    assert "\n" not in clean
    assert clean == clean.strip()


@pytest.mark.parametrize("case", CASES["item"], ids=[case["text"] for case in CASES["item"]])
def test_label(case: dict[str, Any]) -> None:
    """A label stands apart from its title; venues, years and link words are no labels."""
    (entry,) = parse_list(f"## Papers\n\n- {case['text']}\n", ReadingList("x", "x.md")).entries
    assert (entry.title, entry.label) == (case["title"], case.get("label"))
