"""Crossref's API: a DOI in, the publisher's own record as JSON out.

Format: api.crossref.org (works/{doi}) and github.com/CrossRef/rest-api-doc (api_format.md).
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from surveybook.identifiers import bare_doi, is_safe
from surveybook.model import Name, Publication
from surveybook.names import parse_name
from surveybook.updating.answers import Answer
from surveybook.updating.publications import make_publication
from surveybook.updating.texts import BadAnswer, bibtex_pages, clean

_TYPES = {
    "proceedings-article": "inproceedings",
    "journal-article": "article",
    # Springer files the papers of conferences as chapters of its Lecture Notes.
    "book-chapter": "inproceedings",
}


def work_path(doi: str) -> str:
    """The request for one DOI."""
    return f"/works/{quote(doi, safe='')}"


def parse_work(text: str, doi: str, address: str, read: datetime.date) -> Answer:
    """What Crossref says of a DOI; ``published`` is None for a preprint, a data set and the like.

    :raises BadAnswer: where the text is no such record, or is that of another DOI.
    """
    try:
        top = json.loads(text)
    except (ValueError, RecursionError):
        raise BadAnswer("something that is not JSON") from None
    work = top.get("message") if isinstance(top, dict) else None
    if not isinstance(work, dict):
        raise BadAnswer("JSON without a work")
    named = bare_doi(clean(work.get("DOI"))) or ""
    if named != doi.lower():
        raise BadAnswer(f"the record of another DOI ({named or 'none'})")
    title = next(_texts(work, "title"), "")
    if not title:
        raise BadAnswer("a record without a title")
    authors = tuple(name for name in map(_name, _tables(work, "author")) if name is not None)
    return Answer(
        "Crossref", address, read, title, authors, doi=named, published=_publication(work, named)
    )


def _texts(work: Mapping[str, object], key: str) -> Iterator[str]:
    values = work.get(key)
    for value in values if isinstance(values, list) else [values]:
        if text := clean(value):
            yield text


def _tables(work: Mapping[str, object], key: str) -> Iterator[Mapping[str, object]]:
    values = work.get(key)
    yield from (v for v in (values if isinstance(values, list) else []) if isinstance(v, dict))


def _name(author: Mapping[str, object]) -> Name | None:
    family, given = clean(author.get("family")), clean(author.get("given"))
    if body := clean(author.get("name")):
        return Name(literal=body)
    return parse_name(f"{family}, {given}" if given else family) if family else None


def _publication(work: Mapping[str, object], doi: str) -> Publication | None:
    kind = _TYPES.get(clean(work.get("type")))
    year = _year(work)
    printed = list(_texts(work, "container-title"))
    if kind is None or year is None or not printed:
        return None
    return make_publication(
        kind,
        printed,
        year,
        volume=clean(work.get("volume")),
        number=clean(work.get("issue")),
        pages=bibtex_pages(work.get("page")),
        publisher=clean(work.get("publisher")),
        doi=doi,
        url=_landing_page(work, doi),
    )


def _year(work: Mapping[str, object]) -> int | None:
    """The year of the printed volume where there is one: that is how a journal counts."""
    for key in ("published-print", "published", "issued", "published-online"):
        date = work.get(key)
        try:
            year = date["date-parts"][0][0] if isinstance(date, dict) else None
        except (KeyError, IndexError, TypeError):
            continue
        if isinstance(year, int) and 1000 < year < 10000:
            return year
    return None


def _landing_page(work: Mapping[str, object], doi: str) -> str:
    resource = work.get("resource")
    primary = resource.get("primary") if isinstance(resource, dict) else None
    url = clean(primary.get("URL")) if isinstance(primary, dict) else ""
    return url if url.startswith("https://") and is_safe(url) else f"https://doi.org/{doi}"
