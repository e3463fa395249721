"""A group: the entries, table rows and record of one work, and the identifiers it keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from surveybook.identifiers import bare_arxiv
from surveybook.merging.witnesses import Witness, is_row, row_identifiers
from surveybook.model import Claim, Entry, Identifier, Record, Status

SCHEMES = ("arxiv", "doi", "acl", "openreview", "github", "url")
ONE_PER_WORK = frozenset({"arxiv", "doi", "acl"})
"""Schemes in which a work has one identifier, so that a second is wrong or needs a record."""
_CERTAIN = (Status.VERIFIED, Status.PARTLY, Status.FROM_LIST)


@dataclass(frozen=True, slots=True)
class Group:
    """What was found to be one work. Entries and rows stand in the order of lists and lines.

    ``identifiers`` are those the work keeps, the main one first; ``claims`` say who printed which.
    """

    entries: tuple[Entry, ...]
    rows: tuple[Entry, ...]
    record: Record | None
    spare_records: tuple[Record, ...]
    identifiers: tuple[Identifier, ...]
    claims: tuple[tuple[Identifier, str], ...]

    @property
    def voices(self) -> tuple[Entry, ...]:
        """The entries that speak of the work itself; table rows where nothing else does."""
        return self.entries or self.rows

    @property
    def all_entries(self) -> tuple[Entry, ...]:
        """Entries and rows together, in the order of lists and lines."""
        both = (*self.entries, *self.rows)
        return tuple(sorted(both, key=lambda entry: (entry.list, entry.line)))

    def place_of(self, identifier: Identifier, field: str) -> str:
        """Where an identifier was read: the record if it has it, else the first entry that does."""
        if self.record is not None and identifier in self.record.identifiers:
            return record_place(self.record, field)
        return next((where for found, where in self.claims if found == identifier), "")


def entry_place(entry: Entry, field: str) -> str:
    """Where an entry's value was read: ``list:line``, or the source of its correction."""
    for correction in entry.corrections:
        if correction.field == field:
            return f"correction: {correction.source}"
    return f"{entry.list}:{entry.line}"


def record_place(record: Record, field: str) -> str:
    """The address of the page that gave a record's value; the record's path where none is named."""
    for source in record.sources:
        if field in source.gave:
            return source.address
    return record.sources[0].address if record.sources else record.path


def make_group(members: Sequence[Witness]) -> Group:
    """The witnesses of one set, sorted into their parts."""
    printed = [(w.entry, w.identifiers) for w in members if w.entry is not None]
    entries = [pair for pair in printed if not is_row(pair[0])]
    rows = [pair for pair in printed if is_row(pair[0])]
    records = sorted(
        (w.record for w in members if w.record is not None),
        key=lambda record: (_CERTAIN.index(record.status), record.path),
    )
    record = records[0] if records else None
    claims = tuple(claim for entry, own in entries or rows for claim in _claimed(entry, own))
    return Group(
        tuple(entry for entry, _ in entries),
        tuple(entry for entry, _ in rows),
        record,
        tuple(records[1:]),
        _kept(record, claims),
        claims,
    )


def _claimed(entry: Entry, own: Sequence[Identifier]) -> list[tuple[Identifier, str]]:
    """The identifiers of an entry and where each was read; one that is linked counts twice."""
    found = list(own)
    if is_row(entry):
        papers, projects = row_identifiers(entry)
        found = list(dict.fromkeys((*papers, *projects, *found)))
    linked = {bare_arxiv(link.url) for link in entry.links} | {bare_arxiv(entry.url or "")}
    place = entry_place(entry, "arxiv")
    plain = f"{entry.list}:{entry.line}"
    claims = [(i, place if i.scheme == "arxiv" else plain) for i in found]
    return claims + [claim for claim in claims if claim[0].value in linked]


def _kept(
    record: Record | None, claims: Sequence[tuple[Identifier, str]]
) -> tuple[Identifier, ...]:
    counts = Counter(identifier for identifier, _ in claims)
    sure = record.identifiers if record is not None else ()
    ranked = sorted(counts, key=lambda i: (SCHEMES.index(i.scheme), -counts[i], i.value))
    kept = dict.fromkeys(sure)
    for identifier in ranked:
        taken = identifier.scheme in ONE_PER_WORK and any(
            other.scheme == identifier.scheme for other in kept
        )
        if not taken:
            kept.setdefault(identifier)
    return tuple(kept)


def identifier_claims(group: Group) -> tuple[Claim, ...]:
    """Every identifier of the group with where it was read, each once."""
    found = dict.fromkeys((str(identifier), where) for identifier, where in group.claims)
    if group.record is not None:
        place = record_place(group.record, "arxiv")
        found.update(dict.fromkeys((str(i), place) for i in group.record.identifiers))
    return tuple(Claim(value, where) for value, where in found)
