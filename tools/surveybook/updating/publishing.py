"""Where a work was published: what Crossref and DBLP say of its DOI, taken into the record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from surveybook.merging.venues import find_venue
from surveybook.model import Identifier, Publication, Record, Status
from surveybook.problems import Code, Level, Problem
from surveybook.updating.answers import Answer
from surveybook.updating.publications import differences, fill, overwrite, same_venue


def take_publication(
    record: Record, answers: Sequence[Answer]
) -> tuple[Record, tuple[Problem, ...]]:
    """The record with the publication that the answers name, and what they disagree on.

    A verified publication is only completed; another venue than the record's is never taken.
    """
    found = [(a.service, a.published) for a in answers if a.published is not None]
    if not found:
        return record, ()
    service, published, problems = _joined(record, found)
    old = record.published
    if find_venue(published.venue) is None:
        return record, (*problems, _unknown_venue(record, service, published))
    if old is not None and not same_venue(old, published):
        return record, (*problems, _other_venue(record, old, service, published))
    if old is not None and record.status is Status.VERIFIED:
        problems += _differ(record, "the record", old, service, published)
        published = fill(old, published)
    elif old is not None:
        published = overwrite(old, published)
    doi = Identifier("doi", published.doi)
    new = () if not published.doi or doi in record.identifiers else (doi,)
    taken = replace(record, published=published, identifiers=(*record.identifiers, *new))
    return taken, tuple(problems)


def _joined(
    record: Record, found: Sequence[tuple[str, Publication]]
) -> tuple[str, Publication, list[Problem]]:
    """The first publication, completed by the others where they name the same venue."""
    (service, published), *rest = found
    problems: list[Problem] = []
    for other_service, other in rest:
        if same_venue(published, other):
            problems += _differ(record, service, published, other_service, other)
            published = fill(published, other)
        else:
            message = (
                f"the venue is “{published.venue}” by {service}, “{other.venue}” by "
                f"{other_service}; the first was taken"
            )
            problems.append(_note(record, message))
    return service, published, problems


def _differ(
    record: Record, kept_by: str, kept: Publication, said_by: str, other: Publication
) -> list[Problem]:
    return [
        _note(record, f"{field} is {left} by {kept_by}, {right} by {said_by}; the first was kept")
        for field, left, right in differences(kept, other)
    ]


def _note(record: Record, message: str) -> Problem:
    return Problem(record.path, 0, Level.NOTE, Code.ANSWER_DIFFERS, message)


def _unknown_venue(record: Record, service: str, published: Publication) -> Problem:
    message = (
        f"by {service} the work appeared in “{published.venue}”, which has no line in "
        "venues.toml; add it there with its short and its full name, and run again"
    )
    return Problem(record.path, 0, Level.WARNING, Code.VENUE_UNKNOWN, message)


def _other_venue(record: Record, old: Publication, service: str, new: Publication) -> Problem:
    message = (
        f"the record says that the work appeared in “{old.venue}”, but by {service} its DOI "
        f"{new.doi} is in “{new.venue}”; mend one of them, the record was kept"
    )
    return Problem(record.path, 0, Level.WARNING, Code.RECORD_CONTRADICTS, message)
