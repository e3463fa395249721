"""Words of titles: what is significant in them, and how much two titles share."""

from __future__ import annotations

import re
from functools import lru_cache

from surveybook.characters import CJK
from surveybook.names import fold

_SMALL = """a an the of on in for to and or nor but with without from by at as is are be into via
about over under it its this that"""
STOP_WORDS = frozenset(_SMALL.split())
MIN_WORDS = 3
"""A title with fewer words does not identify a work by itself."""
_ROMAN = frozenset({"ii", "iii", "iv", "vi", "vii", "viii", "ix"})
_COUNTED = re.compile(r"\b(?:part|volume|vol|chapter|version) ([ivx]+)\b")
_YEAR = re.compile(r"^(?:19|20)\d\d$")


@lru_cache(maxsize=1 << 18)
def folded(title: str) -> str:
    """A title for comparing; the memory pays because lists repeat titles and names."""
    return fold(title)


@lru_cache(maxsize=1 << 16)
def significant(folded_title: str) -> frozenset[str]:
    """The words of a folded title that are not articles, prepositions and the like."""
    return frozenset(folded_title.split()) - STOP_WORDS


def weight(folded_title: str) -> int:
    """How many words a folded title has; two CJK letters, written without spaces, count as one."""
    if folded_title.isascii():
        return len(folded_title.split())
    letters = len(CJK.findall(folded_title))
    return len(CJK.sub("", folded_title).split()) + letters // 2


def shared_part(one: str, other: str) -> float:
    """The significant words in both folded titles as a part of those in either (Jaccard)."""
    left, right = significant(one), significant(other)
    return len(left & right) / len(left | right) if left and right else 0.0


def squeezed(text: str) -> str:
    """Folded and without spaces: ``RL4-LMs`` and ``rl4lms`` are one spelling."""
    return folded(text).replace(" ", "")


def numerals(folded_title: str) -> frozenset[str]:
    """What numbers a title within a series (``2``, ``4o``, ``part ii``); years do not."""
    words = folded_title.split()
    found = {w for w in words if any(c.isdigit() for c in w) and not _YEAR.match(w)}
    found |= {w for w in words if w in _ROMAN}
    return frozenset(found | set(_COUNTED.findall(folded_title)))


def initials(folded_title: str) -> str:
    """The first letters of the significant words: ``transformer reinforcement learning`` → trl."""
    return "".join(w[0] for w in folded_title.split() if w not in STOP_WORDS)
