"""How a citation reads in the text: ``(Rafailov et al., 2023a)`` or ``Rafailov et al. (2023a)``.

The halves come from the label of the bibliography, so that text and bibliography always agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinxcontrib.bibtex.plugin import register_plugin
from sphinxcontrib.bibtex.style.referencing import BaseReferenceStyle
from sphinxcontrib.bibtex.style.template import SphinxReferenceInfo, SphinxReferenceText

from surveybook.sphinxext.labels import parse_label
from surveybook.sphinxext.pieces import Piece, Pieces, Renderable
from surveybook.sphinxext.webtext import WebBackend

if TYPE_CHECKING:
    from pybtex.backends import BaseBackend
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

# role → how one citation reads; roles not named here read as ``p``
_TEXTUAL = frozenset({"t", "ts", "ct", "cts"})
_BARE = frozenset({"alp", "alps"})
_AUTHOR = frozenset({"author", "authors", "cauthor", "cauthors"})
_YEAR = frozenset({"year"})


class CitedText(NamedTuple):
    """The text of a citation, linked to the entry that it cites."""

    info: SphinxReferenceInfo
    text: str

    def __str__(self) -> str:
        return self.text

    def render(self, backend: BaseBackend) -> Any:
        """What a backend makes of it."""
        if not isinstance(backend, WebBackend):
            return SphinxReferenceText(self.info, self.text).render(backend)
        info = self.info
        page = _page(info.builder, info.fromdocname, info.todocname)
        shown = backend.format_str(self.text)
        address = f"{page}#{info.citation_id}"
        return backend.format_link("reference internal", address, shown, info.title or "")


@lru_cache(maxsize=1 << 12)
def _page(builder: Builder, page: str, other: str) -> str:
    """The address of a page as another has it; its own is empty."""
    return "" if page == other else builder.get_relative_uri(page, other)


class OneCitation(NamedTuple):
    """One work of a citation: called as one of pybtex's templates."""

    role: str

    def format_data(self, data: Mapping[str, Any]) -> tuple[Renderable, ...]:
        """The work, linked to its entry, with the text before and after it."""
        label = parse_label(data["formatted_entry"].label)
        info = data["reference_info"]
        before = (Piece(f"{info.pre_text} "),) if info.pre_text else ()
        after = f", {info.post_text}" if info.post_text else ""
        if self.role in _TEXTUAL:
            shown = f"{label.authors} ({label.year}{after})"
            return (*before, CitedText(info, shown))
        is_author, is_year = self.role in _AUTHOR, self.role in _YEAR
        shown = label.authors if is_author else label.year if is_year else str(label)
        return (*before, CitedText(info, shown), *((Piece(after),) if after else ()))


class WholeCitation(NamedTuple):
    """The works of one citation: called as one of pybtex's templates."""

    role: str
    works: Sequence[tuple[Renderable, ...]]

    def format(self) -> Pieces:
        """The works joined as a sentence or between parentheses."""
        if self.role in _TEXTUAL | _AUTHOR | _YEAR:
            return Pieces(tuple(self._joined(", ", " and ")))
        inside = self._joined("; ", "; ")
        if self.role in _BARE:
            return Pieces(tuple(inside))
        return Pieces((Piece("("), *inside, Piece(")")))

    def _joined(self, between: str, last: str) -> Iterator[Renderable]:
        for left, work in zip(range(len(self.works), 0, -1), self.works, strict=True):
            if left < len(self.works):
                yield Piece(last if left == 1 else between)
            yield from work


@dataclass
class SurveyReferenceStyle(BaseReferenceStyle):
    """The style as sphinxcontrib-bibtex calls it."""

    def role_names(self) -> Iterable[str]:
        """The roles with a reading of their own."""
        return sorted({"p"} | _TEXTUAL | _BARE | _AUTHOR | _YEAR)

    def inner(self, role_name: str) -> OneCitation:
        """The template of one work."""
        return OneCitation(role_name)

    def outer(self, role_name: str, children: Sequence[tuple[Renderable, ...]]) -> WholeCitation:
        """The template of the whole citation."""
        return WholeCitation(role_name, children)


def setup(_app: Sphinx) -> None:
    """Make the style known to sphinxcontrib-bibtex as ``survey``."""
    register_plugin(
        "sphinxcontrib.bibtex.style.referencing", "survey", SurveyReferenceStyle, force=True
    )
