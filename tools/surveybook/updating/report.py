"""What an update changed, field by field, and how it is said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from surveybook.model import Publication, Record
from surveybook.problems import Problem, has_errors
from surveybook.updating.rendering import render_name

_BAR = 24


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a record, before and after; empty where there was or is nothing."""

    path: str
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Report:
    """What an update did: records added and changed, works left alone with the reason."""

    added: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    unchanged: int = 0
    left: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    written: tuple[Path, ...] = ()


def changes_between(old: Record | None, new: Record) -> tuple[Change, ...]:
    """The fields that differ, in the order of the format; of a new record every one it has."""
    before = dict(_values(old)) if old is not None else {}
    after = dict(_values(new))
    names = [*after, *(name for name in before if name not in after)]
    return tuple(
        Change(new.path, name, before.get(name, ""), after.get(name, ""))
        for name in names
        if before.get(name, "") != after.get(name, "")
    )


def _values(record: Record) -> Iterator[tuple[str, str]]:
    for field in fields(Record):
        value = getattr(record, field.name)
        if field.name == "authors":
            yield "authors", "; ".join(map(render_name, value))
        elif field.name == "sources":
            yield "sources", "; ".join(f"{s.address} ({s.read})" for s in value)
        elif field.name == "published":
            yield from _publication(value)
        elif field.name != "path":
            yield field.name, "; ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _publication(value: Publication | None) -> Iterator[tuple[str, str]]:
    if value is not None:
        for field in fields(Publication):
            yield f"published.{field.name}", str(getattr(value, field.name))


def render_report(report: Report) -> str:
    """The report as lines for people; of sources, which change with all else, only that."""
    lines: list[str] = []
    path = ""
    for change in report.changes:
        is_new = change.path in report.added
        if change.path != path:
            path = change.path
            lines.append(f"{path}{' (new)' if is_new else ''}")
        old, new = change.old or "(nothing)", change.new or "(nothing)"
        if change.field == "sources":
            lines.append("  sources: the pages that were read")
        else:
            lines.append(f"  {change.field}: {new if is_new else f'{old} → {new}'}")
    for reason in dict.fromkeys(reason for _, reason in report.left):
        keys = [key for key, why in report.left if why == reason]
        lines.append(f"left as they are, {reason}: {', '.join(keys)}")
    changed = {change.path for change in report.changes} - set(report.added)
    lines.append(
        f"{len(report.added)} records new, {len(changed)} changed, {report.unchanged} confirmed, "
        f"{len(report.left)} left as they are"
    )
    if has_errors(report.problems):
        lines.append("nothing was written: mend the errors and run again; what was read is kept")
    return "\n".join(lines) + "\n"


def show_progress(done: int, whole: int, what: str) -> str:
    """A bar on one line: how far a run is."""
    filled = _BAR * done // whole if whole else _BAR
    return f"{what} {'█' * filled}{'░' * (_BAR - filled)} {done}/{whole}"
