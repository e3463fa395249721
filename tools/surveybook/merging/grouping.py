"""Grouping by union-find: things found equal two by two become sets.

Why union-find: "the same work" is said by many small observations (an identifier here, a title
there), each about two witnesses. Union-find takes them in any order and always ends in the same
sets, costs almost nothing per observation (Tarjan 1975), and needs no comparison of all with all.
Its one danger, that a chain of observations joins things that no single one would, is met before
it: an observation is made only where titles or authors agree as well (``agreement.py``).
The set's name is its smallest member, so that it does not depend on the order of the calls either.
"""

from __future__ import annotations

from collections.abc import Mapping


class Groups:
    """Disjoint sets over ``0 … size - 1``.

    Members may bear a seal (what some person has declared to be one thing, by number); sets with
    different seals are never made one.
    """

    def __init__(self, size: int, seals: Mapping[int, int] | None = None) -> None:
        self._parent = list(range(size))
        self._seal = dict(seals or {})

    def find(self, member: int) -> int:
        """The smallest member of the set."""
        parent = self._parent
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    def union(self, one: int, other: int) -> None:
        """Make the sets of two members one, unless their seals differ."""
        low, high = sorted((self.find(one), self.find(other)))
        left, right = self._seal.get(low), self._seal.get(high)
        if left is not None and right is not None and left != right:
            return
        self._parent[high] = low
        if left is None and right is not None:
            self._seal[low] = right

    def sets(self) -> list[list[int]]:
        """Every set, its members in order, sorted by its smallest member."""
        found: dict[int, list[int]] = {}
        for member in range(len(self._parent)):
            found.setdefault(self.find(member), []).append(member)
        return list(found.values())
