"""The JSON of ``surveybook read --json``: every entry of a list with every field."""

from __future__ import annotations

import json
from collections.abc import Iterable

from surveybook.model import Entry, FieldValue, Link

Json = str | int | bool | None | list["Json"] | dict[str, "Json"]


def entry_json(entry: Entry) -> dict[str, Json]:
    """One entry as plain values, under the fixed keys and in their fixed order.

    A field's value is a string, or an array of ``{"text", "url"}`` with ``url`` null for a part
    that is not linked.
    """
    return {
        "list": entry.list,
        "line": entry.line,
        "section": list(entry.section),
        "kind": entry.kind.value,
        "title": entry.title,
        "label": entry.label or None,
        "authors": list(entry.authors),
        "truncated": entry.truncated,
        "year": entry.year,
        "venue": entry.venue or None,
        "arxiv": entry.arxiv or None,
        "url": entry.url or None,
        "links": [_link(link) for link in entry.links],
        "fields": {name: _field(value) for name, value in entry.fields.items()},
    }


def render_entries(entries: Iterable[Entry]) -> str:
    """The entries as a JSON array, one a line."""
    return render_array(entry_json(entry) for entry in entries)


def render_array(values: Iterable[object]) -> str:
    """A JSON array with a value a line, UTF-8 as it is, and one closing line end."""
    return join_array(render_item(value) for value in values)


def render_item(value: object) -> str:
    """A value as JSON on one line."""
    return json.dumps(value, ensure_ascii=False)


def join_array(items: Iterable[str]) -> str:
    """The JSON array of values that are texts already; the same as of the values themselves."""
    lines = ",\n".join(items)
    return f"[\n{lines}\n]\n" if lines else "[]\n"


def _field(value: FieldValue) -> Json:
    return value if isinstance(value, str) else [_link(link) for link in value]


def _link(link: Link) -> dict[str, Json]:
    return {"text": link.text, "url": link.url or None}
