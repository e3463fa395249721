"""The spellings of one person's name, joined under the fullest: for the index of authors.

Works print the same person with and without accents, middle initials and short first names. Two
spellings are joined only where that is all they differ in; a short first name (``Sam`` for
``Samuel``) also needs a co-author in common. Everything else stays apart: a missing join is seen
by the reader, a wrong one is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from surveybook.model import Name
from surveybook.names import fold

_SHORT: Mapping[str, str] = {
    "alex": "alexander",
    "andy": "andrew",
    "ben": "benjamin",
    "chris": "christopher",
    "dan": "daniel",
    "dave": "david",
    "jeff": "jeffrey",
    "jon": "jonathan",
    "josh": "joshua",
    "matt": "matthew",
    "mike": "michael",
    "nick": "nicholas",
    "rob": "robert",
    "sam": "samuel",
    "steve": "steven",
    "tim": "timothy",
    "tom": "thomas",
    "will": "william",
    "zac": "zachary",
}


def filed_name(name: Name) -> str:
    """``Family, Given``, as an index files it; a body's whole name."""
    family = " ".join(part for part in (name.particle, name.family) if part)
    return name.literal or ", ".join(p for p in (family, name.given, name.suffix) if p)


def join_names(works: Iterable[Sequence[Name]]) -> Mapping[str, str]:
    """For each filed spelling the one that stands for the person; ``works`` are author lists."""
    circles: dict[str, set[str]] = {}
    for authors in works:
        names = [filed_name(name) for name in authors]
        folded = {fold(name) for name in names}
        for name in names:
            circles.setdefault(name, set()).update(folded - {fold(name)})
    alike: dict[tuple[str, str], list[str]] = {}
    for name in sorted(circles):
        first = next(iter(_given(name)), "")
        alike.setdefault((fold(name.partition(", ")[0]), _SHORT.get(first, first)), []).append(name)
    joined: dict[str, str] = {}
    for names in alike.values():
        for group in _groups(names, circles):
            fullest = max(group, key=lambda name: (len(name), not name.isascii(), name))
            joined |= dict.fromkeys(group, fullest)
    return joined


def _groups(names: Sequence[str], circles: Mapping[str, set[str]]) -> list[list[str]]:
    """Spellings of one family and first name by person; one that could be two people's is alone."""
    groups: list[list[str]] = []
    for name in sorted(names, key=len, reverse=True):
        fitting = [group for group in groups if any(_same(name, n, circles) for n in group)]
        if len(fitting) == 1:
            fitting[0].append(name)
        else:
            groups.append([name])
    return groups


def _same(one: str, other: str, circles: Mapping[str, set[str]]) -> bool:
    mine, theirs = _given(one), _given(other)
    if not mine or not theirs:
        return mine == theirs
    if mine[0] != theirs[0]:
        short, full = sorted((mine[0], theirs[0]), key=len)
        if _SHORT.get(short) != full or not circles[one] & circles[other]:
            return False
    middle = sorted((mine[1:], theirs[1:]), key=len)
    return middle[0] == middle[1] or (not middle[0] and all(len(part) == 1 for part in middle[1]))


@lru_cache(maxsize=1 << 14)
def _given(name: str) -> tuple[str, ...]:
    return tuple(fold(part) for part in re.split(r"[\s.\-]+", name.partition(", ")[2]) if part)
