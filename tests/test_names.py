"""Names of people and bodies: ``cases/names.toml``, after BibTeX's own rules."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveybook.model import Name
from surveybook.names import fold, parse_name, same_person

CASES = tomllib.loads((Path(__file__).parent / "cases/names.toml").read_text("utf-8"))
PARTS = ("family", "given", "particle", "suffix", "literal")


@pytest.mark.parametrize("case", CASES["name"], ids=[case["text"] for case in CASES["name"]])
def test_parse_name(case: dict[str, Any]) -> None:
    """A name comes apart as BibTeX takes it apart, and prose prints it in its natural order."""
    name = parse_name(case["text"])
    assert name == Name(*(case.get(part, "") for part in PARTS))
    if "display" in case:
        assert name.display == case["display"]


@pytest.mark.parametrize(("text", "folded"), CASES["fold"].items())
def test_fold(text: str, folded: str) -> None:
    """Accents, case, punctuation and doubled blanks do not count."""
    assert fold(text) == folded


@pytest.mark.parametrize(
    "case", CASES["person"], ids=[" / ".join(case["names"]) for case in CASES["person"]]
)
def test_same_person(case: dict[str, Any]) -> None:
    """One family name, and given names of which one may be short for the other."""
    one, other = (parse_name(text) for text in case["names"])
    assert same_person(one, other) is case["same"]
    assert same_person(other, one) is case["same"]


@given(st.text(max_size=60).filter(str.split))
def test_any_text_is_a_name(text: str) -> None:
    """No words raise, and what is folded stays as it is."""
    parse_name(text)
    assert fold(fold(text)) == fold(text)
