"""Each entry of the bibliography says where it is cited, with a link to each place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes

from surveybook.sphinxext.entrylist import BEHIND_THE_OTHERS
from surveybook.sphinxext.uses import Use, gather_uses

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def add_backlinks(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """A line below each entry of the bibliographies on a page."""
    entries = list(doctree.findall(nodes.citation))
    if not entries:
        return
    uses = gather_uses(app.env)
    for entry in entries:
        key = entry["ids"][0].removeprefix(app.config.bibtex_cite_id.format(key=""))
        if found := uses.get(key):
            entry += _line(app, entry.get("docname", docname), found)


def _line(app: Sphinx, page: str, uses: Sequence[Use]) -> nodes.paragraph:
    line = nodes.paragraph("", "Cited in ", classes=["cited-in"])
    for index, (place, ones) in enumerate(groupby(uses, key=lambda use: use.place)):
        line += nodes.Text(", " if index else "")
        line.extend(_links(app, page, place, list(ones)))
    return line


def _links(app: Sphinx, page: str, place: str, uses: Sequence[Use]) -> Iterator[nodes.Node]:
    """The place's name as a link to the first use in it, then a letter for each further use.

    LaTeX has no label for an anchor within a line: there the link leads to the section.
    """
    on_paper = app.builder.format == "latex"
    for number, use in enumerate(uses[:1] if on_paper else uses):
        anchor = use.section if on_paper else use.anchor
        address = app.builder.get_relative_uri(page, use.page) + (f"#{anchor}" if anchor else "")
        link = nodes.reference("", "", internal=True, refuri=address)
        if number:
            yield nodes.Text(" ")
            link["classes"].append("further")
        link += nodes.Text(place if not number else _letter(number))
        yield link


def _letter(number: int) -> str:
    """b for the second use in a place, and numbers after z."""
    return chr(ord("a") + number) if number < 26 else str(number + 1)


def setup(app: Sphinx) -> None:
    """Run when the references of a page have been resolved and its entries are there."""
    app.connect("doctree-resolved", add_backlinks, priority=BEHIND_THE_OTHERS + 1)
