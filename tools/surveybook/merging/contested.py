"""One identifier printed for two works: who keeps it, and what a keeper of the lists should do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from surveybook.identifiers import identifier_url
from surveybook.merging.groups import Group
from surveybook.merging.key_forms import key_forms
from surveybook.merging.keys import Keys
from surveybook.merging.witnesses import PAPER_SCHEMES, identify
from surveybook.merging.words import folded
from surveybook.model import Claim, Conflict, Identifier, Kind, Work
from surveybook.problems import Code, Level, Problem

_MANY = 8
"""So many works under one identifier are reported once: it must be the address of a collection."""
_PAPERS = (Kind.PAPER, Kind.REPORT)


def settle_contested(
    groups: Sequence[Group], works: Sequence[Work], keys: Keys
) -> tuple[tuple[Work, ...], Mapping[int, tuple[Identifier, ...]], list[tuple[int, Problem]]]:
    """Works of which no two keep one identifier; what each lost; and a problem for each loss."""
    holders: dict[Identifier, list[int]] = {}
    for index, work in enumerate(works):
        for identifier in work.identifiers:
            holders.setdefault(identifier, []).append(index)
    settled = list(works)
    lost: dict[int, tuple[Identifier, ...]] = {}
    problems = []
    for identifier in sorted(i for i, indexes in holders.items() if len(indexes) > 1):
        indexes = sorted(
            holders[identifier], key=lambda i: _rank(groups[i], works[i], identifier, keys)
        )
        best, *others = indexes
        is_collection = len(indexes) > _MANY
        if is_collection and not _is_recorded(groups[best], identifier):
            others = indexes
        for index in others:
            lost[index] = (*lost.get(index, ()), identifier)
            settled[index] = _without(settled[index], identifier, groups, (best, index))
        if is_collection:
            problems.append((min(indexes), _collection(identifier, len(indexes))))
            continue
        for index in others:
            problem = _shared(identifier, groups, works, best, index)
            if problem is not None:
                problems.append((index, problem))
    return tuple(settled), lost, problems


def _rank(
    group: Group, work: Work, identifier: Identifier, keys: Keys
) -> tuple[bool, bool, bool, int, str]:
    """First the work whose record has it, then by fitting kind, the lock, and the most lists."""
    is_paper = identifier.scheme in PAPER_SCHEMES
    fits = (work.kind in _PAPERS) == is_paper
    key = keys.resolve(keys.identities.get(str(identifier), ""))
    locked = bool(key) and key in key_forms(work)
    count = sum(1 for found, _ in group.claims if found == identifier)
    return (not _is_recorded(group, identifier), not fits, not locked, -count, folded(work.title))


def _is_recorded(group: Group, identifier: Identifier) -> bool:
    return group.record is not None and identifier in group.record.identifiers


def _without(
    work: Work, identifier: Identifier, groups: Sequence[Group], pair: tuple[int, int]
) -> Work:
    """A work without an identifier that another keeps, with the conflict that says so."""
    left = tuple(i for i in work.identifiers if i != identifier)
    where = dict(work.provenance)
    changed = replace(work, identifiers=left)
    if work.arxiv == identifier.value and identifier.scheme == "arxiv":
        changed = replace(changed, arxiv=None)
        where.pop("arxiv", None)
    if work.doi == identifier.value and identifier.scheme == "doi":
        changed = replace(changed, doi=None)
        where.pop("doi", None)
    if work.url and identify(work.url) == identifier:
        url = identifier_url(left[0]) if left else None
        changed = replace(changed, url=url)
        if url is None:
            where.pop("url", None)
    claims = tuple(
        Claim(str(identifier), place)
        for index in pair
        for place in _places(groups[index], identifier)
    )
    conflict = Conflict("identifier", str(left[0]) if left else "", claims)
    return replace(changed, provenance=where, conflicts=(*work.conflicts, conflict))


def _places(group: Group, identifier: Identifier) -> tuple[str, ...]:
    places = [where for found, where in group.claims if found == identifier]
    if group.record is not None and _is_recorded(group, identifier):
        places.append(group.record.path)
    return tuple(dict.fromkeys(places))


def _shared(
    identifier: Identifier, groups: Sequence[Group], works: Sequence[Work], best: int, index: int
) -> Problem | None:
    """The problem for the work that loses; None for a paper that links to its repository."""
    kinds = {works[best].kind in _PAPERS, works[index].kind in _PAPERS}
    if identifier.scheme == "github" and len(kinds) == 2:
        return None
    kept, other = (
        f"“{works[i].title}” ({', '.join(_places(groups[i], identifier)[:3])})"
        for i in (best, index)
    )
    field = "arxiv" if identifier.scheme == "arxiv" else "url"
    message = (
        f"{identifier} is printed for two works, {kept} and {other}; the first keeps it. If one is "
        f"wrong, put it right with a [[correction]] of its {field} in records/corrections.toml; if "
        "they are one work, add a record whose title and other_titles name both"
    )
    level = Level.WARNING if len(kinds) == 1 else Level.NOTE
    return Problem("", 0, level, Code.ID_SHARED, message)


def _collection(identifier: Identifier, count: int) -> Problem:
    message = (
        f"{identifier} is printed for {count} works, so it is the address of a collection; give "
        "each its own with a [[correction]] in records/corrections.toml"
    )
    return Problem("", 0, Level.WARNING, Code.ID_SHARED, message)


def first_line(group: Group, identifier: Identifier | None = None) -> tuple[str, int]:
    """The list and line of the first entry of a group, or of the first that has an identifier."""
    entries = group.all_entries
    places = {place for found, place in group.claims if found == identifier}
    for entry in entries:
        if identifier is None or f"{entry.list}:{entry.line}" in places:
            return entry.list, entry.line
    return entries[0].list, entries[0].line
