"""The checks of records as values, before they are written: the same as for those on disk."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace

from surveybook.merging.records import parse_record
from surveybook.model import Record
from surveybook.problems import Code, Level, Problem
from surveybook.updating.rendering import render_record


def check_records(
    records: Iterable[Record], today_limit: datetime.date | None = None
) -> tuple[Problem, ...]:
    """What is wrong with records: a DOI that is an address, an unknown venue, a date to come, ….

    The rules are `parse_record`'s own, which has no clock; ``today_limit`` adds one from outside.
    """
    found: list[Problem] = []
    for record in records:
        parsed, problems = parse_record(render_record(record), record.path)
        found += (replace(problem, line=0) for problem in problems)
        if not problems and parsed != record:
            message = "the record cannot be written so that it reads the same; mend it by hand"
            found.append(Problem(record.path, 0, Level.ERROR, Code.TOML_VALUE, message))
        if today_limit is not None:
            found += _to_come(record, today_limit)
    return tuple(dict.fromkeys(found))


def _to_come(record: Record, limit: datetime.date) -> list[Problem]:
    """Dates after a day; proceedings may bear the next year already."""
    wrong = []
    if record.date and record.date > limit.isoformat()[: len(record.date)]:
        wrong.append(f"the date {record.date}")
    if record.published is not None and record.published.year > limit.year + 1:
        wrong.append(f"the year {record.published.year}")
    wrong += [f"the day {s.read} of a source" for s in record.sources if s.read > limit]
    return [
        Problem(
            record.path,
            0,
            Level.ERROR,
            Code.DATE_FUTURE,
            f"{what} lies after today, {limit}; check it at its page, or the clock of this machine",
        )
        for what in wrong
    ]
