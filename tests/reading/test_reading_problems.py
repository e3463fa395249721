"""What reading reports, word for word, and what it keeps all the same."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from surveybook.model import ReadingList, Reason
from surveybook.problems import Code
from surveybook.reading.lists import parse_list

CASES = tomllib.loads((Path(__file__).parent / "cases/problems.toml").read_text("utf-8"))["case"]
SOURCE = ReadingList("x", "lists/x.md")


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_problem(case: dict[str, Any]) -> None:
    """The fault is named with its place and its remedy; its entry and all others are kept."""
    reading = parse_list(case["list"].lstrip("\n"), SOURCE)
    assert [str(problem) for problem in reading.problems] == case["problems"]
    assert [entry.title for entry in reading.entries] == case["titles"]
    if "links" in case:
        assert [link.url for entry in reading.entries for link in entry.links] == case["links"]
    if "left" in case:
        reason = Reason.FORMAT_EXAMPLE
        assert [one.text for one in reading.omissions if one.reason is reason] == case["left"]
    assert reading.ledger.adds_up


def test_an_unsafe_address_is_left_out_by_name() -> None:
    """What may not be linked is still accounted for: an omission holds it with its reason."""
    reading = parse_list("## Papers\n\n- [Gates That Bite](javascript:alert(1))\n", SOURCE)
    (left,) = [left for left in reading.omissions if left.url]
    assert (left.line, left.url, left.reason) == (3, "javascript:alert(1)", Reason.UNSAFE)
    (entry,) = reading.entries
    assert (entry.url, entry.links) == (None, ())


def test_every_code_of_reading_has_a_case() -> None:
    """Each kind of problem that a list can hold is shown in the cases.

    ``not-accounted`` has none: it would be a fault of the reader, and no list may cause it. The
    cases of ``too-long`` are in ``tests/hostile``.
    """
    codes = {
        Code.BROKEN_LINK,
        Code.UNCLOSED_TABLE,
        Code.UNCLOSED_BLOCK,
        Code.BAD_IDENTIFIER,
        Code.BAD_ADDRESS,
        Code.UNSAFE_SCHEME,
    }
    shown = {text.rsplit("[", 1)[1].rstrip("]") for case in CASES for text in case["problems"]}
    assert shown == codes


@pytest.mark.parametrize(
    ("bullet", "reason"),
    [
        ("- [Papers](#papers)", Reason.CONTENTS),
        ("- [Kites](papers/kites.pdf)", Reason.CROSS_REFERENCE),
    ],
)
def test_a_bullet_that_stays_at_home_is_left_out(bullet: str, reason: Reason) -> None:
    """A place in the list is its contents; a file beside it, which no reader has, a reference."""
    reading = parse_list(f"# List\n\n{bullet}\n", SOURCE)
    assert {left.reason for left in reading.omissions if left.line == 3} == {reason}
