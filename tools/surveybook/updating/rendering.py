"""Records as TOML, in the fixed order of their format: the inverse of `parse_record`."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Sequence

from surveybook.model import Name, Publication, Record, Source
from surveybook.names import parse_name

_INLINE = 100
_FULL_DATE = len("2023-05-29")


def render_record(record: Record) -> str:
    """The TOML text of a record; empty fields are left out.

    ``parse_record`` gives the same record back, for every record that it can give at all.
    """
    lines = [
        _array("identifiers", map(str, record.identifiers)),
        _text("kind", str(record.kind)),
        _text("title", record.title),
        _array("other_titles", record.other_titles),
        _text("label", record.label),
        _array("authors", map(render_name, record.authors), inline=False),
        f"authors_complete = {str(record.authors_complete).lower()}\n",
        _date(record.date),
        _text("primary_class", record.primary_class),
        _text("site", record.site),
        _text("licence", record.licence),
        _text("status", str(record.status)),
        _text("missing", record.missing),
        _text("note", record.note),
        _array("fixed", record.fixed),
    ]
    if record.published is not None:
        lines += _published(record.published)
    for source in record.sources:
        lines += _source(source)
    return "".join(lines)


def render_name(name: Name) -> str:
    """A name in the first of its forms that is read back as the same name."""
    family = " ".join(part for part in (name.particle, name.family) if part)
    parts = (family, name.suffix, name.given)
    forms = (f"{{{name.literal}}}" if name.literal else "", ", ".join(p for p in parts if p))
    for form in (*forms, name.display):
        if form and parse_name(form) == name:
            return form
    return forms[0] or forms[1]


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's, but for one control character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _text(key: str, value: str) -> str:
    return f"{key} = {_quoted(value)}\n" if value else ""


def _array(key: str, values: Iterable[str], *, inline: bool = True) -> str:
    items: Sequence[str] = [_quoted(value) for value in values]
    line = f"{key} = [{', '.join(items)}]\n"
    if not items:
        return ""
    if inline and len(line) <= _INLINE:
        return line
    return f"{key} = [\n" + "".join(f"  {item},\n" for item in items) + "]\n"


def _date(value: str, key: str = "date") -> str:
    """A whole date is a TOML date; a month or a year, which TOML does not know, a string."""
    return f"{key} = {value}\n" if len(value) == _FULL_DATE else _text(key, value)


def _published(published: Publication) -> Iterator[str]:
    yield "\n[published]\n"
    yield _text("type", published.type)
    yield _text("venue", published.venue)
    yield _text("short", published.short)
    yield f"year = {published.year}\n"
    for key in ("volume", "number", "pages", "publisher", "doi", "url"):
        yield _text(key, getattr(published, key))


def _source(source: Source) -> Iterator[str]:
    yield "\n[[sources]]\n"
    yield _text("address", source.address)
    yield _day("read", source.read)
    yield _array("gave", source.gave)


def _day(key: str, value: datetime.date) -> str:
    return f"{key} = {value.isoformat()}\n"
