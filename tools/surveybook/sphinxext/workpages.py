"""A page for each work at an address that never changes: ``works/<key>.html``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinxcontrib.bibtex.domain import BibtexDomain

from surveybook.forms import WORKS_FOLDER
from surveybook.sphinxext.keptpages import Page, WorkPage, stale_pages
from surveybook.sphinxext.sentences import Sentences, sentences_on
from surveybook.sphinxext.sitedata import FORMS, SiteWork, read_forms, read_site_works
from surveybook.sphinxext.uses import WORK_CLASS, Use, gather_uses

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx

CHECKED: Mapping[str, str] = {
    "verified": "Verified at the work's own page, or a faithful copy of it.",
    "partly": "Partly checked.",
    "from list": "As the lists print it; no page of the work could be read.",
}
_CONTENTS: WeakKeyDictionary[Sphinx, Callable[..., str]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that cites the work, and where the book has it."""

    address: str
    sentence: str


def work_pages(app: Sphinx) -> Iterator[Page]:
    """What Sphinx asks for at ``html-collect-pages``; nothing but for HTML."""
    works = read_site_works(Path(app.confdir))
    if app.builder.format == "html" and app.builder.name != "epub" and works:
        yield from stale_pages(app, _pages(app, works))


def _pages(app: Sphinx, works: Mapping[str, SiteWork]) -> Iterator[WorkPage]:
    forms = read_forms(Path(app.confdir))
    uses = gather_uses(app.env)
    labels = _labels(app)
    pages = {use.page for ones in uses.values() for use in ones}
    quotes = {page: sentences_on(app, page) for page in sorted(pages)}
    for key, work in works.items():
        places = _places(uses.get(key, ()), quotes)
        related = {
            kind: [(other, works[other]["label"] or works[other]["title"]) for other in others]
            for kind, others in work["related"].items()
        }
        values = {
            "key": key,
            "work": work,
            "cited_as": labels.get(key, key),
            "places": places,
            "related": related,
            "records": {ending: forms[ending].get(key, "") for ending in FORMS},
            "forms": FORMS,
            "facts": facts(work),
            "checked": CHECKED[work["status"]],
        }
        yield WorkPage(f"{WORKS_FOLDER}/{key}", work["title"], "work.html", values)
        yield from _moved(key, work)


def facts(work: SiteWork) -> list[tuple[str, str]]:
    """What is known of a work beside its head, as names and values; what is unknown is left out."""
    arxiv = work["arxiv"] + (f" [{work['primary_class']}]" if work["primary_class"] else "")
    known = {
        "Published in": _published(work["published"] or {}),
        "First version": work["date"],
        "arXiv": arxiv,
        "DOI": work["doi"],
        "Other titles": "; ".join(work["other_titles"]),
        "Keywords": ", ".join(work["keywords"]),
        "Licence": work["licence"],
    }
    return [(name, value) for name, value in known.items() if value]


def _published(published: Mapping[str, str]) -> str:
    """``Advances in …, volume 36, pages 1–9, 2023, Publisher``."""
    words = {"volume": "volume ", "number": "number ", "pages": "pages "}
    names = ("venue", "volume", "number", "pages", "year", "publisher")
    parts = [words.get(name, "") + published[name] for name in names if name in published]
    return ", ".join(parts).replace("--", "–")


def _moved(key: str, work: SiteWork) -> Iterator[WorkPage]:
    """A page at each address that the work once had, leading to the present one."""
    for alias in work["aliases"]:
        values = {"address": f"{key}.html", "title": work["title"]}
        yield WorkPage(f"{WORKS_FOLDER}/{alias}", work["title"], "moved.html", values)


def _labels(app: Sphinx) -> Mapping[str, str]:
    domain = app.env.get_domain("cite")
    assert isinstance(domain, BibtexDomain)
    return {citation.key: citation.formatted_entry.label for citation in domain.citations}


def _places(uses: Sequence[Use], quotes: Mapping[str, Sentences]) -> list[tuple[str, list[Quote]]]:
    """The places that cite a work, each with its sentences; a sentence is quoted once."""
    return [
        (
            place,
            _once(Quote(f"../{u.page}.html#{u.anchor}", quotes[u.page][u.anchor]) for u in ones),
        )
        for place, ones in groupby(uses, key=lambda use: use.place)
    ]


def _once(quotes: Iterator[Quote]) -> list[Quote]:
    by_sentence: dict[str, Quote] = {}
    for quote in quotes:
        by_sentence.setdefault(quote.sentence, quote)
    return list(by_sentence.values())


def link_titles(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Let the title of a work's entry in its chapter lead to the work's page."""
    if app.builder.name != "html" or not read_site_works(Path(app.confdir)):
        return
    for entry in doctree.findall(nodes.container):
        key = next((i.removeprefix("work-") for i in entry["ids"] if i.startswith("work-")), "")
        titles = list(entry.findall(nodes.strong)) if WORK_CLASS in entry["classes"] else []
        if key and titles:
            address = app.builder.get_relative_uri(docname, f"{WORKS_FOLDER}/{key}")
            link = nodes.reference("", "", internal=True, refuri=address)
            titles[-1].replace_self(link)
            link += titles[-1]


def share_contents(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], _doctree: object
) -> None:
    """Let Sphinx make the table of contents beside the pages of works once: all have the same."""
    if app.builder.name == "html" and pagename.startswith(f"{WORKS_FOLDER}/"):
        context["toctree"] = _CONTENTS.setdefault(app, cache(context["toctree"]))


def write_records(app: Sphinx, failure: Exception | None) -> None:
    """Each work's record in each form, as a file beside its page; none of a work that is gone."""
    if failure or app.builder.name != "html":
        return
    works = read_site_works(Path(app.confdir))
    folder = Path(app.outdir) / WORKS_FOLDER
    files = {
        folder / f"{key}.{ending}": records[key].encode()
        for ending, records in read_forms(Path(app.confdir)).items()
        for key in works
        if key in records
    }
    if files:
        folder.mkdir(exist_ok=True)
    for path, record in files.items():
        if not path.is_file() or path.read_bytes() != record:
            path.unlink(missing_ok=True)  # it may be the same file as that of the build before
            path.write_bytes(record)
    for ending in FORMS:
        for path in set(folder.glob(f"*.{ending}")) - files.keys():
            path.unlink()


def setup(app: Sphinx) -> None:
    """Link the pages, make them with the others, and the files after them."""
    app.connect("doctree-resolved", link_titles)
    app.connect("html-collect-pages", work_pages)
    app.connect("html-page-context", share_contents)
    app.connect("build-finished", write_records)
