"""Text with links that the web gets as HTML made at once: citations, and entries with their uses.

As nodes these are the greater part of a book, and each of some forty passes over its pages would
visit them all. The HTML is what Sphinx makes of those nodes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Self

from docutils import nodes
from docutils.writers._html_base import HTMLTranslator
from pybtex.backends import BaseBackend
from pybtex_docutils import Backend

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

_SPECIAL = HTMLTranslator.special_characters
_ANY_SPECIAL = re.compile(f"[{''.join(map(chr, _SPECIAL))}]")


class WebText(nodes.Text):  # type: ignore[misc]
    """A text, and the HTML that stands for it on the web; of a copy the text alone."""

    html = ""

    @classmethod
    def of(cls, text: str, html: str) -> Self:
        """The text with its HTML."""
        made = cls(text)
        made.html = html
        return made


class Written(NamedTuple):
    """A piece of such a text."""

    text: str
    html: str


class WebBackend(BaseBackend):  # type: ignore[misc]
    """Makes HTML of texts in pieces, as pybtex's backends do of theirs."""

    def format_str(self, text: str) -> Written:
        """Plain text."""
        return Written(text, escaped(text))

    def format_tag(self, tag: str, text: Written) -> Written:
        """Marked text; the tags of a piece are HTML's."""
        return Written(text.text, f"<{tag}>{text.html}</{tag}>")

    def format_href(self, url: str, text: Written, external: bool = False) -> Written:  # noqa: ARG002
        """A link out of the book."""
        return self.format_link("reference external", url, text)

    def format_link(self, classes: str, url: str, text: Written, title: str = "") -> Written:
        """A link of any class."""
        shown = f' title="{escaped(" ".join(title.split()))}"' if title else ""
        tag = f'<a class="{classes}" href="{escaped(url)}"{shown}>'
        return Written(text.text, f"{tag}{text.html}</a>")

    def render_sequence(self, parts: Sequence[Written]) -> list[nodes.Node]:
        """The whole as one node."""
        text = "".join(part.text for part in parts)
        return [WebText.of(text, "".join(part.html for part in parts))]


WEB, ELSEWHERE = WebBackend(), Backend()


def backend_for(builder: Builder) -> BaseBackend:
    """What renders text in pieces for a builder."""
    return WEB if builder.name == "html" else ELSEWHERE


def escaped(text: str) -> str:
    """Text as HTML, as Sphinx has it."""
    return text.translate(_SPECIAL) if _ANY_SPECIAL.search(text) else text


def visit_web_text(translator: HTMLTranslator, node: WebText) -> None:
    """Write the HTML where there is one."""
    if node.html:
        translator.body.append(node.html)
    else:
        translator.visit_Text(node)


def depart_web_text(_translator: HTMLTranslator, _node: WebText) -> None:
    """Nothing is open."""


def setup(app: Sphinx) -> None:
    """Tell Sphinx's translator of the node."""
    app.add_node(WebText, html=(visit_web_text, depart_web_text))
