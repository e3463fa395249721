"""What the book needs from Sphinx, as one extension made of small parts, one concern each.

In the order to read: ``bibreading`` (refs.bib), ``labels`` (author-year labels that tell works
apart), ``pieces`` and ``bibliography`` (how an entry of the bibliography reads), ``webtext`` (text
with links that becomes HTML at once), ``referencing`` (how a citation reads in the text),
``domain`` (citations in the search and in objects.inv), ``entrylist`` (the entries where the
bibliography stands; ``webentries`` on the web), ``doctrees`` (pages looked at without reading them
again), ``pagestore`` (what is kept of each page), ``uses``, ``backlinks`` and ``sentences`` (where
each work is cited, the links back from the bibliography, what the book says there), ``workpages``,
``keptpages``, ``cards`` and ``cataloguing`` (what the site shows of works, from ``sitedata``),
``figurelinks`` (figures whose boxes are links), ``pictures`` (their size), ``pagehead`` (what a
page tells programs), ``pagefacts`` (what it says of itself), ``searching`` (what the search box
finds as one types), ``feeds`` (what is new), ``subjectindex`` (the index at the end), ``freshness``
and ``pointers`` (which pages an incremental build must write again), ``mathml`` (mathematics that
needs neither script nor network), ``sitelinks`` and ``bookfiles`` (what only the site has, the book
in other forms), ``pdf`` and ``epub`` (what those forms need), ``compiling`` (the theme's
templates), ``finishing`` of the written pages: ``accessible`` (what Sphinx and furo leave to be
said) and ``policy`` (no script or style within a page, and a policy that says so).
"""

from __future__ import annotations

import atexit
import gc
from typing import TYPE_CHECKING

from surveybook.sphinxext import (
    backlinks,
    bibliography,
    bibreading,
    bookfiles,
    cards,
    cataloguing,
    compiling,
    doctrees,
    domain,
    entrylist,
    epub,
    feeds,
    figurelinks,
    finishing,
    freshness,
    keptpages,
    mathml,
    pagefacts,
    pagehead,
    pdf,
    pictures,
    pointers,
    referencing,
    searching,
    sentences,
    sitelinks,
    subjectindex,
    uses,
    webentries,
    webtext,
    workpages,
)

_PARTS = (
    webtext,
    bibreading,
    bibliography,
    referencing,
    domain,
    entrylist,
    doctrees,
    uses,
    backlinks,
    webentries,
    sentences,
    workpages,
    keptpages,
    cards,
    cataloguing,
    figurelinks,
    pictures,
    pagehead,
    pagefacts,
    searching,
    feeds,
    subjectindex,
    pointers,
    freshness,
    mathml,
    sitelinks,
    bookfiles,
    pdf,
    compiling,
    finishing,
    epub,
)

_LOOK_FOR_GARBAGE = (20_000, 1_000)
"""Among how many new objects, and how many such looks before one among the older."""

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register every part; conf.py names this extension once."""
    # Pages are trees that live to the end: to look for garbage among them took a third of a build.
    gc.set_threshold(*_LOOK_FOR_GARBAGE)
    atexit.register(gc.freeze)  # and to look once more when all is done, as long again
    app.setup_extension("sphinxcontrib.bibtex")
    for part in _PARTS:
        part.setup(app)
    return {
        "version": "1",
        "env_version": 1,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
