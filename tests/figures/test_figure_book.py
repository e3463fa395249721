"""The real book's data behind its figures, and the sentences that speak of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from surveybook.families import check_map, count_families, parse_map
from surveybook.figures.timeline import count_years
from surveybook.layout import find_layout
from surveybook.pipeline import Book, read_book


@pytest.fixture(scope="module")
def book(root: Path) -> Book:
    """The real book, read and made."""
    layout = find_layout(root)
    assert layout is not None
    return read_book(layout)


def test_the_map_is_without_fault(root: Path, book: Book) -> None:
    """Every key of the map has a home in the outline, and every family has works."""
    text = (root / "book" / "records" / "map.toml").read_text(encoding="utf-8")
    field, problems = parse_map(text, "map.toml")
    assert problems == ()
    assert field is not None
    assert book.inputs.outline is not None
    assert check_map(field, book.works, book.inputs.outline) == ()
    counts = count_families(field.families, book.works, book.inputs.outline)
    assert all(counts.values())
    largest = sorted(counts, key=lambda slug: -counts[slug])[:2]
    assert set(largest) == {"rlhf", "direct"}  # as the alt text of the map says


def test_the_text_on_the_timeline_is_so(book: Book) -> None:
    """As front/map.md says: one chapter at first, the others from 2022, most works in 2023."""
    counts = count_years(book.works)
    others = {
        year: sum(number for chapter, number in parts.items() if chapter != "rlhf")
        for year, parts in counts.items()
    }
    assert min(counts) == 2017
    assert all(others[year] <= 1 for year in counts if year < 2022)
    assert others[2022] > 0
    assert others[2023] >= counts[2023]["rlhf"]
    assert max(counts, key=lambda year: sum(counts[year].values())) == 2023


def test_every_chapter_opens_and_ends(book: Book) -> None:
    """Each chapter says what it answers, and closes with what to read and what is open."""
    assert book.inputs.outline is not None
    wanted = {
        f"{chapter.slug}/{part}.md"
        for chapter in book.inputs.outline.chapters
        for part in ("index", "end")
    }
    assert wanted - set(book.inputs.prose) == set()
