"""Works as ``refs.bib``: the one place where a record of the bibliography is made.

Preprints and everything without proceedings are ``@misc`` as arXiv's own export has them;
``@inproceedings`` and ``@article`` are used only where a checked publication has all that these
types require, so that no bibliography style meets a hole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from surveybook.identifiers import urlsplit_or_none
from surveybook.model import Kind, Publication, Work
from surveybook.names import fold
from surveybook.writing.addresses import doi_of, eprint_of, landing_url, page_of
from surveybook.writing.clean import clean_text
from surveybook.writing.latex import text_to_latex, title_to_latex
from surveybook.writing.people import render_names

HEADER = (
    "% The works of the survey book, sorted by citation key.\n"
    "% Written by `surveybook convert`; change the records or the lists instead of this file.\n"
)
FIELDS = (
    *("author", "key", "title", "booktitle", "journal", "howpublished", "volume", "number"),
    *("pages", "publisher", "year", "month", "eprint", "archiveprefix", "primaryclass"),
    *("doi", "url", "urldate", "keywords", "note", "ids"),
)
"""Every field that may occur, in the order in which a record has them."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NOTES: Mapping[Kind, str] = {
    Kind.REPORT: "Technical report",
    Kind.BLOG: "Blog post",
    Kind.TALK: "Talk",
    Kind.CODE: "Software",
    Kind.MODEL: "Model",
    Kind.DATASET: "Data set",
    Kind.COURSE: "Course",
    Kind.LIST: "Reading list",
}
_ABBREVIATION = re.compile(r"(?:\b\w\.){2,}$")


def render_bibtex(works: Iterable[Work]) -> str:
    """The whole of ``refs.bib``, sorted by key, with a header and a closing line end."""
    ordered = sorted(works, key=lambda work: work.key)
    return "\n".join([HEADER, *(render_record(work) for work in ordered)])


def render_record(work: Work) -> str:
    """One work as a BibTeX record with its fields in fixed order."""
    entry_type, fields = record_fields(work)
    lines = [f"  {name} = {fields[name]}," for name in FIELDS if fields.get(name)]
    return "\n".join([f"@{entry_type}{{{work.key},", *lines, "}", ""])


def record_fields(work: Work) -> tuple[str, dict[str, str]]:
    """The type of a work's record and its fields as they stand in the file, braces and all."""
    entry_type = _entry_type(work)
    published = work.published if entry_type != "misc" else None
    fields = {"author": render_names(work.authors, work.authors_complete)}
    fields |= {"title": title_to_latex(bib_title(work))}
    fields |= _published(entry_type, published) if published else _unpublished(work)
    fields |= _identifiers(work, published)
    fields["keywords"] = ", ".join(text_to_latex(word) for word in _keywords(work))
    fields["ids"] = ",".join(sorted(work.aliases))
    if not fields["author"]:
        fields["key"] = fields["title"]
    braced = {name: f"{{{value}}}" for name, value in fields.items() if value}
    if not published and (month := _month(work)):
        braced["month"] = month
    return entry_type, braced


def bib_title(work: Work) -> str:
    """The title as the record gives it: clean, without a closing full stop, never empty."""
    return _title(work.title) or _title(work.label or "") or work.key


def _title(text: str) -> str:
    title = re.sub(r"\.{3,}", "…", clean_text(text))
    return title if _ABBREVIATION.search(title) else title.rstrip(". ")


def _entry_type(work: Work) -> str:
    """A type whose required fields are all known; ``misc`` requires nothing but a title."""
    published = work.published
    complete = (
        published is not None
        and published.type in {"inproceedings", "article"}
        and _venue(published.venue)
        and published.year
        and render_names(work.authors, work.authors_complete)
    )
    return published.type if published and complete else "misc"


def _published(entry_type: str, published: Publication) -> dict[str, str]:
    """What proceedings or journal add, where every style can use it.

    BibTeX's styles take a number only beside the volume of a journal; biblatex takes only a whole
    number as volume, and no publisher of an article.
    """
    is_article = entry_type == "article"
    volume = published.volume.strip()
    volume = volume if re.fullmatch(r"[0-9]+", volume) else ""
    return {
        "journal" if is_article else "booktitle": text_to_latex(_venue(published.venue)),
        "volume": volume,
        "number": text_to_latex(published.number) if is_article and volume else "",
        "pages": _pages(published.pages),
        "publisher": "" if is_article else text_to_latex(published.publisher),
        "year": _year(published.year),
    }


def _venue(text: str) -> str:
    """Proceedings or journal without the year of one volume (``… of the 2023 Conference``)."""
    return clean_text(re.sub(r"\(?\b(?:19|20)\d\d\b\)?", " ", clean_text(text))).strip(" ,.:;-–")


def _pages(text: str) -> str:
    """Page ranges with two hyphens; article numbers as they are."""
    return text_to_latex(re.sub(r"(?<=\w)\s*[-–—]+\s*(?=\w)", "–", clean_text(text)))


def _unpublished(work: Work) -> dict[str, str]:
    fields = {"year": _year(int(work.date[:4]) if _has_year(work.date) else work.year)}
    if eprint_of(work.arxiv):
        return fields
    fields["howpublished"] = text_to_latex(_site(work))
    fields["note"] = NOTES.get(work.kind, "")
    return fields


def _site(work: Work) -> str:
    """Where a work without proceedings stands: what readers know it by, else the host."""
    if site := clean_text(work.site):
        return site
    venue = clean_text(work.venue or "")
    if venue and fold(venue) != "arxiv":
        return venue
    parts = urlsplit_or_none(landing_url(work.url))
    host = parts[1].lower().removeprefix("www.") if parts else ""
    return {"github.com": "GitHub", "huggingface.co": "Hugging Face"}.get(host, host)


def _identifiers(work: Work, published: Publication | None) -> dict[str, str]:
    eprint = eprint_of(work.arxiv)
    fields = {"eprint": eprint, "archiveprefix": "arXiv" if eprint else ""}
    if eprint and re.fullmatch(r"[a-z-]+(?:\.[A-Za-z-]+)?", work.primary_class):
        fields["primaryclass"] = work.primary_class
    fields["doi"] = _doi(work, published, eprint)
    fields["url"] = page_of(work)
    if not eprint and not published and work.kind is not Kind.PAPER and fields["url"]:
        fields["urldate"] = _read_date(work, fields["url"])
    return fields


def _doi(work: Work, published: Publication | None, eprint: str) -> str:
    """The publisher's DOI; arXiv's own for what is only a preprint."""
    if published:
        own = doi_of(published.doi) or doi_of(work.doi)
        return "" if own.lower().startswith("10.48550/") else own
    return f"10.48550/arXiv.{eprint}" if eprint else doi_of(work.doi)


def _read_date(work: Work, url: str) -> str:
    """The day on which the page was read, else the last day on which any page of it was."""
    same = [source.read for source in work.sources if landing_url(source.address) == url]
    days = same or [source.read for source in work.sources]
    return max(days).isoformat() if days else ""


def _month(work: Work) -> str:
    match = re.match(r"(?:19|20)\d\d-(0[1-9]|1[0-2])(?!\d)", work.date)
    return MONTHS[int(match[1]) - 1] if match else ""


def _has_year(date: str) -> bool:
    return bool(re.match(r"(?:19|20)\d\d(?!\d)", date))


def _year(year: int | None) -> str:
    return str(year) if year and 1900 <= year <= 2099 else ""


def _keywords(work: Work) -> list[str]:
    """Keywords that keep their commas and semicolons apart, each once, in alphabetical order."""
    words = {
        fold(word): word
        for keyword in sorted(work.keywords, reverse=True)
        if fold(word := clean_text(re.sub(r"[,;]", " ", keyword)).strip(" ."))
    }
    return [words[key] for key in sorted(words)]
