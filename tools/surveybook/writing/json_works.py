"""The JSON of ``surveybook works --json``: every work with where each of its values was read."""

from __future__ import annotations

from collections.abc import Iterable

from surveybook.model import Conflict, Name, Work
from surveybook.writing.entries import Json, render_array


def work_json(work: Work) -> dict[str, Json]:
    """One work as plain values, under the fixed keys and in their fixed order."""
    return {
        "key": work.key,
        "kind": work.kind.value,
        "title": work.title,
        "label": work.label or None,
        "authors": [_name(name) for name in work.authors],
        "authors_complete": work.authors_complete,
        "year": work.year,
        "venue": work.venue or None,
        "arxiv": work.arxiv or None,
        "doi": work.doi or None,
        "url": work.url or None,
        "links": [
            {"role": link.role, "text": link.text, "url": link.url or None} for link in work.links
        ],
        "chapter": work.chapter or None,
        "section": work.section or None,
        "occurrences": [{"list": o.list, "line": o.line} for o in work.occurrences],
        "provenance": dict(sorted(work.provenance.items())),
        "conflicts": [_conflict(conflict) for conflict in work.conflicts],
    }


def render_works(works: Iterable[Work]) -> str:
    """The works as a JSON array, sorted by key."""
    return render_array(work_json(work) for work in sorted(works, key=lambda work: work.key))


def _name(name: Name) -> dict[str, Json]:
    """A person by parts, of which ``given`` and ``family`` are always there; a body as literal."""
    if name.literal:
        return {"literal": name.literal}
    parts: dict[str, Json] = {"given": name.given, "family": name.family}
    if name.particle:
        parts["particle"] = name.particle
    if name.suffix:
        parts["suffix"] = name.suffix
    return parts


def _conflict(conflict: Conflict) -> dict[str, Json]:
    return {
        "field": conflict.field,
        "kept": conflict.kept,
        "claims": [{"value": claim.value, "where": claim.where} for claim in conflict.claims],
    }
