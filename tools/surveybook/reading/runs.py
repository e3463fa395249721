"""Inline content as lines of runs: pieces of text with one style and at most one link each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from surveybook.reading.tree import Node

BLOCKS = frozenset(
    {"p", "ul", "ol", "li", "table", "pre", "blockquote", "details", "div", "center", "section"}
    | {f"h{level}" for level in range(1, 7)}
)
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|//|www\.", re.IGNORECASE)
STYLES = {"b": "bold", "i": "italic", "u": "underline", "code": "code", "summary": "bold"}


class Run(NamedTuple):
    """A piece of text with its styles; ``node`` is the link's (or picture's) node in the tree."""

    text: str
    line: int
    styles: frozenset[str] = frozenset()
    url: str | None = None
    node: Node | None = None
    image: bool = False

    @property
    def linked(self) -> bool:
        """True for a run that leads somewhere outside the list."""
        return self.url is not None and not self.image and not self.internal

    @property
    def internal(self) -> bool:
        """True for a link to a place in the list or to a file beside it."""
        if self.url is None or self.url.startswith(("https:", "http:")):
            return False
        return _OUTSIDE.match(self.url) is None


Line = tuple[Run, ...]


def lines_of(children: Iterable[Node | str], line: int) -> tuple[Line, ...]:
    """The runs of inline content, broken at line breaks that the list asked for.

    A mere wrap of the source stays as a newline inside a run's text. Neighbours of one style and
    one link are one run.
    """
    lines: list[list[Run]] = [[]]
    for run in _runs(children, Run("", line), []):
        if run.node is not None and run.node.tag == "br":
            lines.append([])
        elif not run.text and run.url is None:
            continue
        elif lines[-1] and _joins(lines[-1][-1], run):
            lines[-1][-1] = lines[-1][-1]._replace(text=lines[-1][-1].text + run.text)
        else:
            lines[-1].append(run)
    return tuple(
        tuple(found) for found in lines if any(r.text.strip() or r.url is not None for r in found)
    )


def _joins(one: Run, other: Run) -> bool:
    return one.styles == other.styles and one.node is other.node and not (one.image or other.image)


def _runs(children: Iterable[Node | str], around: Run, found: list[Run]) -> list[Run]:
    """Adds the runs of inline content that stands within a style or a link to those found."""
    for child in children:
        if isinstance(child, str):
            found.append(Run(child, around.line, around.styles, around.url, around.node))
        elif child.tag == "img":
            url = around.url if around.url is not None else child.attrs.get("src", "")
            node = around.node or child
            alt = child.attrs.get("alt", "")
            found.append(Run(alt, child.line, around.styles, url, node, True))
        elif child.tag == "br":
            found.append(Run("", child.line, node=child))
        elif child.tag == "a" and "href" in child.attrs:
            url = child.attrs["href"].strip()
            found += _linked(child, Run("", child.line, around.styles, url, child))
        else:
            style = STYLES.get(child.tag)
            styles = around.styles | {style} if style else around.styles
            inside = Run("", child.line, styles, around.url, around.node)
            _runs(child.children, inside, found)
    return found


def _linked(node: Node, around: Run) -> list[Run]:
    """A link's runs; one without any text still leads somewhere and is kept."""
    inside = _runs(node.children, around, [])
    if not any((run.text.strip() or run.image) and run.node is node for run in inside):
        inside.append(around)
    return [_standing_for_link(run) if run.image else run for run in inside]


def _standing_for_link(picture: Run) -> Run:
    """A picture inside a link stands for the link: its address is where the reader goes."""
    return picture._replace(image=False, styles=picture.styles | {"badge"})


def source_lines(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines cut also where the source merely wraps."""
    cut: list[list[Run]] = []
    for line in lines:
        cut.append([])
        for run in line:
            for number, part in enumerate(run.text.split("\n") if run.url is None else [run.text]):
                if number:
                    cut.append([])
                if part.strip() or run.url is not None:
                    cut[-1].append(run._replace(text=part, line=run.line + number))
    return tuple(tuple(found) for found in cut if found)
