"""How a citation reads in the text: ``(Rafailov et al., 2023a)`` or ``Rafailov et al. (2023a)``.

The halves come from the label of the bibliography, so that text and bibliography always agree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pybtex.richtext import BaseText, Text
from pybtex.style.template import Node, node
from sphinxcontrib.bibtex.plugin import register_plugin
from sphinxcontrib.bibtex.style.referencing import BaseReferenceStyle
from sphinxcontrib.bibtex.style.template import SphinxReferenceText

from surveybook.sphinxext.labels import parse_label

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# role → how one citation reads; roles not named here read as ``p``
_TEXTUAL = frozenset({"t", "ts", "ct", "cts"})
_BARE = frozenset({"alp", "alps"})
_AUTHOR = frozenset({"author", "authors", "cauthor", "cauthors"})
_YEAR = frozenset({"year"})


@node  # type: ignore[untyped-decorator]
def one_citation(_children: object, data: dict[str, Any], role: str) -> BaseText:
    """One work of a citation, linked to its entry, with the text before and after it."""
    label = parse_label(data["formatted_entry"].label)
    info = data["reference_info"]
    before = f"{info.pre_text} " if info.pre_text else ""
    after = f", {info.post_text}" if info.post_text else ""
    if role in _TEXTUAL:
        return Text(before, SphinxReferenceText(info, f"{label.authors} ({label.year}{after})"))
    shown = label.authors if role in _AUTHOR else label.year if role in _YEAR else str(label)
    return Text(before, SphinxReferenceText(info, shown), after)


@node  # type: ignore[untyped-decorator]
def whole_citation(children: list[BaseText], _data: object, role: str) -> BaseText:
    """The works of one citation, joined as a sentence or between parentheses."""
    if role in _TEXTUAL | _AUTHOR | _YEAR:
        *first, last = children
        return Text(" and ").join([Text(", ").join(first), last]) if first else last
    inside = Text("; ").join(children)
    return inside if role in _BARE else Text("(", inside, ")")


@dataclass
class SurveyReferenceStyle(BaseReferenceStyle):
    """The style as sphinxcontrib-bibtex calls it."""

    def role_names(self) -> Iterable[str]:
        """The roles with a reading of their own."""
        return sorted({"p"} | _TEXTUAL | _BARE | _AUTHOR | _YEAR)

    def inner(self, role_name: str) -> Node:
        """The template of one work."""
        return one_citation(role=role_name)

    def outer(self, role_name: str, children: list[BaseText]) -> Node:
        """The template of the whole citation."""
        return whole_citation(role=role_name)[children]


def setup(_app: Sphinx) -> None:
    """Make the style known to sphinxcontrib-bibtex as ``survey``."""
    register_plugin(
        "sphinxcontrib.bibtex.style.referencing", "survey", SurveyReferenceStyle, force=True
    )
