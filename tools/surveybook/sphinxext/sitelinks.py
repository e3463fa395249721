"""What only the site has is left out elsewhere: links to its files, and its index.

A PDF and an EPUB hold no refs.bib, so that a link to it would lead nowhere. LaTeX knows no page
called genindex, and an EPUB that names it in its contents holds it twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def points_to_file(address: str, names: frozenset[str]) -> bool:
    """True for a relative address of one of the files that the site carries beside its pages."""
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc and PurePosixPath(parts.path).name in names


def file_names(paths: Iterable[Path]) -> frozenset[str]:
    """The names of files, and of all files in folders."""
    found = [[path] if path.is_file() else path.rglob("*") for path in paths]
    return frozenset(path.name for group in found for path in group if path.is_file())


def unlink_files(app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """Replace such links by their text, in every form of the book but HTML."""
    if app.builder.name == "html":
        return
    names = file_names(app.confdir / path for path in app.config.html_extra_path)
    for link in list(doctree.findall(nodes.reference)):
        if points_to_file(link.get("refuri", ""), names):
            link.replace_self(link.children)


def drop_generated_pages(app: Sphinx, doctree: nodes.document) -> None:
    """Keep in tables of contents only what has a source, in every form of the book but HTML."""
    if app.builder.name == "html":
        return
    pages = app.env.found_docs
    for contents in doctree.findall(addnodes.toctree):
        contents["includefiles"] = [page for page in contents["includefiles"] if page in pages]
        contents["entries"] = [entry for entry in contents["entries"] if entry[1] in pages]


def setup(app: Sphinx) -> None:
    """Run when a page has been read, and when its references have been resolved."""
    app.connect("doctree-read", drop_generated_pages)
    app.connect("doctree-resolved", unlink_files)
