"""What stands between the links of an item: handed to the rules whole, or style by style."""

from __future__ import annotations

import re
from collections.abc import Sequence

from surveybook.identifiers import parse_identifier
from surveybook.reading.credits import parse_credit
from surveybook.reading.dates import tidy
from surveybook.reading.people import parse_authors
from surveybook.reading.pieces import Piece
from surveybook.reading.rules import Draft, Place, apply_rules
from surveybook.reading.runs import Run

_STATEMENT_ENDS = re.compile(r"(?<![,\w-])\n+\s*(?=[A-Z(\[])|(?<=[.)])\n+")


def read_stretches(
    pieces: Sequence[Piece],
    draft: Draft,
    *,
    before: bool = False,
    adjacent: bool = False,
    title_link: Run | None = None,
    is_code: bool = False,
) -> None:
    """Takes what stands between links into the draft: whole where it hangs together, else by style.

    The pieces are those ``before`` the title, those right behind it (``adjacent``), or a detail.
    """
    stretch: list[Piece] = []
    repository: Run | None = title_link if adjacent else None
    first = True
    for piece in [*pieces, None]:
        if piece is not None and piece.link is None and not piece.internal:
            if not any(run.image for run in piece.runs):
                stretch.append(piece)
            continue
        if stretch:
            place = Place(
                before=before,
                adjacent=adjacent and first,
                after_repository=_is_repository(repository),
                own_repository=repository is title_link,
                is_code=is_code,
                first=first,
            )
            _read_stretch(draft, stretch, place)
        first = False
        repository = piece.link if piece is not None else None
        stretch = []


def _is_repository(run: Run | None) -> bool:
    identifier = parse_identifier(run.url or "") if run is not None else None
    return identifier is not None and (
        identifier.scheme == "github" or identifier.value.startswith(("huggingface", "gist.github"))
    )


def _read_stretch(draft: Draft, stretch: Sequence[Piece], place: Place) -> None:
    whole = "".join(piece.text for piece in stretch)
    styled = [piece for piece in stretch if piece.text.strip(" ,.;:()[]*\n-–|·")]
    if len(styled) > 1 and (any(map(_has_authors, styled)) or not _one_credit(whole)):
        for number, piece in enumerate(styled):
            styles = frozenset(style for run in piece.runs for style in run.styles)
            here = place._replace(styles=styles)
            if number:
                here = here._replace(adjacent=False, after_repository=False, first=False)
            _apply_lines(draft, piece.text, here)
        return
    styles = frozenset(style for piece in styled for run in piece.runs for style in run.styles)
    _apply_lines(draft, whole, place._replace(styles=styles))


def _one_credit(text: str) -> bool:
    """True where differently styled pieces are one author line (a name in bold, say)."""
    found = parse_credit(tidy(text))
    return found.authors is not None and not found.rest


def _has_authors(piece: Piece) -> bool:
    """True where one piece alone is an author list."""
    authors = parse_authors(tidy(piece.text))
    return authors is not None and len(authors.names) > 1


def _apply_lines(draft: Draft, text: str, place: Place) -> None:
    """A wrap of the source parts two statements unless the sentence goes on over it."""
    for part in _STATEMENT_ENDS.split(text) if "\n" in text else [text]:
        apply_rules(part, place, draft)
