"""BibTeX read by its lines, in the form that ``convert`` writes: a field a line, values in braces.

pybtex reads any BibTeX, sign by sign; for the records of a book that takes longer than what is
done with them. A file of any other form is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_RECORD = re.compile(r"^@([a-z]+)\{([\w:.+-]+),\n((?:  [a-z]+ = .+,\n)+)\}$", re.MULTILINE)
_FIELD = re.compile(r"  ([a-z]+) = (?:\{(.+)\}|([a-z]{3})),\n")
_BRACE = re.compile(r"[{}]")
_AND = re.compile(" [Aa][Nn][Dd] ")
_NO_RECORDS = frozenset({"comment", "preamble", "string"})
_DEEPEST = 100
"""Braces within braces that pybtex follows."""
MONTH_NAMES = {
    "jan": "January",
    "feb": "February",
    "mar": "March",
    "apr": "April",
    "may": "May",
    "jun": "June",
    "jul": "July",
    "aug": "August",
    "sep": "September",
    "oct": "October",
    "nov": "November",
    "dec": "December",
}
"""What the macros of BibTeX's styles stand for."""


class OtherFormError(ValueError):
    """The text is BibTeX, or not, but none that ``convert`` wrote."""


class WrittenField(NamedTuple):
    """A field with its value, and as it stands on its line behind the sign of equality."""

    name: str
    value: str
    raw: str


class WrittenRecord(NamedTuple):
    """A record, the line of its beginning, and its fields, each on the line below the last."""

    line: int
    type: str
    key: str
    fields: tuple[WrittenField, ...]


def read_lines(text: str) -> Iterator[WrittenRecord]:
    """The records of a text, in their order.

    :raises OtherFormError: for a text that pybtex might read otherwise.
    """
    between = []
    end = 0
    line = 1
    for match in _RECORD.finditer(text):
        between.append(text[end : match.start()])
        line += between[-1].count("\n")
        end = match.end()
        kind, key, lines = match.groups()
        fields = tuple(_fields(lines))
        if kind in _NO_RECORDS or len({field.name for field in fields}) < len(fields):
            raise OtherFormError
        yield WrittenRecord(line, kind, key, fields)
        line += len(fields) + 1
    if "@" in "".join([*between, text[end:]]):
        raise OtherFormError


def _fields(lines: str) -> Iterator[WrittenField]:
    end = 0
    for match in _FIELD.finditer(lines):
        name, value, month = match.groups()
        if match.start() != end or (month or "jan") not in MONTH_NAMES or not _balanced(value):
            raise OtherFormError
        end = match.end()
        raw = f"{month}," if month else f"{{{value}}},"
        yield WrittenField(name, MONTH_NAMES[month] if month else value, raw)
    if end != len(lines):
        raise OtherFormError


def _balanced(value: str | None) -> bool:
    """True where each brace is closed, none that was not opened, and pybtex follows them."""
    depth = 0
    for brace in _BRACE.findall(value or ""):
        depth += 1 if brace == "{" else -1
        if not 0 <= depth <= _DEEPEST:
            return False
    return depth == 0


def split_names(value: str) -> list[str]:
    """The names of ``author`` or ``editor``, as pybtex's ``split_name_list`` takes them apart."""
    names = [name.strip() for name in _AND.split(value)]
    if value and all(map(_balanced, names)):
        return names
    from pybtex.bibtex.utils import split_name_list  # slow, and slow to load

    return list(split_name_list(value))
