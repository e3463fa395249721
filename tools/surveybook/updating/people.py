"""Authors: one list from several, complete, in the order of the first, with the fullest names."""

from __future__ import annotations

from surveybook.model import Name
from surveybook.names import fold, same_person


def join_authors(
    kept: tuple[Name, ...], claimed: tuple[Name, ...], *, kept_whole: bool
) -> tuple[Name, ...]:
    """The claimed list with each person in the fuller of the two printings.

    A list that a body alone signs stays, because a keeper cut it so; and a whole list stays that
    has everyone of the claimed one and more.
    """
    if not claimed or (kept and all(name.literal for name in kept)):
        return kept
    if kept_whole and len(kept) > len(claimed) and None not in _matches(claimed, kept):
        return fill_names(kept, claimed)
    pairs = zip(_matches(claimed, kept), claimed, strict=True)
    return tuple(_kept_form(match, name) for match, name in pairs)


def fill_names(kept: tuple[Name, ...], other: tuple[Name, ...]) -> tuple[Name, ...]:
    """The kept list, a given name written out where another list of the same people has it."""
    pairs = zip(kept, _matches(kept, other), strict=True)
    return tuple(_kept_form(name, match or name) for name, match in pairs)


def _matches(names: tuple[Name, ...], others: tuple[Name, ...]) -> list[Name | None]:
    """For each name the one person of another list who can be this one, nobody for two names.

    Two lists that go together place by place need no more. Else equal printings go first; of the
    rest only those count that nobody else can be.
    """
    if len(names) == len(others) and all(map(_can_be_one, names, others)):
        return list(others)
    found: list[Name | None] = [None] * len(names)
    free = list(others)
    for at, name in enumerate(names):
        equal = [other for other in free if fold(other.display) == fold(name.display)]
        if equal:
            found[at] = equal[0]
            free.remove(equal[0])
    open_names = [name for name, match in zip(names, found, strict=True) if match is None]
    for at, name in enumerate(names):
        near = [other for other in free if _can_be_one(other, name)]
        if found[at] is None and len(near) == 1:
            rivals = [other for other in open_names if _can_be_one(other, near[0])]
            found[at] = near[0] if len(rivals) == 1 else None
    return found


def _can_be_one(one: Name, other: Name) -> bool:
    """True for two printings of one person or body.

    A page that prints ``Z. Hatfield Dodds`` does not say where the family name begins; then the
    words are compared one by one, an initial standing for its word.
    """
    left, right = fold(one.display).split(), fold(other.display).split()
    if left == right or one.literal or other.literal:
        return left == right
    if one.given and other.given and same_person(one, other):
        return True
    if len(left) != len(right) or left[-1:] != right[-1:] or len(left) < 2:
        return False
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(left, right, strict=True))


def _kept_form(kept: Name | None, claimed: Name) -> Name:
    """The printing with the fuller given name; of equal ones that with accents."""
    if kept is None:
        return claimed
    if fold(kept.display) == fold(claimed.display):
        return claimed if _accents(claimed) > _accents(kept) else kept
    return claimed if _fullness(claimed) > _fullness(kept) else kept


def _fullness(name: Name) -> tuple[int, int]:
    """Letters that are written out, then how many names and initials."""
    words = fold(name.display).split()
    return sum(len(word) for word in words if len(word) > 1), len(words)


def _accents(name: Name) -> int:
    return sum(not c.isascii() for c in name.display)
