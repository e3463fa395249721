"""Figures whose boxes are links: an SVG laid over the picture, from the ids that its boxes carry.

An id is ``to--<label>--<what tells it apart>`` (``surveybook.figures.style.add_box``). A label
``work-<key>`` leads to the work's page, any other to its place in the book.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from surveybook.forms import WORKS_FOLDER
from surveybook.sphinxext.sitedata import read_site_works

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_BOX = re.compile(r'<g id="to--(?P<label>.+?)--[^"]*">\s*<path d="(?P<path>[^"]*)"')
_VIEW = re.compile(r'viewBox="([\d. ]+)"')
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a figure in the units of its SVG, and the label it leads to."""

    label: str
    left: float
    top: float
    width: float
    height: float


def parse_boxes(svg: str) -> tuple[Box, ...]:
    """The boxes of an SVG that lead somewhere, in the order drawn."""
    return tuple(_box(match["label"], match["path"]) for match in _BOX.finditer(svg))


def _box(label: str, path: str) -> Box:
    numbers = [float(number) for number in _NUMBER.findall(path)]
    across, down = numbers[::2], numbers[1::2]
    left, top = min(across), min(down)
    return Box(label, left, top, max(across) - left, max(down) - top)


def overlay(app: Sphinx, docname: str, svg: str) -> str:
    """The links as an SVG of the same measures; empty where no box leads anywhere."""
    links = "".join(_links(app, docname, svg))
    view = _VIEW.search(svg)
    if not links or view is None:
        return ""
    head = f'<svg class="figure-links" viewBox="{view[1]}" role="group" aria-label="Links"'
    return f"{head}>{links}</svg>"


def _links(app: Sphinx, docname: str, svg: str) -> Iterator[str]:
    for box in parse_boxes(svg):
        address, name = _target(app, docname, box.label)
        if address:
            yield (
                f'<a href="{escape(address)}" aria-label="{escape(name)}"><title>{escape(name)}'
                f'</title><rect x="{box.left:g}" y="{box.top:g}" width="{box.width:g}" '
                f'height="{box.height:g}" rx="4"/></a>'
            )


def _target(app: Sphinx, docname: str, label: str) -> tuple[str, str]:
    """Address from this page, and what the link is called."""
    key = label.removeprefix("work-")
    work = read_site_works(Path(app.confdir)).get(key)
    if work:
        return app.builder.get_relative_uri(docname, f"{WORKS_FOLDER}/{key}"), work["title"]
    page, anchor, title = app.env.domains.standard_domain.labels.get(label, ("", "", ""))
    return (f"{app.builder.get_relative_uri(docname, page)}#{anchor}" if page else ""), title


def picture_of(app: Sphinx, image: nodes.image) -> str | None:
    """The SVG of a picture that has one."""
    # The builder chooses among the forms of a picture only when it writes the page.
    path = Path(app.srcdir) / image.get("candidates", {}).get("image/svg+xml", "")
    return path.read_text("utf-8") if path.is_file() else None


def link_figures(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Lay the links over each picture that has any."""
    if app.builder.name != "html":
        return
    for image in list(doctree.findall(nodes.image)):
        picture = picture_of(app, image)
        if picture is not None and (links := overlay(app, docname, picture)):
            box = nodes.container(classes=["figure-linked"])
            image.replace_self(box)
            box += [image, nodes.raw("", links, format="html")]


def setup(app: Sphinx) -> None:
    """Run when a page's references have been resolved."""
    app.connect("doctree-resolved", link_figures)
