"""What the head of a page tells programs: description, canonical address, how to cite it.

``citation_*`` tags are those that Google Scholar and Zotero read
(https://scholar.google.com/intl/en/scholar/inclusion.html#indexing); JSON-LD is schema.org's
``ScholarlyArticle``. Addresses are absolute only where ``html_baseurl`` says where the site is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from markupsafe import Markup

from surveybook.forms import WORKS_FOLDER
from surveybook.sphinxext.sitedata import FORMS, SiteWork, read_site_works

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_LONGEST = 200
_SAYING = 40
_TYPES = {"code": "SoftwareSourceCode", "dataset": "Dataset", "course": "Course"}
_MEDIA = {
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "csl.json": "application/vnd.citationstyles.csl+json",
}
Tag = tuple[str, str, str]
"""Attribute that names (``name`` or ``property``), name, content."""


def add_head(
    app: Sphinx, pagename: str, _template: str, context: dict[str, Any], doctree: object
) -> None:
    """Run for every page of the site."""
    if app.builder.name != "html":
        return
    folder, _, key = pagename.rpartition("/")
    work = read_site_works(Path(app.confdir)).get(key) if folder == WORKS_FOLDER else None
    described = describe_work(work) if work else describe_page(doctree)
    title = re.sub(r"<[^>]+>", "", str(context.get("title", "")))
    described = described or f"{title}: {app.config.epub_description}"
    tags: list[Tag] = list(_page_tags(app, pagename, title, described, bool(work)))
    head = ""
    if work:
        tags += citation_tags(work)
        head = _json_ld(work, key) + _other_forms(key)
    context["metatags"] = context.get("metatags", "") + _render(tags) + head


def describe_page(doctree: object) -> str:
    """The first paragraph of a page's text, cut at a word."""
    first = first_paragraph(doctree) if isinstance(doctree, nodes.document) else None
    return shorten(first.astext()) if first is not None else ""


def first_paragraph(doctree: nodes.document) -> nodes.paragraph | None:
    """The first paragraph of running text that says something."""
    paragraphs = doctree.findall(nodes.paragraph)
    running = (p for p in paragraphs if isinstance(p.parent, nodes.section))
    return next((p for p in running if len(p.astext()) > _SAYING), None)


def shorten(text: str) -> str:
    """A text on one line, cut at a word where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rpartition(' ')[0]}…"


def describe_work(work: SiteWork) -> str:
    """``Who: title. Where and when. What the page has.``"""
    names = [author["name"] for author in work["authors"]]
    who = ", ".join(names[:3]) + (" et al." if len(names) > 3 else "")
    where = f" {work['shown_venue']}." if work["shown_venue"] else ""
    page = "Where the survey discusses it, how to cite it, and how its record was checked."
    return f"{who or work['kind'].capitalize()}: {work['title']}.{where} {page}"


def _page_tags(
    app: Sphinx, pagename: str, title: str, described: str, is_work: bool
) -> Iterator[Tag]:
    yield "name", "description", described
    yield "property", "og:description", described
    yield "property", "og:title", title or app.config.html_title
    yield "property", "og:site_name", app.config.project
    yield "property", "og:type", "article" if is_work else "website"
    if base := app.config.html_baseurl:
        address = base.rstrip("/") + "/" + app.builder.get_target_uri(pagename)
        yield "property", "og:url", address


def citation_tags(work: SiteWork) -> list[Tag]:
    """The tags by which a reference manager takes the work from its page."""
    published = work["published"] or {}
    first, _, last = published.get("pages", "").partition("--")
    in_journal = published.get("type") == "article"
    date = str(published.get("year") or work["date"] or work["year"] or "")
    pdf = next((link["url"] for link in work["links"] if link["text"] == "PDF"), "")
    known = [
        ("title", work["title"]),
        *(("author", author["filed"]) for author in work["authors"]),
        ("publication_date", date.replace("-", "/")),
        ("journal_title" if in_journal else "conference_title", published.get("venue", "")),
        ("volume", published.get("volume", "")),
        ("issue", published.get("number", "")),
        ("firstpage", first),
        ("lastpage", last),
        ("publisher", published.get("publisher", "")),
        ("doi", work["doi"]),
        ("arxiv_id", work["arxiv"]),
        ("pdf_url", pdf),
        ("public_url", work["page"]),
    ]
    return [("name", f"citation_{name}", value) for name, value in known if value]


def _json_ld(work: SiteWork, key: str) -> str:
    """The work in schema.org's words; a block of data, which no browser runs."""
    data = {
        "@context": "https://schema.org",
        "@type": _TYPES.get(work["kind"], "ScholarlyArticle"),
        "headline": work["title"],
        "name": work["title"],
        "identifier": key,
        "author": [{"@type": "Person", "name": author["name"]} for author in work["authors"]],
        "datePublished": work["date"] or str(work["year"] or ""),
        "isPartOf": (work["published"] or {}).get("venue", ""),
        "sameAs": [link["url"] for link in work["links"]],
    }
    known = {name: value for name, value in data.items() if value}
    text = json.dumps(known, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>\n'


def _render(tags: Iterable[Tag]) -> str:
    return "".join(
        Markup('<meta {}="{}" content="{}">\n').format(Markup(kind), name, content)
        for kind, name, content in tags
    )


def _other_forms(key: str) -> str:
    """Links to the work's record in each form, so that programs find it."""
    return "".join(
        f'<link rel="alternate" type="{_MEDIA[ending]}" href="{key}.{ending}">\n'
        for ending in FORMS
    )


def setup(app: Sphinx) -> None:
    """Run before furo makes its own of the context."""
    app.connect("html-page-context", add_head)
