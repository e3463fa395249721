"""What a record says of a work, in whatever form it is written: decided once, as plain text."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from surveybook.identifiers import urlsplit_or_none
from surveybook.model import Kind, Name, Publication, Work
from surveybook.names import fold
from surveybook.writing.addresses import doi_of, eprint_of, landing_url, page_of
from surveybook.writing.clean import clean_text
from surveybook.writing.people import shown_names

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


@dataclass(frozen=True, slots=True)
class Cited:
    """The facts of one record; what is unknown or does not apply is empty.

    ``form`` is its BibTeX type (inproceedings, article, misc); ``cut`` says that there are more
    authors than ``names``; ``date`` is ``2023-05-29``, ``2023-05`` or ``2023``; ``pages`` have one
    hyphen; ``site`` and ``what`` say where and what a work without proceedings is; ``read`` is the
    day on which its page was read.
    """

    key: str
    form: str
    kind: Kind
    title: str
    names: tuple[Name, ...] = ()
    cut: bool = False
    venue: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    publisher: str = ""
    site: str = ""
    what: str = ""
    date: str = ""
    eprint: str = ""
    primary_class: str = ""
    doi: str = ""
    url: str = ""
    read: str = ""
    keywords: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


def cite_work(work: Work) -> Cited:
    """The facts that a record of the work gives, whatever its form."""
    names, cut = shown_names(work.authors, work.authors_complete)
    published = work.published if names and _is_complete(work.published) else None
    eprint, url = eprint_of(work.arxiv), page_of(work)
    alone = not published and not eprint
    return Cited(
        key=work.key,
        form=published.type if published else "misc",
        kind=work.kind,
        title=bib_title(work),
        names=names,
        cut=cut,
        venue=_venue(published.venue) if published else "",
        volume=clean_text(published.volume) if published else "",
        number=clean_text(published.number) if published else "",
        pages=_pages(published.pages) if published else "",
        publisher=clean_text(published.publisher) if published else "",
        site=_site(work) if alone else "",
        what=NOTES.get(work.kind, "") if alone else "",
        date=_year(published.year) if published else _date(work),
        eprint=eprint,
        primary_class=_primary_class(work) if eprint else "",
        doi=_doi(work, published, eprint),
        url=url,
        read=_read_date(work, url) if alone and url and work.kind is not Kind.PAPER else "",
        keywords=tuple(_keywords(work.keywords)),
        aliases=tuple(sorted(work.aliases)),
    )


def bib_title(work: Work) -> str:
    """The title as the record gives it: clean, without a closing full stop, never empty."""
    return _title(work.title) or _title(work.label or "") or work.key


def _title(text: str) -> str:
    title = re.sub(r"\.{3,}", "…", clean_text(text))
    return title if _ABBREVIATION.search(title) else title.rstrip(". ")


def _is_complete(published: Publication | None) -> bool:
    """True where all that a type other than misc requires is known; misc requires only a title."""
    return bool(
        published
        and published.type in {"inproceedings", "article"}
        and _venue(published.venue)
        and _year(published.year)
    )


def _venue(text: str) -> str:
    """Proceedings or journal without the year of one volume (``… of the 2023 Conference``)."""
    return clean_text(re.sub(r"\(?\b(?:19|20)\d\d\b\)?", " ", clean_text(text))).strip(" ,.:;-–")


def _pages(text: str) -> str:
    """Page ranges with one hyphen; article numbers as they are."""
    return re.sub(r"(?<=\w)\s*[-–—]+\s*(?=\w)", "-", clean_text(text))


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


def _date(work: Work) -> str:
    """The day, month or year of the first version, as far as it is a date; else the year."""
    match = re.match(r"((?:19|20)\d\d)(-(?:0[1-9]|1[0-2]))?(-\d\d)?(?!\d)", work.date)
    if not match:
        return _year(work.year)
    return match[0] if _is_day(match[0]) else match[1] + (match[2] or "")


def _is_day(text: str) -> bool:
    try:
        return bool(datetime.date.fromisoformat(text))
    except ValueError:
        return False


def _year(year: int | None) -> str:
    return str(year) if year and 1900 <= year <= 2099 else ""


def _primary_class(work: Work) -> str:
    known = re.fullmatch(r"[a-z-]+(?:\.[A-Za-z-]+)?", work.primary_class)
    return work.primary_class if known else ""


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


def _keywords(given: Iterable[str]) -> list[str]:
    """Keywords that keep their commas and semicolons apart, each once, in alphabetical order."""
    words = {
        fold(word): word
        for keyword in sorted(given, reverse=True)
        if fold(word := clean_text(re.sub(r"[,;]", " ", keyword)).strip(" ."))
    }
    return [words[key] for key in sorted(words)]
