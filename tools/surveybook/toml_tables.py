"""TOML files read key by key, so that every wrong value becomes a problem with its line.

``parse_toml`` gives a `Table`; its methods answer with a value of the right type or a default, and
keep what is wrong in ``problems``. Nothing here raises on bad input.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

import tomli

from surveybook.characters import visible
from surveybook.problems import Code, Level, Problem, has_errors

Value = TypeVar("Value")
Trail = tuple[str | int, ...]
"""Names of tables and positions in arrays that lead to a key: ``("chapter", 0, "slug")``."""

_PART = r"(?:[\w-]+|\"[^\"]*\"|'[^']*')"
_DOTTED = rf"{_PART}(?:\s*\.\s*{_PART})*"
_HEADER = re.compile(rf"^\s*(?P<open>\[\[?)\s*(?P<name>{_DOTTED})\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(rf"^\s*(?P<name>{_DOTTED})\s*=")
_TRIPLE = re.compile(r"\"\"\"|'''")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")


def toml_lines(text: str) -> dict[Trail, int]:
    """The line on which each table and key of a TOML text stands, counted from 1."""
    lines: dict[Trail, int] = {}
    counts: dict[Trail, int] = {}
    here: Trail = ()
    in_string = False
    for number, line in enumerate(text.splitlines(), 1):
        if not in_string:
            if header := _HEADER.match(line):
                here = _enter(_parts(header["name"]), header["open"] == "[[", counts)
                lines.setdefault(here, number)
            elif key := _KEY.match(line):
                lines.setdefault(here + _parts(key["name"]), number)
        in_string ^= len(_TRIPLE.findall(line)) % 2 == 1
    return lines


def _parts(dotted: str) -> tuple[str, ...]:
    parts = re.findall(_PART, dotted) if "." in dotted else [dotted]
    return tuple(part.strip("\"'") for part in parts)


def _enter(parts: tuple[str, ...], is_array: bool, counts: dict[Trail, int]) -> Trail:
    trail: Trail = ()
    for part in parts[:-1]:
        trail += (part,)
        if trail in counts:
            trail += (counts[trail] - 1,)
    trail += (parts[-1],)
    if is_array:
        counts[trail] = counts.get(trail, 0) + 1
        trail += (counts[trail] - 1,)
    return trail


def parse_toml(text: str, path: str) -> tuple[Table | None, tuple[Problem, ...]]:
    """The top table of a TOML text, or None and the problem where it is not TOML."""
    try:
        values = tomli.loads(text.removeprefix("\ufeff"))
    except (tomli.TOMLDecodeError, ValueError, RecursionError) as error:
        at = _AT_LINE.search(str(error))
        line = int(at[1]) if at else 0
        said = _AT_LINE.sub("", str(error)).strip().rstrip(".") or "it is not TOML"
        message = f"this is not valid TOML: {said}; mend this line and run again"
        return None, (Problem(path, line, Level.ERROR, Code.TOML_SYNTAX, message),)
    return Table(values, path, TomlText(text)), ()


def parse_tables(
    text: str, path: str, key: str, parse: Callable[[Table], Value | None]
) -> tuple[tuple[Value, ...], tuple[Problem, ...]]:
    """A value for each table under ``[[key]]`` of a TOML text, and what is wrong with it.

    ``parse`` reads one table; where it says an error or gives None, that table has no value.
    """
    top, problems = parse_toml(text, path)
    if top is None:
        return (), problems
    found: list[Value] = []
    for table in top.tables(key):
        before = len(table.problems)
        value = parse(table)
        table.close()
        if value is not None and not has_errors(table.problems[before:]):
            found.append(value)
    top.close()
    return tuple(found), tuple(top.problems)


class TomlText:
    """A TOML text by its lines, which are looked for only where something is wrong."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def rows(self) -> Sequence[str]:
        """The lines."""
        return self._text.splitlines()

    @cached_property
    def lines(self) -> Mapping[Trail, int]:
        """Where each table and key stands."""
        return toml_lines(self._text)


class Table:
    """One table of a TOML file while it is read: what was asked for, and what is wrong with it."""

    def __init__(
        self,
        values: Mapping[str, object],
        path: str,
        source: TomlText,
        trail: Trail = (),
        problems: list[Problem] | None = None,
    ) -> None:
        self.values = values
        self.path = path
        self.source = source
        self.trail = trail
        self.problems: list[Problem] = [] if problems is None else problems
        self._asked: set[str] = set()

    def line(self, key: str = "", item: str = "") -> int:
        """The line of a key (or of one string in its array); else of the table; else 0."""
        number = self.source.lines.get((*self.trail, key)) if key else None
        if number is None:
            return self.source.lines.get(self.trail, 0)
        if item:
            quoted = (f'"{item}"', f"'{item}'")
            for at in range(number, len(self.source.rows) + 1):
                if any(form in self.source.rows[at - 1] for form in quoted):
                    return at
        return number

    def say(
        self,
        key: str,
        message: str,
        code: Code = Code.TOML_VALUE,
        level: Level = Level.ERROR,
        item: str = "",
    ) -> None:
        """Keep a problem about a key of this table."""
        self.problems.append(Problem(self.path, self.line(key, item), level, code, message))

    def _wrong(self, key: str, wanted: str) -> None:
        self.say(key, f"`{key}` must be {wanted}; write it so, or leave the line out")

    def _get(self, key: str) -> object:
        self._asked.add(key)
        return self.values.get(key)

    def raw(self, key: str) -> object:
        """The value as TOML gives it, None where the key is absent."""
        return self._get(key)

    def text(self, key: str, *, required: bool = False) -> str:
        """A string without spaces at its ends; empty where absent."""
        value = self._get(key)
        if isinstance(value, str):
            if required and not value.strip():
                self._wrong(key, "a string that is not empty")
            return " ".join(visible(value).split())
        if value is not None:
            self._wrong(key, "a string in quotes")
        elif required:
            self.say("", f'`{key}` is missing here; add a line `{key} = "…"`')
        return ""

    def one_of(self, key: str, known: Collection[str]) -> str:
        """The word of a key that must be one of those known; it must be there."""
        word = self.text(key, required=True)
        if word and word not in known:
            self.say(key, f"`{word}` is no {key} that is known; write one of {', '.join(known)}")
        return word

    def address(self, key: str, *, required: bool = False) -> str:
        """A whole web address; empty where absent."""
        address = self.text(key, required=required)
        if address and not re.fullmatch(r"https?://\S+", address):
            self.say(key, f"`{key}` must be an address that begins with https://; write it whole")
        return address

    def texts(self, key: str) -> tuple[str, ...]:
        """An array of strings; empty where absent."""
        value = self._get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self._wrong(key, 'an array of strings, such as ["one", "two"]')
            return ()
        return tuple(" ".join(visible(item).split()) for item in value)

    def whole(self, key: str, *, required: bool = False) -> int | None:
        """A whole number, None where absent."""
        value = self._get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if value is not None:
            self._wrong(key, "a whole number without quotes")
        elif required:
            self.say("", f"`{key}` is missing here; add a line `{key} = …`")
        return None

    def flag(self, key: str, default: bool) -> bool:
        """True or false; the default where absent."""
        value = self._get(key)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self._wrong(key, "true or false, without quotes")
        return default

    def day(self, key: str) -> datetime.date | None:
        """A date such as 2026-11-21, None where absent or wrong; it must be there."""
        value = self._get(key)
        if isinstance(value, datetime.datetime):
            return value.date()
        if isinstance(value, datetime.date):
            return value
        self._wrong(key, "a date without quotes, such as 2026-11-21")
        return None

    def table(self, key: str) -> Table | None:
        """A table inside this one, None where absent."""
        value = self._get(key)
        if isinstance(value, dict):
            return self._inner(value, (*self.trail, key))
        if value is not None:
            self._wrong(key, f"a table under a line [{key}]")
        return None

    def tables(self, key: str) -> tuple[Table, ...]:
        """An array of tables; empty where absent."""
        value = self._get(key)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self._wrong(key, f"tables, each under a line [[{key}]]")
            return ()
        return tuple(
            self._inner(item, (*self.trail, key, number)) for number, item in enumerate(value)
        )

    def _inner(self, values: Mapping[str, object], trail: Trail) -> Table:
        return Table(values, self.path, self.source, trail, self.problems)

    def close(self) -> None:
        """Name every key that nobody asked for: most are misspelt."""
        for key in self.values:
            if key not in self._asked:
                known = ", ".join(sorted(self._asked))
                message = f"`{key}` is not a key that is known here; known are {known}"
                self.say(key, message, level=Level.WARNING)
