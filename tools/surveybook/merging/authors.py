"""Authors: from printed names to people and bodies, and the choice of the fullest list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from surveybook.merging.words import folded
from surveybook.model import Entry, Name
from surveybook.names import parse_name

# A cap on author lists is believed from this many names on, where this many lists are as long.
SHORTEST_CAP = 5
SIGN_OF_CAP = 5
# Words that end (or begin) the name of a body and no person's.
_ENDS = """Team Lab Labs Laboratory Laboratories Research Group Inc Inc. LLC Ltd University
Institute
Foundation DeepMind OpenAI Face Company Project Community Consortium Collaboration Corporation
Organization AI"""
_BODY_END = frozenset(_ENDS.split())
_BODY_START = frozenset({"Team", "The", "University", "Institute", "Laboratory", "Department"})


@lru_cache(maxsize=1 << 18)
def parse_author(text: str) -> Name:
    """`parse_name`, with names such as ``Gemini Team`` and ``Google Research`` read as bodies."""
    words = text.split()
    is_body = len(words) > 1 and (words[-1] in _BODY_END or words[0] in _BODY_START)
    if not is_body or "," in text or text.startswith("{"):
        return parse_name(text)
    # "Team, Gemini" in BibTeX's order comes out as "Team Gemini" or "Gemini Team": one body.
    if words[0] == "Team":
        words = [*words[1:], "Team"]
    return Name(literal=" ".join(words))


def has_full_given(name: Name) -> bool:
    """True where a given name is written out, not only its initials."""
    return any(len(part.strip(".")) > 1 for part in name.given.split())


def fullness(entry: Entry, names: tuple[Name, ...], longest_cut: int) -> tuple[int, int, int, int]:
    """How full an entry's list is, to be compared: complete, then long, then written out.

    A list that does not say it is cut, but is shorter than one that does, is cut all the same.
    """
    is_whole = not entry.truncated and len(names) >= longest_cut
    given = sum(1 for name in names if name.given or name.literal)
    return (int(is_whole), given, len(names), sum(map(has_full_given, names)))


def mark_capped(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries, those marked as cut whose list silently stops at a number of names.

    A list caps its author lists where none is longer than some number and many are just as long.
    """
    entries = tuple(entries)
    lengths: dict[str, Counter[int]] = {}
    for entry in entries:
        lengths.setdefault(entry.list, Counter())[len(entry.authors)] += 1
    caps = {
        name: max(counts)
        for name, counts in lengths.items()
        if max(counts) >= SHORTEST_CAP and counts[max(counts)] >= SIGN_OF_CAP
    }
    return tuple(
        replace(entry, truncated=True) if len(entry.authors) == caps.get(entry.list) else entry
        for entry in entries
    )


def family_of(name: Name) -> str:
    """What two printings of one person share: the folded family name, or the folded body."""
    return folded(name.literal or name.family)


def same_list(kept: tuple[Name, ...], claimed: tuple[Name, ...], *, kept_whole: bool) -> bool:
    """True where two lists do not contradict: the families are equal, or one only stops early."""
    left, right = [family_of(name) for name in kept], [family_of(name) for name in claimed]
    if len(right) > len(left):
        return not kept_whole and right[: len(left)] == left
    return left[: len(right)] == right
