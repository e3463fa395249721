"""What a link is for, and what a thing is by its address."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from surveybook.model import Reason
from surveybook.reading.links import date_in_address, is_link_word, kind_of, picture_reason

CASES = tomllib.loads((Path(__file__).parent / "cases/links.toml").read_text("utf-8"))


@pytest.mark.parametrize("text", CASES["words"])
def test_words_for_a_use(text: str) -> None:
    """``pdf``, ``code``, a venue or an id name what a link is for, not a work."""
    assert is_link_word(text)


@pytest.mark.parametrize("text", CASES["titles"])
def test_titles_are_no_link_words(text: str) -> None:
    """A title may hold such words without being one."""
    assert not is_link_word(text)


@pytest.mark.parametrize(("url", "kind"), CASES["kinds"].items())
def test_kind_by_address(url: str, kind: str) -> None:
    """A repository is code, a hub's address a model or a data set, a video a talk."""
    assert kind_of(url, "Lanterns That Learn", (), authored=False) == kind


@pytest.mark.parametrize(("heading", "kind"), CASES["headings"].items())
def test_kind_by_heading(heading: str, kind: str) -> None:
    """Where the address does not say, the heading does."""
    page = "https://example.org/lantern"
    assert kind_of(page, "Lanterns That Learn", (heading,), authored=False) == kind


@pytest.mark.parametrize(("url", "year"), CASES["dates"].items())
def test_date_in_address(url: str, year: int) -> None:
    """A year counts only with its month behind it."""
    assert (date_in_address(url) or 0) == year


@pytest.mark.parametrize(
    ("src", "reason"),
    [(src, Reason.BADGE) for src in CASES["badges"]]
    + [(src, Reason.PICTURE) for src in CASES["pictures"]],
)
def test_pictures(src: str, reason: Reason) -> None:
    """Counters and shields are badges; other pictures are pictures."""
    assert picture_reason(src) is reason
