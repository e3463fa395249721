"""Identity: the rules that join witnesses to works.

1. a shared identifier, where titles or authors agree
2. equal titles of some length, where authors do not disagree, whatever the identifiers
3. one repository under an old and a new owner
4. a row of a table of models joins the work that owns its paper or its project page

Everything goes by index (identifier → witnesses, folded title → witnesses), so that the time grows
with the number of entries and not with its square.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from surveybook.merging.agreement import (
    any_title_agrees,
    authors_agree,
    authors_disagree,
    kinds_fit,
    named_after,
    same_work,
)
from surveybook.merging.grouping import Groups
from surveybook.merging.witnesses import Witness, is_row, row_identifiers
from surveybook.merging.words import MIN_WORDS, weight
from surveybook.model import Identifier, Kind

CROWD = 60
"""So many different titles under one identifier make it the address of a collection, which says
nothing about any one work; only equal titles are then compared."""

K = TypeVar("K", bound=Hashable)


def group_witnesses(witnesses: Sequence[Witness]) -> Groups:
    """The witnesses joined to works; the index of each is its place in the sequence."""
    records = [w for w in witnesses if w.record is not None]
    groups = Groups(len(witnesses), _seals(records))
    rows = [w for w in witnesses if w.entry is not None and is_row(w.entry)]
    in_rows = {row.index for row in rows}
    others = [w for w in witnesses if w.index not in in_rows]
    _join_records(groups, records, others)
    _join_all(groups, others)
    alone = _join_rows(groups, rows, others)
    _join_all(groups, alone)
    return groups


def _seals(records: Sequence[Witness]) -> dict[int, int]:
    """A seal for each record, so that two records never become one work unless they say the same.

    They do where they share an identifier, or title, kind and authors.
    """
    same = Groups(max((w.index for w in records), default=-1) + 1)
    for members in by_identifier(records).values():
        for witness in members[1:]:
            same.union(members[0].index, witness.index)
    for members in _index((title, w) for w in records for title in w.titles).values():
        for one, other in combinations(members[:CROWD], 2):
            if one.kind is other.kind and authors_agree(one, other):
                same.union(one.index, other.index)
    return {witness.index: same.find(witness.index) for witness in records}


def _join_records(groups: Groups, records: Sequence[Witness], others: Sequence[Witness]) -> None:
    """Join each entry to the record that fits it best: by title and identifier, kind, then path.

    This comes before the other rules, as a record is a person's judgement, and they are not.
    """
    by_id: dict[Identifier, list[Witness]] = {}
    by_title: dict[str, list[Witness]] = {}
    for record in records:
        for identifier in record.identifiers:
            by_id.setdefault(identifier, []).append(record)
        for title in record.titles:
            by_title.setdefault(title, []).append(record)
    for witness in others:
        if witness.entry is None:
            continue
        sharing = [
            record
            for identifier in witness.identifiers
            for record in by_id.get(identifier, ())
            if same_work(witness, record, identifier)
        ]
        titled = [
            record
            for record in by_title.get(witness.titles[0], ())
            if weight(witness.titles[0]) >= MIN_WORDS
            and kinds_fit(witness, record)
            and not authors_disagree(witness, record)
        ]
        if sharing or len({record.index for record in titled}) == 1:
            best = min((*sharing, *titled), key=lambda record: _fit(witness, record))
            groups.union(best.index, witness.index)


def _fit(witness: Witness, record: Witness) -> tuple[bool, bool, bool, int]:
    shares = set(witness.identifiers) & set(record.identifiers)
    is_titled = witness.titles[0] in record.titles
    return (not is_titled, not shares, witness.kind is not record.kind, record.index)


def _join_all(groups: Groups, witnesses: Sequence[Witness]) -> None:
    _join_by_identifier(groups, witnesses)
    _join_by_title(groups, witnesses)
    _join_repositories(groups, witnesses)


def _index(pairs: Iterable[tuple[K, Witness]]) -> Mapping[K, list[Witness]]:
    found: dict[K, list[Witness]] = {}
    for key, witness in pairs:
        found.setdefault(key, []).append(witness)
    return {key: members for key, members in found.items() if len(members) > 1}


def by_identifier(witnesses: Iterable[Witness]) -> Mapping[Identifier, list[Witness]]:
    """The witnesses that share an identifier."""
    return _index((identifier, w) for w in witnesses for identifier in w.identifiers)


def _join_by_identifier(groups: Groups, witnesses: Sequence[Witness]) -> None:
    for identifier, members in by_identifier(witnesses).items():
        faces = _joined_by(groups, members, lambda w: (w.titles, w.kind, w.families, w.label))
        if len(faces) > CROWD:
            _joined_by(groups, members, lambda w: (w.titles, w.kind))
            continue
        for one, other in combinations(faces, 2):
            apart = groups.find(one.index) != groups.find(other.index)
            if apart and same_work(one, other, identifier):
                groups.union(one.index, other.index)


def _joined_by(
    groups: Groups, members: Iterable[Witness], key: Callable[[Witness], Hashable]
) -> list[Witness]:
    """Join the members whose key is equal, and give one of each."""
    first: dict[Hashable, Witness] = {}
    for witness in members:
        groups.union(first.setdefault(key(witness), witness).index, witness.index)
    return list(first.values())


def _join_by_title(groups: Groups, witnesses: Sequence[Witness]) -> None:
    titled = _index(
        (title, w) for w in witnesses for title in w.titles if weight(title) >= MIN_WORDS
    )
    for title in sorted(titled):
        _join_one_title(groups, titled[title])


def _join_one_title(groups: Groups, members: Sequence[Witness]) -> None:
    """Join the witnesses of one title: those with people first, then those that fit one of them.

    A witness without people that would fit two different works joins neither: it must not be the
    bridge that makes them one.
    """
    firm = _joined_by(groups, (w for w in members if not w.is_loose), _face_of_title)
    loose = _joined_by(groups, (w for w in members if w.is_loose), _face_of_title)
    for pile in _piles(firm):
        for one, other in combinations(pile, 2):
            if authors_agree(one, other) and kinds_fit(one, other):
                groups.union(one.index, other.index)
    settled = list(firm)
    for witness in sorted(loose, key=lambda w: (not w.families, w.index)):
        works = _fitting(groups, witness, settled) if len(settled) <= CROWD else set()
        if len(works) == 1:
            groups.union(works.pop(), witness.index)
        settled.append(witness)


def _face_of_title(witness: Witness) -> Hashable:
    people = tuple(name.display for name in witness.names)
    return (witness.kind, witness.is_paper, witness.has_address, people)


def _fitting(groups: Groups, witness: Witness, settled: Sequence[Witness]) -> set[int]:
    fitting = [w for w in settled if kinds_fit(w, witness) and not authors_disagree(w, witness)]
    named = [w for w in fitting if authors_agree(w, witness)]
    return {groups.find(w.index) for w in named or fitting}


def _piles(firm: Sequence[Witness]) -> Iterable[list[Witness]]:
    """The witnesses to be compared with each other: all, or by first author where they are many."""
    if len(firm) <= CROWD:
        return [list(firm)]
    piles = _index((w.names[0].display, w) for w in firm).values()
    return [pile[:CROWD] for pile in piles]


def _join_repositories(groups: Groups, witnesses: Sequence[Witness]) -> None:
    """Join a repository under its old and its new owner."""
    named = _index(
        (identifier.value.rpartition("/")[2], w)
        for w in witnesses
        if w.kind is Kind.CODE
        for identifier in w.identifiers
        if identifier.scheme == "github"
    )
    for name, members in sorted(named.items()):
        repository = Identifier("github", f"/{name}")
        faces = _joined_by(groups, members, lambda w: (w.titles, w.label, w.families))
        for one, other in combinations(faces[:CROWD], 2):
            fits = any_title_agrees(one, other) or (
                named_after(one, repository) and named_after(other, repository)
            )
            if fits and not authors_disagree(one, other):
                groups.union(one.index, other.index)


def _join_rows(groups: Groups, rows: Sequence[Witness], others: Sequence[Witness]) -> list[Witness]:
    """Join each row to its owner; give back the rows that nothing else owns."""
    owners: dict[Identifier, list[Witness]] = {}
    for witness in others:
        for identifier in witness.identifiers:
            owners.setdefault(identifier, []).append(witness)
    alone = []
    by_paper: dict[Identifier, Witness] = {}
    for row in rows:
        papers, projects = row_identifiers(row.entry) if row.entry else ((), ())
        owner = _owner(row, [w for i in papers for w in owners.get(i, ())]) or _owner(
            row, [w for i in projects for w in owners.get(i, ())]
        )
        if owner is not None:
            groups.union(owner.index, row.index)
            continue
        alone.append(row)
        for paper in papers[:1]:
            groups.union(by_paper.setdefault(paper, row).index, row.index)
    return alone


def _owner(row: Witness, holders: Sequence[Witness]) -> Witness | None:
    """Among the holders of an identifier the one that the row names, else one with a record."""
    if not holders:
        return None
    return min(
        holders, key=lambda w: (not any_title_agrees(w, row), w.record is None, w.titles, w.index)
    )
