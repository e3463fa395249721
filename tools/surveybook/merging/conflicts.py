"""Conflicts: what the entries and the record of one work disagree on, with every claim kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from surveybook.merging.authors import parse_author, same_list
from surveybook.merging.groups import (
    ONE_PER_WORK,
    Group,
    entry_place,
    identifier_claims,
    record_place,
)
from surveybook.merging.venues import venue_form
from surveybook.merging.words import folded
from surveybook.model import Claim, Conflict, Entry, Name, Work


def conflicts_of(group: Group, work: Work) -> tuple[Conflict, ...]:
    """The fields of a work on which its sources disagree."""
    return tuple(
        conflict
        for conflict in (
            _title(group, work),
            _authors(group, work),
            _year(group, work),
            _venue(group, work),
            _identifier(group),
        )
        if conflict is not None
    )


def _claims(
    group: Group, field: str, value: Callable[[Entry], str | None], recorded: str = ""
) -> Iterator[Claim]:
    if group.record is not None and recorded:
        yield Claim(recorded, record_place(group.record, field))
    for entry in group.voices:
        if printed := value(entry):
            yield Claim(printed, entry_place(entry, field))


def _conflict(field: str, kept: str, claims: Iterator[Claim], differs: bool) -> Conflict | None:
    return Conflict(field, kept, tuple(claims)) if differs else None


def _title(group: Group, work: Work) -> Conflict | None:
    kept = folded(work.title)
    differs = any(folded(entry.title) != kept for entry in group.voices)
    claims = _claims(group, "title", lambda e: e.title, group.record.title if group.record else "")
    return _conflict("title", work.title, claims, differs)


def _authors(group: Group, work: Work) -> Conflict | None:
    lists = [tuple(map(parse_author, entry.authors)) for entry in group.voices if entry.authors]
    differs = any(
        names != work.authors
        and not same_list(work.authors, names, kept_whole=work.authors_complete)
        for names in lists
    )
    if not differs:
        return None
    kept = printed_names(work.authors, cut=not work.authors_complete)
    recorded = kept if group.record is not None and group.record.authors else ""
    return Conflict("authors", kept, tuple(_claims(group, "authors", _printed_authors, recorded)))


def _printed_authors(entry: Entry) -> str:
    return ", ".join(entry.authors) + (" et al." if entry.truncated and entry.authors else "")


def printed_names(names: tuple[Name, ...], *, cut: bool) -> str:
    """A list of names as a claim shows it."""
    return ", ".join(name.display for name in names) + (" et al." if cut and names else "")


def _year(group: Group, work: Work) -> Conflict | None:
    differs = any(entry.year and entry.year != work.year for entry in group.voices)
    has_record = group.record is not None and work.year is not None
    claims = _claims(
        group,
        "year",
        lambda e: str(e.year) if e.year else None,
        str(work.year) if has_record else "",
    )
    return _conflict("year", str(work.year or ""), claims, differs)


def _venue(group: Group, work: Work) -> Conflict | None:
    kept = venue_form(work.venue or "")
    differs = any(entry.venue and venue_form(entry.venue) != kept for entry in group.voices)
    recorded = work.published.venue if work.published is not None else ""
    claims = _claims(group, "venue", lambda e: e.venue, recorded)
    return _conflict("venue", work.venue or "", claims, differs)


def _identifier(group: Group) -> Conflict | None:
    """Two identifiers of a scheme that gives one a work, or a repository under two owners."""
    claimed = {identifier for identifier, _ in group.claims}
    if group.record is None and len(claimed) < 2:
        return None
    if group.record is not None:
        claimed -= {i for i in group.record.identifiers if i.scheme in ONE_PER_WORK}
        claimed |= {i for i in group.identifiers if i.scheme in ONE_PER_WORK}
    for scheme in (*sorted(ONE_PER_WORK), "github"):
        found = {i for i in claimed if i.scheme == scheme}
        kept = next((i for i in group.identifiers if i.scheme == scheme), None)
        if len(found | ({kept} if kept else set())) > 1 and kept is not None:
            return Conflict("identifier", str(kept), identifier_claims(group))
    return None
