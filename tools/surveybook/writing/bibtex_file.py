"""A BibTeX file as it is seen by its reader: records with their lines, and what cannot be read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from surveybook.bibtex_lines import (
    OtherFormError,
    WrittenRecord,
    read_lines,
    split_names,
)

if TYPE_CHECKING:
    from pybtex.exceptions import PybtexError

Body = tuple[str | None, list[tuple[str, list[str]]]]
"""What pybtex gives of a record: its key, and each field with the parts of its value."""
_SIGNED = ("author", "editor")
_COMMAS = 2
"""Family name, suffix and given name are parted by two."""
_AT_LINE = re.compile(r"line (\d+)")


@dataclass(frozen=True, slots=True)
class BibRecord:
    """One record: line, type, key, and its fields by lower-case name as value, raw text, line."""

    line: int
    type: str
    key: str
    fields: Mapping[str, str] = field(default_factory=dict)
    raw: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    order: tuple[str, ...] = ()

    def get(self, name: str) -> str:
        """The value of a field, empty where the record has none."""
        return self.fields.get(name, "")

    def at(self, name: str) -> int:
        """The line of a field, else that of the record."""
        return self.lines.get(name, self.line)


def parse_records(text: str) -> tuple[tuple[BibRecord, ...], tuple[tuple[int, str], ...]]:
    """The records of a BibTeX text, and (line, message) of each thing that pybtex complains about.

    Where the syntax is sound, this is all that it says when it reads the whole file strictly:
    repeated fields, and names that it cannot split. Of records with one key the first is taken.
    """
    try:
        return tuple(map(_written, read_lines(text))), ()
    except OtherFormError:
        return parse_by_signs(text)


def _written(record: WrittenRecord) -> BibRecord:
    """A record that was read by its lines; OtherFormError where pybtex cannot split a name."""
    fields = {field.name: field.value for field in record.fields}
    raw = {field.name: field.raw for field in record.fields}
    lines = {name: record.line + number for number, name in enumerate(fields, 1)}
    names = [name for role in _SIGNED for name in split_names(fields.get(role, ""))]
    if any(name.count(",") > _COMMAS for name in names):
        raise OtherFormError
    return BibRecord(record.line, record.type, record.key, fields, raw, lines, tuple(fields))


def parse_by_signs(text: str) -> tuple[tuple[BibRecord, ...], tuple[tuple[int, str], ...]]:
    """As ``parse_records``, for a text of any form: pybtex reads it sign by sign."""
    from pybtex.database.input import bibtex  # slow to load

    faults: list[tuple[int, str]] = []
    parser = bibtex.LowLevelParser(
        text,
        macros=dict(bibtex.month_names),  # a file's own macros are added to them
        handle_error=lambda error: faults.append((error.lineno, _plain(error))),
    )
    ends = [match.start() for match in re.finditer("\n", text)]
    records = []
    first: dict[str, tuple[str, Body]] = {}
    for command, body in parser:
        if command.lower() not in {"string", "preamble"}:
            records.append(_record(text, ends, parser.command_start, command, body))
            first.setdefault(records[-1].key.lower(), (command, body))
    return tuple(records), tuple(faults) or _strict_faults(first.values())


def _record(text: str, ends: Sequence[int], start: int, command: str, body: Body) -> BibRecord:
    """``ends`` is where the lines of the text end."""
    key, pairs = body
    raw: dict[str, str] = {}
    lines: dict[str, int] = {}
    position = start
    for name, _ in pairs:
        match = _beginning(name).search(text, position)
        if match:
            position = match.end()
            line = bisect_left(ends, position)
            lines[name.lower()] = line + 1
            raw[name.lower()] = text[position : ends[line] if line < len(ends) else None]
    fields = {name.lower(): "".join(parts) for name, parts in reversed(pairs)}
    order = tuple(name.lower() for name, _ in pairs)
    line = bisect_left(ends, start) + 1
    return BibRecord(line, command.lower(), key or "", fields, raw, lines, order)


@lru_cache
def _beginning(field: str) -> re.Pattern[str]:
    return re.compile(rf"[,\s]{re.escape(field)}\s*=\s*")


def _strict_faults(read: Iterable[tuple[str, Body]]) -> tuple[tuple[int, str], ...]:
    """What pybtex says when it makes its own records of what was read."""
    import pybtex.errors
    from pybtex.database.input import bibtex
    from pybtex.exceptions import PybtexError

    parser = bibtex.Parser(encoding="utf-8")
    with pybtex.errors.capture() as captured:
        try:
            for command, body in read:
                parser.process_entry(command, *body)
        except PybtexError as error:
            captured.append(error)
    return tuple(
        (int(match[1]) if (match := _AT_LINE.search(str(error))) else 0, _plain(error))
        for error in captured
    )


def _plain(error: PybtexError) -> str:
    return " ".join(str(error).split()).rstrip(".")
