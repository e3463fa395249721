"""Text in pieces, plain, marked or linked: what entries and citations are made of.

It renders as pybtex's rich text does. That can also be searched, changed and cut, and merges its
parts anew in every object; for thousands of entries and citations it took half of their time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from pybtex.backends import BaseBackend


class Renderable(Protocol):
    """A piece of this module, or any of pybtex's or sphinxcontrib-bibtex's."""

    def render(self, backend: BaseBackend) -> Any:
        """What a backend makes of it."""


class Piece(NamedTuple):
    """A stretch of text: plain, in one of pybtex's tags (``em``, ``strong``), or a link."""

    text: str
    tag: str = ""
    address: str = ""

    def __str__(self) -> str:
        return self.text

    @property
    def is_plain(self) -> bool:
        """True for text that is neither marked nor a link."""
        return not (self.tag or self.address)

    def render(self, backend: BaseBackend) -> Any:
        """What a backend makes of it."""
        inside = backend.format_str(self.text)
        if self.address:
            return backend.format_href(self.address, inside)
        return backend.format_tag(self.tag, inside) if self.tag else inside


class Pieces(NamedTuple):
    """A whole text."""

    pieces: tuple[Renderable, ...]

    def __str__(self) -> str:
        return "".join(map(str, self.pieces))

    def render(self, backend: BaseBackend) -> Any:
        """What a backend makes of it."""
        return backend.render_sequence([piece.render(backend) for piece in self.pieces])


def join_plain(pieces: Iterable[Piece]) -> Pieces:
    """Plain pieces that follow each other become one; empty ones are left out."""
    return Pieces(tuple(_joined(piece for piece in pieces if piece.text)))


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for is_plain, ones in groupby(pieces, key=lambda piece: piece.is_plain):
        if is_plain:
            yield Piece("".join(piece.text for piece in ones))
        else:
            yield from ones
