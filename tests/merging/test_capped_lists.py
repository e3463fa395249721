"""Lists that silently stop their author lists at a number of names."""

from __future__ import annotations

from surveybook.merging.authors import mark_capped
from surveybook.model import Entry, Kind

NAMES = tuple(f"Given{letter} Family{letter}" for letter in "ABCDEFGHIJKL")


def entry(line: int, count: int, *, stem: str = "capped", said: bool = False) -> Entry:
    """An entry with so many authors; ``said`` where the list prints et al."""
    return Entry(stem, line, (), Kind.PAPER, f"Title {line}", authors=NAMES[:count], truncated=said)


def test_a_cap_shows_in_many_lists_of_one_length() -> None:
    """Five entries of ten names and none longer: those ten-name lists are cut, shorter ones not."""
    entries = [entry(line, 10) for line in range(1, 6)] + [entry(6, 3)]
    assert [e.truncated for e in mark_capped(entries)] == [True] * 5 + [False]


def test_a_longer_list_disproves_a_cap() -> None:
    """Where one entry has eleven names, ten is no cap."""
    entries = [entry(line, 10) for line in range(1, 6)] + [entry(6, 11)]
    assert not any(e.truncated for e in mark_capped(entries))


def test_another_list_is_not_concerned() -> None:
    """The cap of one list says nothing about an equal number of names in another."""
    entries = [entry(line, 10) for line in range(1, 6)] + [entry(1, 10, stem="other")]
    assert not mark_capped(entries)[-1].truncated


def test_what_the_list_says_stays() -> None:
    """An entry that prints et al. stays cut."""
    assert mark_capped([entry(1, 2, said=True)])[0].truncated
