"""Which pages an incremental build must read or write again.

sphinxcontrib-bibtex answers "none" when citations change: a new citation then links to an entry
that the bibliography page does not have, and a work that becomes 2023a stays 2023 in every chapter
that cites it. Nor does Sphinx write a page again for a title, number or label on another: here the
pages that point at a changed place are written, and all pages where titles or their order changed,
which are in the navigation of each.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from sphinxcontrib.bibtex.domain import BibtexDomain

from surveybook.sphinxext.pointers import pointing_pages, shown_places
from surveybook.sphinxext.sitedata import read_site_works
from surveybook.sphinxext.subjectindex import subject_of
from surveybook.sphinxext.uses import Use, gather_uses

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_AFTER_NUMBERS = 600
_REMEMBERED = "surveybook_citations"
_SUBJECTS = "surveybook_subjects"


Printed = Mapping[str, tuple[str, str]]
Remembered = tuple[Printed, str, Mapping[str, str]]


def printed(domain: BibtexDomain, uses: Mapping[str, tuple[Use, ...]]) -> Printed:
    """Key → label, and entry with the places that cite it, as this build prints them."""
    return {
        citation.key: (
            citation.formatted_entry.label,
            f"{citation.formatted_entry.text} {uses.get(citation.key, ())}",
        )
        for citation in domain.citations
    }


def stale_pages(
    before: Printed,
    now: Printed,
    bibliographies: frozenset[str],
    citing: Mapping[str, frozenset[str]],
) -> frozenset[str]:
    """The bibliographies where any entry changed, and the pages that cite a changed label."""
    if before == now:
        return frozenset()
    empty = ("", "")
    relabelled = {
        key
        for key in before.keys() | now.keys()
        if before.get(key, empty)[0] != now.get(key, empty)[0]
    }
    return bibliographies | {page for page, keys in citing.items() if keys & relabelled}


def citing_pages(domain: BibtexDomain) -> dict[str, frozenset[str]]:
    """Page → the keys it cites."""
    pages: dict[str, frozenset[str]] = {}
    for reference in domain.citation_refs:
        keys = frozenset(target.key for target in reference.targets)
        pages[reference.docname] = pages.get(reference.docname, frozenset()) | keys
    return pages


def pages_to_write(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """What Sphinx asks for at ``env-get-updated``; remembers what this build prints."""
    domain = env.get_domain("cite")
    assert isinstance(domain, BibtexDomain)
    now = (printed(domain, gather_uses(env)), navigation(env), shown_places(app))
    before: Remembered = getattr(env, _REMEMBERED, ({}, "", {}))
    setattr(env, _REMEMBERED, now)
    if before[1] != now[1]:
        return sorted(env.found_docs)
    pages = frozenset(key.docname for key in domain.bibliographies)
    stale = stale_pages(before[0], now[0], pages, citing_pages(domain))
    return sorted(stale | pointing_pages(env, before[2], now[2]))


def navigation(env: BuildEnvironment) -> str:
    """A digest of what any page may show of each other: titles, short names, numbers, order."""
    pages = sorted(env.titles)
    shown = [
        [(page, env.titles[page].astext()) for page in pages],
        [(page, env.metadata[page].get("short")) for page in pages],
        [(page, env.metadata[page].get("myst_slugs")) for page in pages],
        sorted(env.toctree_includes.items()),
        sorted(env.toc_secnumbers.items()),
    ]
    return sha256(repr(shown).encode()).hexdigest()


def pages_to_read(app: Sphinx, env: BuildEnvironment, *_: object) -> list[str]:
    """The pages that cite a work whose name in the index of the book has changed."""
    works = read_site_works(Path(app.confdir))
    now = {key: subject_of(work) for key, work in works.items()}
    before = getattr(env, _SUBJECTS, {})
    setattr(env, _SUBJECTS, now)
    renamed = {key for key in before.keys() | now.keys() if before.get(key) != now.get(key)}
    domain = env.get_domain("cite")
    assert isinstance(domain, BibtexDomain)
    return sorted(page for page, keys in citing_pages(domain).items() if keys & renamed)


def remove_pictures(app: Sphinx, failure: Exception | None) -> None:
    """Remove pictures that no page shows any longer."""
    if failure is None and app.builder.name == "html":
        shown = {name for _, name in app.env.images.values()}
        for path in Path(app.outdir, app.builder.imagedir).glob("*"):
            if path.name not in shown:
                path.unlink()


def setup(app: Sphinx) -> None:
    """Ask when citations have been gathered and numbers given."""
    app.connect("env-get-outdated", pages_to_read)
    app.connect("env-get-updated", pages_to_write, priority=_AFTER_NUMBERS)
    app.connect("build-finished", remove_pictures)
