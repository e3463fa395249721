"""arXiv's API: ids in, an Atom feed out.

Formats: info.arxiv.org/help/api/user-manual.html (3.3, the Atom feed; 3.4, errors); its terms
(info.arxiv.org/help/api/tou.html) ask for one connection and three seconds between requests.
"""

from __future__ import annotations

import datetime
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence

from surveybook.identifiers import bare_arxiv, bare_doi
from surveybook.updating.answers import Answer
from surveybook.updating.texts import BadAnswer, clean, inner, parse_people, parse_xml

BATCH = 100
_ATOM = "{http://www.w3.org/2005/Atom}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_CLASS = re.compile(r"[a-z-]+(?:\.[A-Za-z-]+)?")


def query_path(ids: Sequence[str]) -> str:
    """The request for some ids; without ``max_results`` arXiv would give the first ten only."""
    return f"/query?id_list={','.join(ids)}&max_results={len(ids)}"


def split_feed(text: str) -> dict[str, str]:
    """The entries of a feed by their id, each as a feed of its own.

    :raises BadAnswer: where the text is no feed, or is one that reports an error.
    """
    root = parse_xml(text)
    if root.tag != f"{_ATOM}feed":
        raise BadAnswer("XML that is no Atom feed")
    found: dict[str, str] = {}
    for entry in root.iter(f"{_ATOM}entry"):
        address = inner(entry, f"{_ATOM}id")
        if "/api/errors" in address:
            raise BadAnswer(f"an error: {inner(entry, f'{_ATOM}summary')}")
        arxiv = bare_arxiv(address)
        # For an id that does not exist arXiv may give an entry without a title.
        if arxiv and inner(entry, f"{_ATOM}title"):
            feed = ET.Element(f"{_ATOM}feed")
            feed.append(entry)
            found.setdefault(arxiv, ET.tostring(feed, encoding="unicode"))
    return found


def parse_paper(text: str, address: str, read: datetime.date) -> Answer | None:
    """What the one entry of a feed says; None where the feed is empty.

    :raises BadAnswer: where the entry lacks its date or its authors.
    """
    entry = parse_xml(text).find(f"{_ATOM}entry")
    if entry is None:
        return None
    people = [inner(author, f"{_ATOM}name") for author in entry.findall(f"{_ATOM}author")]
    date = _day(inner(entry, f"{_ATOM}published"))
    authors = parse_people(people)
    if not date or not authors:
        raise BadAnswer("an entry without date or authors")
    category = entry.find(f"{_ARXIV}primary_category")
    primary = clean(category.get("term")) if category is not None else ""
    doi = bare_doi(inner(entry, f"{_ARXIV}doi")) or ""
    return Answer(
        "arXiv",
        address,
        read,
        inner(entry, f"{_ATOM}title"),
        authors,
        date,
        primary if _CLASS.fullmatch(primary) else "",
        "" if bare_arxiv(doi) else doi,
    )


def _day(moment: str) -> str:
    """The day of a moment such as ``2023-05-29T17:57:46Z``, empty where it is none."""
    try:
        return datetime.date.fromisoformat(moment[:10]).isoformat()
    except ValueError:
        return ""
