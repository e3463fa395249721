"""Entries and records → works: the order of the steps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from surveybook.merging.assigning import assign_keys, make_claimant
from surveybook.merging.authors import mark_capped
from surveybook.merging.conflicts import conflicts_of
from surveybook.merging.contested import first_line, settle_contested
from surveybook.merging.fields import work_of
from surveybook.merging.groups import ONE_PER_WORK, Group, make_group
from surveybook.merging.identity import group_witnesses
from surveybook.merging.keys import Keys
from surveybook.merging.witnesses import Witness, entry_witness, record_witness
from surveybook.model import Entry, Identifier, Record, Work
from surveybook.problems import Code, Level, Problem


@dataclass(frozen=True, slots=True)
class Merged:
    """The works sorted by key, the lock file's new state, and what is wrong."""

    works: tuple[Work, ...]
    keys: Keys
    problems: tuple[Problem, ...]


def merge_works(
    entries: Iterable[Entry],
    records: Iterable[Record],
    keys: Keys,
    paths: Mapping[str, str] | None = None,
) -> Merged:
    """Entries and records merged to works, the same in whatever order they come.

    ``paths`` maps a list's stem to its file, so that problems name what the user can open; without
    it the file is taken to be ``<stem>.md``.
    """
    witnesses = _witnesses(mark_capped(entries), records)
    sets = group_witnesses(witnesses).sets()
    groups = [make_group([witnesses[i] for i in members]) for members in sets]
    with_entries = [group for group in groups if group.all_entries]
    works = []
    for group in with_entries:
        work = work_of(group)
        conflicts = conflicts_of(group, work)
        works.append(replace(work, conflicts=conflicts) if conflicts else work)
    settled, lost, shared = settle_contested(with_entries, works, keys)
    claimants = [
        make_claimant(work, (*lost.get(i, ()), *_dropped(group)))
        for i, (work, group) in enumerate(zip(settled, with_entries, strict=True))
    ]
    assigned, new_keys, problems = assign_keys(claimants, keys)
    keyed = [replace(work, key=key) for work, key in zip(settled, assigned, strict=True)]
    found = [
        *problems,
        *_placed(shared, with_entries, paths or {}),
        *_contradictions(with_entries, settled, paths or {}),
        *_record_problems(groups, witnesses),
    ]
    return Merged(_with_aliases(keyed, new_keys), new_keys, tuple(sorted(set(found))))


def _witnesses(entries: Iterable[Entry], records: Iterable[Record]) -> list[Witness]:
    """Entries by list and line, then records by path: an order that no caller can change."""
    given = list(entries)
    counts = Counter((entry.list, entry.line) for entry in given)

    def place(entry: Entry) -> tuple[str, int, str]:
        at = (entry.list, entry.line)
        return (*at, repr(entry) if counts[at] > 1 else "")

    ordered = sorted(given, key=place)
    found = [entry_witness(index, entry) for index, entry in enumerate(ordered)]
    by_path = sorted(records, key=lambda record: (record.path, repr(record)))
    return found + [record_witness(len(found) + i, record) for i, record in enumerate(by_path)]


def _dropped(group: Group) -> list[Identifier]:
    """The identifiers under which entries print a work that is known by another."""
    found = dict.fromkeys(identifier for identifier, _ in group.claims)
    return [identifier for identifier in found if identifier not in group.identifiers]


def _with_aliases(works: Iterable[Work], keys: Keys) -> tuple[Work, ...]:
    aliases: dict[str, list[str]] = {}
    for old in sorted(keys.aliases):
        aliases.setdefault(keys.resolve(old), []).append(old)
    named = [
        replace(work, aliases=tuple(aliases[work.key])) if work.key in aliases else work
        for work in works
    ]
    return tuple(sorted(named, key=lambda work: work.key))


def _placed(
    shared: Iterable[tuple[int, Problem]], groups: Sequence[Group], paths: Mapping[str, str]
) -> list[Problem]:
    found = []
    for index, problem in shared:
        stem, line = first_line(groups[index])
        found.append(replace(problem, path=_path(stem, paths), line=line))
    return found


def _path(stem: str, paths: Mapping[str, str]) -> str:
    return paths.get(stem, f"{stem}.md")


def _contradictions(
    groups: Sequence[Group], works: Sequence[Work], paths: Mapping[str, str]
) -> list[Problem]:
    """An entry that prints one work under an identifier that is not the work's own."""
    found = []
    for group, work in zip(groups, works, strict=True):
        for identifier, where in dict.fromkeys(group.claims):
            right = _same_scheme(group, identifier)
            if right is None or identifier in group.identifiers:
                continue
            stem, line = first_line(group, identifier)
            message = (
                f"“{work.title}” is printed here as {identifier} ({where}), but is {right} by "
                f"{group.place_of(right, 'arxiv')}, which is kept. If {identifier} is wrong, put "
                "it right with a [[correction]] in records/corrections.toml; if it is the work's "
                "too, add it to the identifiers of its record"
            )
            problem = Problem(_path(stem, paths), line, Level.WARNING, Code.ID_CONTRADICTS, message)
            found.append(problem)
    return found


def _same_scheme(group: Group, identifier: Identifier) -> Identifier | None:
    if identifier.scheme not in ONE_PER_WORK:
        return None
    return next((i for i in group.identifiers if i.scheme == identifier.scheme), None)


def _record_problems(groups: Sequence[Group], witnesses: Sequence[Witness]) -> list[Problem]:
    """Records that no entry took: because of another title, or because nothing names their work."""
    printed: dict[Identifier, Witness] = {}
    for witness in witnesses:
        if witness.entry is not None:
            for identifier in witness.identifiers:
                printed.setdefault(identifier, witness)
    found = []
    for group in groups:
        for spare in group.spare_records:
            message = (
                f"{group.record.path if group.record else ''} describes the same work and is used; "
                "put both into one file"
            )
            found.append(Problem(spare.path, 0, Level.WARNING, Code.RECORD_UNUSED, message))
        if group.record is not None and not group.all_entries:
            found.append(_not_taken(group.record, printed))
    return found


def _not_taken(record: Record, printed: Mapping[Identifier, Witness]) -> Problem:
    for identifier in record.identifiers:
        witness = printed.get(identifier)
        if witness is not None and witness.entry is not None:
            message = (
                f"the record says that {identifier} is “{record.title}”, but {witness.place} "
                f"prints “{witness.entry.title}” under it; if that is an older title, add it to "
                "other_titles; if not, mend the identifier here, or in records/corrections.toml"
            )
            return Problem(record.path, 0, Level.ERROR, Code.RECORD_CONTRADICTS, message)
    message = (
        f"no list names “{record.title}” ({record.identifiers[0]}); "
        "check its identifiers, or take the record out"
    )
    return Problem(record.path, 0, Level.NOTE, Code.RECORD_UNUSED, message)
