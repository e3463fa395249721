"""A line as pieces that hang together: a link, a style, a quotation, the text in between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from surveybook.reading.runs import Line, Run

_QUOTE = re.compile(r"[“\"«‘`]")
_QUOTED = re.compile(r"[“\"«]([^“”\"«»]{6,400})[”\"»]|‘([^‘’]{12,400})’(?!\w)|``([^`']{6,400})''")


class Piece(NamedTuple):
    """A stretch of a line that hangs together: one link, one style, or plain text in between."""

    text: str
    runs: tuple[Run, ...]
    quoted: bool = False

    @property
    def link(self) -> Run | None:
        """The run that carries the piece's link, if it leads outside the list."""
        for run in self.runs:
            if run.linked:
                return run
        return None

    @property
    def internal(self) -> bool:
        return any(run.internal for run in self.runs)

    @property
    def styles(self) -> frozenset[str]:
        """The styles that all of the piece's text has."""
        shown = [run.styles for run in self.runs if run.text.strip()]
        return frozenset.intersection(*shown) if shown else frozenset()


@lru_cache(maxsize=1 << 15)
def pieces_of(line: Line) -> tuple[Piece, ...]:
    """A line as pieces; plain text is cut at quotation marks."""
    groups: list[list[Run]] = []
    for run in line:
        if groups and _same_piece(groups[-1][-1], run):
            groups[-1].append(run)
        else:
            groups.append([run])
    return tuple(piece for group in groups for piece in _quotes(group))


def _same_piece(one: Run, other: Run) -> bool:
    if one.url is not None or other.url is not None:
        return one.node is other.node and one.node is not None
    return one.styles == other.styles and not (one.image or other.image)


def _quotes(group: list[Run]) -> Iterator[Piece]:
    text = "".join(run.text for run in group)
    if len(group) > 1 or group[0].url is not None or not _QUOTE.search(text):
        yield Piece(text, tuple(group))
        return
    start = 0
    for match in _QUOTED.finditer(text):
        inner = match[1] or match[2] or match[3]
        if len(inner.split()) < 2:
            continue
        if text[start : match.start()].strip():
            yield _part(group[0], text[start : match.start()])
        yield Piece(inner, (group[0]._replace(text=inner),), quoted=True)
        start = match.end()
    if text[start:].strip() or start == 0:
        yield _part(group[0], text[start:])


def _part(run: Run, text: str) -> Piece:
    return Piece(text, (run if text == run.text else run._replace(text=text),))
