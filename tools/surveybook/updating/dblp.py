"""DBLP: a DOI or an arXiv id in, one bibliographic record as XML out; never a search.

Formats: dblp.org/faq/16154937 (elements), blog.dblp.org 2020-08-18 (addresses). DBLP keeps the
preprint and the published version apart, so that an arXiv id never gives a venue here.
"""

from __future__ import annotations

import datetime
import xml.etree.ElementTree as ET
from urllib.parse import quote

from surveybook.identifiers import bare_arxiv, bare_doi
from surveybook.model import Publication
from surveybook.updating.answers import Answer
from surveybook.updating.publications import make_publication
from surveybook.updating.texts import BadAnswer, bibtex_pages, clean, inner, parse_people, parse_xml

_TYPES = {"inproceedings": ("inproceedings", "booktitle"), "article": ("article", "journal")}


def doi_path(doi: str) -> str:
    """The request for the record of a DOI."""
    return f"/doi/{quote(doi, safe='/')}.xml"


def preprint_path(arxiv: str) -> str:
    """The request for the record of a preprint, which DBLP files under CoRR by its arXiv id."""
    return f"/rec/journals/corr/abs-{arxiv.replace('.', '-').replace('/', '-')}.xml"


def parse_record_page(text: str, asked: str, address: str, read: datetime.date) -> Answer:
    """What DBLP's record of a DOI or an arXiv id says.

    :raises BadAnswer: where the text is no such record, or that of another DOI or id.
    """
    root = parse_xml(text)
    record = next(iter(root), None) if root.tag == "dblp" else None
    title = inner(record, "title").removesuffix(".") if record is not None else ""
    if record is None or not title:
        raise BadAnswer("XML that is no record")
    links = [clean(link.text) for link in record.findall("ee")]
    named = {bare_doi(link) for link in links} | {bare_arxiv(link) for link in links}
    if asked.lower() not in named:
        raise BadAnswer(f"the record of something else (“{title}”)")
    people = [clean("".join(author.itertext())) for author in record.findall("author")]
    is_preprint = bare_doi(asked) is None or record.get("publtype") == "informal"
    return Answer(
        "DBLP",
        address,
        read,
        title,
        parse_people(people),
        doi=asked if bare_doi(asked) else "",
        published=None if is_preprint else _publication(record, asked),
    )


def _publication(record: ET.Element, doi: str) -> Publication | None:
    kind, where = _TYPES.get(record.tag, ("", ""))
    printed, year = inner(record, where) if where else "", inner(record, "year")
    if not printed or not year.isdecimal():
        return None
    return make_publication(
        kind,
        (printed,),
        int(year),
        volume=inner(record, "volume"),
        number=inner(record, "number"),
        pages=bibtex_pages(inner(record, "pages")),
        doi=doi,
        url=f"https://doi.org/{doi}",
    )
