"""Each entry of the bibliography says where it is cited, with a link to each place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes

from surveybook.sphinxext.entrylist import BEHIND_THE_OTHERS
from surveybook.sphinxext.pieces import Piece, Pieces, Renderable
from surveybook.sphinxext.uses import Use, gather_uses
from surveybook.sphinxext.webtext import WebBackend, backend_for

if TYPE_CHECKING:
    from pybtex.backends import BaseBackend
    from sphinx.application import Sphinx


class UseLink(NamedTuple):
    """A link to a place that cites a work; those behind the first in a section are set apart."""

    text: str
    address: str
    is_further: bool

    def __str__(self) -> str:
        return self.text

    def render(self, backend: BaseBackend) -> Any:
        """What a backend makes of it."""
        shown = backend.format_str(self.text)
        classes = ["further"] if self.is_further else []
        if isinstance(backend, WebBackend):
            names = " ".join([*classes, "reference internal"])
            return backend.format_link(names, self.address, shown)
        link = {"internal": True, "refuri": self.address, "classes": classes}
        return [nodes.reference("", "", *shown, **link)]


def add_backlinks(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """A line below each entry of the bibliographies on a page."""
    entries = list(doctree.findall(nodes.citation))
    if not entries:
        return
    uses = gather_uses(app.env)
    for entry in entries:
        key = entry["ids"][0].removeprefix(app.config.bibtex_cite_id.format(key=""))
        if found := uses.get(key):
            text = uses_text(app, entry.get("docname", docname), found)
            entry += cited_in(text.render(backend_for(app.builder)))


def uses_text(app: Sphinx, page: str, uses: Sequence[Use]) -> Pieces:
    """The places that cite a work, each with links."""
    pieces: list[Renderable] = []
    for place, ones in groupby(uses, key=lambda use: use.place):
        pieces += [Piece(", " if pieces else "Cited in "), *_links(app, page, place, list(ones))]
    return Pieces(tuple(pieces))


def cited_in(text: Iterable[nodes.Node]) -> nodes.paragraph:
    """The line of an entry that holds them."""
    return nodes.paragraph("", "", *text, classes=["cited-in"])


def _links(app: Sphinx, page: str, place: str, uses: Sequence[Use]) -> Iterator[Renderable]:
    """The place's name as a link to the first use in it, then a letter for each further use.

    LaTeX has no label for an anchor within a line: there the link leads to the section.
    """
    on_paper = app.builder.format == "latex"
    for number, use in enumerate(uses[:1] if on_paper else uses):
        anchor = use.section if on_paper else use.anchor
        address = app.builder.get_relative_uri(page, use.page) + (f"#{anchor}" if anchor else "")
        if number:
            yield Piece(" ")
        yield UseLink(_letter(number) if number else place, address, is_further=number > 0)


def _letter(number: int) -> str:
    """b for the second use in a place, and numbers after z."""
    return chr(ord("a") + number) if number < 26 else str(number + 1)


def setup(app: Sphinx) -> None:
    """Run when the references of a page have been resolved and its entries are there."""
    app.connect("doctree-resolved", add_backlinks, priority=BEHIND_THE_OTHERS + 1)
