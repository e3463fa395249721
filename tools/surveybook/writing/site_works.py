"""What the site shows of each work beyond its chapter: one JSON file, read while the site is built.

Every value is plain text as a reader should see it; the pages that show it add only mark-up.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from surveybook.identifiers import is_safe
from surveybook.model import Conflict, Reading, Work
from surveybook.outline import Outline
from surveybook.relations import Relation, RelationKind
from surveybook.writing.addresses import page_of
from surveybook.writing.author_names import filed_name, join_names
from surveybook.writing.catalogue import (
    ListName,
    display_name,
    list_names,
    name_links,
    venue_and_year,
    work_links,
)
from surveybook.writing.clean import clean_text
from surveybook.writing.entries import Json
from surveybook.writing.markdown import plain_title
from surveybook.writing.references import site_name

PATH = "chapters/_works.json"
"""Below ``book/``."""
# In the JSON of texts that ``clean_text`` may change: other signs than ASCII, spaces out of place.
_MAYBE_HARMFUL = re.compile(r"""[^ -~]|  |" | "|\\[^"\\]""")
_REVERSED: Mapping[RelationKind, str] = {
    RelationKind.BUILDS_ON: "built on by",
    RelationKind.COMPARES_WITH: "compared with by",
    RelationKind.USES_DATA: "its data used by",
    RelationKind.DISPUTES: "disputed by",
}


def render_site_works(
    works: Sequence[Work],
    outline: Outline,
    readings: Sequence[Reading],
    relations: Sequence[Relation],
) -> str:
    """A JSON object by key, sorted, a work on each line; what a work holds is in ``_work``."""
    homes = {
        (chapter.slug, section.slug): {
            "chapter": chapter.title,
            "short": chapter.short,
            "section": section.title,
        }
        for chapter in outline.chapters
        for section in chapter.sections
    }
    lists = list_names(readings)
    keys = {work.key for work in works}
    filed = join_names(work.authors for work in works)
    related = _related([one for one in relations if {one.work, one.other} <= keys])
    lines = []
    for work in sorted(works, key=lambda work: work.key):
        value = _work(work, lists, related.get(work.key, {}), filed)
        value["home"] = _home(work, homes.get((work.chapter, work.section)))
        lines.append(f"{_json(work.key)}:{_json(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _json(value: Json) -> str:
    """The value as JSON, every text in it made harmless; the texts of nearly all works are."""
    shown = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    if _MAYBE_HARMFUL.search(shown):
        shown = json.dumps(_clean(value), ensure_ascii=False, separators=(",", ":"))
    return shown


def _clean(value: Json) -> Json:
    """The value with every text in it made harmless."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, list):
        return [_clean(item) for item in value]
    return {k: _clean(v) for k, v in value.items()} if isinstance(value, dict) else value


def _home(work: Work, titles: Mapping[str, str] | None) -> Json:
    if titles is None:
        return None
    return {**titles, "slug": work.chapter, "label": f"{work.chapter}-{work.section}"}


def _work(
    work: Work,
    lists: Mapping[str, ListName],
    related: Mapping[str, Sequence[str]],
    filed: Mapping[str, str],
) -> dict[str, Json]:
    published = work.published
    links = work_links(work)
    return {
        "kind": work.kind.value,
        "title": plain_title(work.title) or work.key,
        "other_titles": list(work.other_titles),
        "label": work.label or "",
        "authors": [
            {"name": display_name(name), "filed": filed[filed_name(name)]} for name in work.authors
        ],
        "authors_complete": work.authors_complete,
        "year": published.year if published else work.year,
        "date": work.date,
        "venue": (published.short or published.venue) if published else work.venue or work.site,
        "shown_venue": venue_and_year(work),
        "published": {
            name: str(value)
            for name in ("type", "venue", "year", "volume", "number", "pages", "publisher", "url")
            if (value := getattr(published, name))
        }
        if published
        else None,
        "arxiv": work.arxiv or "",
        "primary_class": work.primary_class,
        "doi": work.doi or "",
        "page": page_of(work) or "",
        "links": [{"text": text, "url": url} for text, url in name_links(links).items()],
        "has_code": any(item.role == "code" for item in links),
        "has_data": any(item.role == "data" for item in links),
        "keywords": list(work.keywords),
        "licence": work.licence,
        "lists": [_place(o.list, o.line, lists) for o in dict.fromkeys(work.occurrences)],
        "status": work.status.value,
        "missing": work.missing,
        "note": work.note,
        "sources": [
            _origin(s.address) | {"read": s.read.isoformat(), "gave": list(s.gave)}
            for s in work.sources
        ],
        "conflicts": [_conflict(conflict) for conflict in work.conflicts],
        "related": {kind: list(keys) for kind, keys in related.items()},
        "aliases": list(work.aliases),
    }


def _place(stem: str, line: int, lists: Mapping[str, ListName]) -> dict[str, Json]:
    name = lists.get(stem, ListName(stem, ""))
    return {"list": name.title, "label": name.label, "line": line}


def _conflict(conflict: Conflict) -> dict[str, Json]:
    return {
        "field": conflict.field,
        "kept": conflict.kept,
        "claims": [_origin(claim.where) | {"value": claim.value} for claim in conflict.claims],
    }


def _origin(where: str) -> dict[str, Json]:
    """Where something was read: a text to show, and an address where there is one to follow."""
    return {"text": site_name(where), "url": where} if is_safe(where) else {"text": where}


def _related(relations: Sequence[Relation]) -> dict[str, dict[str, list[str]]]:
    """For each work the works it has to do with, by kind, in both directions."""
    found: dict[str, dict[str, list[str]]] = {}
    order = [word for kind in RelationKind for word in (str(kind), _REVERSED[kind])]
    pairs = {
        (place, word, other)
        for one in relations
        for place, word, other in (
            (one.work, str(one.kind), one.other),
            (one.other, _REVERSED[one.kind], one.work),
        )
    }
    for key, word, other in sorted(pairs, key=lambda p: (p[0], order.index(p[1]), p[2])):
        found.setdefault(key, {}).setdefault(word, []).append(other)
    return found
