"""Whether a block is an item: the questions asked of paragraphs, bullets and rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from surveybook.identifiers import parse_identifier
from surveybook.model import Kind, Reason
from surveybook.reading.cleaning import clean_title, reads_as_prose, word_count
from surveybook.reading.credits import parse_credit
from surveybook.reading.dates import find_year, tidy
from surveybook.reading.links import is_badge, is_link_word, kind_of
from surveybook.reading.people import parse_authors
from surveybook.reading.pieces import Piece, pieces_of
from surveybook.reading.plain import split_plain
from surveybook.reading.runs import Line, Run
from surveybook.reading.tables import Row
from surveybook.reading.titles import Title, find_title, is_authors
from surveybook.reading.words import FIELD_WORDS, LEAD_MAINTAINERS, LEAD_NOTES, PART_WORDS

SURE = 3.5
_WORDS = re.compile(r"[^\W\d_]+")
_GOES_ON = re.compile(
    r"^\s*(?:is|are|was|were|has|have|for|to|and|in|by the|provides?|which)\b\s+[a-z]"
)
_NUMBERED = re.compile(r"\s*[\[(]?\d{1,4}[\])]?[.)]?\s")
_NUMBER = re.compile(r"^\s*[\[(]?\d{1,4}[\])]?[.)]?\s+")
_FIELD_NAME = re.compile(r"^[\W_]*([^\W\d_][^:：\n]{0,40}?)\s*[*_]*[:：]")
_SCHOLARLY = frozenset({"arxiv", "doi", "acl", "openreview"})


def _runs(lines: Sequence[Line]) -> list[Run]:
    return [run for line in lines for run in line]


def _text(lines: Sequence[Line]) -> str:
    return " ".join(run.text for run in _runs(lines))


def _links(lines: Sequence[Line]) -> list[Run]:
    return [run for run in _runs(lines) if run.linked and not is_badge(run.url or "")]


@lru_cache(maxsize=1 << 15)
def best_title(lines: Sequence[Line]) -> tuple[tuple[Piece, ...], Title] | None:
    """The title of a block: in its first line, or in the second where the first has none."""
    first: tuple[tuple[Piece, ...], Title] | None = None
    for line in lines[:3]:
        pieces = pieces_of(line)
        title = find_title(pieces)
        if title is not None and title.score >= SURE:
            return pieces, title
        if title is not None and first is None:
            first = (pieces, title)
    return first


def _before(pieces: Sequence[Piece], title: Title) -> str:
    return " ".join(piece.text for piece in pieces[: title.index])


def _after(pieces: Sequence[Piece], title: Title) -> str:
    return " ".join(p.text for p in pieces[title.index + 1 :] if p.link is None)


def _leads_in(before: str) -> bool:
    """True where the text before a title is part of a sentence, not authors, label or number."""
    bare = tidy(before)
    words = _WORDS.findall(bare)
    small = [word for word in words if word.islower() and word not in ("and", "et", "al", "others")]
    if len(small) < 3 or len(small) * 2 < len(words):
        return False
    return not is_authors(bare) and parse_authors(bare) is None


def _goes_on(after: str) -> bool:
    """True where the text behind a link goes on with the sentence the link stands in."""
    return bool(_GOES_ON.match(after))


def links_something(lines: Sequence[Line]) -> bool:
    """True where a block's own lines have a link that is no badge."""
    return bool(_links(lines))


def is_work(lines: Sequence[Line]) -> bool:
    """True where a block's own lines name a work beyond doubt: a title with a link."""
    if not _links(lines):
        return False
    found = best_title(lines)
    return found is not None and found[1].score >= SURE


def heading_item(lines: Sequence[Line]) -> bool:
    """A heading is an item where it is a title linked to a paper, or nothing but a repository."""
    if not any(run.linked for run in _runs(lines)) or (found := best_title(lines)) is None:
        return False
    pieces, title = found
    link = pieces[title.index].link
    identifier = parse_identifier(link.url or "") if link else None
    things = (Kind.CODE, Kind.MODEL, Kind.DATASET, Kind.LIST)
    if link is not None and kind_of(link.url, "", (), authored=False) in things:
        return all(run.url is not None or not re.search(r"\w", run.text) for run in _runs(lines))
    return (
        identifier is not None and identifier.scheme in _SCHOLARLY and word_count(title.text) >= 4
    )


def titled(heading: Sequence[Line], below: Sequence[Line]) -> bool:
    """True where a heading is a title and the paragraph below it only links the work."""
    runs = [run for run in _runs(below) if run.text.strip(" -·|,")]
    linked = bool(runs) and all(run.linked and not is_badge(run.url or "") for run in runs)
    text = clean_title(_text(heading))
    return linked and not _links(heading) and word_count(text) >= 2


def each_is_item(split: Sequence[Line]) -> bool:
    """True where every source line of a paragraph starts a work of its own."""
    if len(split) < 2:
        return False
    for line in split:
        pieces = pieces_of(line)
        title = find_title(pieces)
        if title is None or title.score < SURE or word_count(title.text) < 3:
            return False
        if (
            _leads_in(_before(pieces, title))
            or not _links((line,))
            or reads_as_prose(_text((line,)))
        ):
            return False
    return True


def paragraph(lines: Sequence[Line], *, in_intro: bool) -> bool:
    """A paragraph is an item where a title stands on its own among authors, venue and links."""
    found = best_title(lines)
    if found is None:
        return False
    pieces, title = found
    before, after = _before(pieces, title), _after(pieces, title)
    if _leads_in(before) or title.text.endswith(("!", ":")) or _goes_on(after):
        return False
    if LEAD_MAINTAINERS.match(_text(lines).strip()):
        return False
    links = _links(lines)
    numbered = bool(_NUMBERED.match(_text(lines)))
    piece = pieces[title.index]
    styled = piece.link is not None or piece.quoted or "bold" in piece.styles

    def credited() -> bool:
        return _credited(before) or _credited(after) or _credited(_text(lines[1:]))

    if title.score >= SURE or (styled and numbered and links):
        if in_intro and not any(is_link_word(run.text) for run in links):
            return False
        if in_intro or not links:
            return credited()
        alone = numbered or (not reads_as_prose(after) and word_count(after) < 40)
        return alone or credited()
    if not links or not _plain(pieces, title, lines):
        return False
    marked = numbered or _badged(lines)
    return marked or credited() or (not in_intro and _credited_inside(piece))


def _credited_inside(piece: Piece) -> bool:
    """True where a plain text holds title and authors, as in ``Title. A, B. ICML 2023.``"""
    cut = split_plain(piece.text)
    return cut.authors is not None or any(
        parse_credit(other).authors is not None for other in cut.others
    )


def _credited(text: str) -> bool:
    credit = parse_credit(_NUMBER.sub("", text))
    return credit.authors is not None or credit.year is not None or credit.venue is not None


def _badged(lines: Sequence[Line]) -> bool:
    return any(run.image or "badge" in run.styles for run in lines[0][:4])


def _plain(pieces: Sequence[Piece], title: Title, lines: Sequence[Line]) -> bool:
    return not reads_as_prose(title.text) and not _goes_on(_after(pieces, title)) and bool(lines)


def continues(lines: Sequence[Line], *, linked: bool = True) -> bool:
    """True where a block only adds to the item before it: authors, or links named by their use."""
    text = tidy(_text(lines))
    if not text or reads_as_prose(text) or re.match(r"\W*\d{1,4}\s*[\])]", _text(lines)):
        return False
    links = _links(lines)
    if links:
        return linked and (
            all(is_link_word(run.text) or len(run.text.split()) < 3 for run in links)
            and len(text) < 300
        )
    credit = parse_credit(text)
    return credit.authors is not None and not credit.rest


def prose_reason(lines: Sequence[Line]) -> Reason:
    """The reason for leaving out a block that is no item."""
    runs = _runs(lines)
    shown = [run for run in runs if run.text.strip() or run.url is not None]
    if shown and all(run.image or "badge" in run.styles for run in shown):
        return Reason.BADGE if any(is_badge(run.url or "") for run in shown) else Reason.PICTURE
    return _inside_reason(runs) or Reason.PROSE


def list_reason(lines: Sequence[Line], lead: str, *, in_intro: bool) -> Reason | None:
    """Why a bullet is no item whatever it says: a table of contents, maintainers, notes."""
    inside = _inside_reason(_runs(lines))
    if inside is not None:
        return inside
    if not in_intro:
        return None
    if LEAD_MAINTAINERS.search(lead) and len(lead) < 200:
        return Reason.MAINTAINER
    return Reason.PROSE if LEAD_NOTES.search(lead) else None


def _inside_reason(runs: Sequence[Run]) -> Reason | None:
    """The reason for a block whose links all stay within the list or lead to files beside it."""
    linked = [run for run in runs if run.url is not None]
    if not linked or not all(run.internal for run in linked):
        return None
    to_places = all((run.url or "").startswith("#") for run in linked)
    return Reason.CONTENTS if to_places else Reason.CROSS_REFERENCE


def field_name(lines: Sequence[Line]) -> str | None:
    """The name of a labelled field (``Code:``, ``**Dataset**:``) that begins a block."""
    text = "".join(run.text for run in _runs(lines[:1]) if run.url is None or run is lines[0][0])
    match = _FIELD_NAME.match(text)
    return re.sub(r"[*_`]", "", match[1]).strip().casefold() if match else None


def is_field(lines: Sequence[Line]) -> bool:
    """True where a block begins with the name of a labelled field."""
    name = field_name(lines)
    known = FIELD_WORDS | PART_WORDS.keys()
    return name is not None and (name in known or name.split()[0] in known)


def nested_work(lines: Sequence[Line], parent: Sequence[Line]) -> bool:
    """A nested bullet is a work of its own where it links a title and is no field of its parent."""
    if not any(run.linked for run in _runs(lines)):
        return False
    found = best_title(lines)
    if found is None or found[1].score < SURE:
        return False
    pieces, title = found
    if pieces[title.index].link is None and not _links(lines):
        return False
    name = field_name(lines) if title.index > 0 else None
    if name is not None and (name in FIELD_WORDS or name in PART_WORDS):
        return False
    if word_count(title.text) < 3 or _leads_in(_before(pieces, title)):
        return False
    own = best_title(parent)
    return own is None or clean_title(own[1].text).casefold() != title.text.casefold()


def is_category(lines: Sequence[Line], works: int, nested: int) -> bool:
    """A bullet that links nothing is a heading where most bullets below it are works."""
    if works == 0 or works * 2 < nested:
        return False
    return parse_credit(_text(lines)).authors is None


def list_item(lines: Sequence[Line], *, has_details: bool, mostly: bool) -> bool:
    """A bullet is an item where it has a title and something that only works have."""
    found = best_title(lines)
    links = _links(lines)
    if begins_with_address(lines) and (found is None or found[1].score < 2.5):
        return True
    if found is None:
        return False
    pieces, title = found
    before, after = _before(pieces, title), _after(pieces, title)
    if _leads_in(before) or (_goes_on(after) and not mostly):
        return False
    if links and (title.score >= 2.5 or not reads_as_prose(title.text)):
        return True
    if title.score >= SURE and pieces[title.index].link is not None:
        return True
    if title.score >= 2.5:
        return has_details or any(map(_credited, (before, after, _text(lines[1:]))))
    if not mostly or word_count(title.text) < 3 or reads_as_prose(title.text):
        return False
    return any(map(_credited, (before, after, _text(lines[1:]))))


def begins_with_address(lines: Sequence[Line]) -> bool:
    """True where a bullet begins with a bare address."""
    first = next((run for run in _runs(lines) if run.text.strip()), None)
    return first is not None and first.linked and first.text.strip() == first.url


def row(found: Row) -> bool:
    """A row is an item where its title cell names something and the row says more about it."""
    lines = found.title_lines()
    if not lines or found.cells[found.title].spanned:
        return False
    text = clean_title(found.cells[found.title].text)
    if not re.search(r"\w", text) or (find_year(text) and word_count(text) < 2):
        return False
    filled = [cell for cell in found.cells if cell.text.strip(" -–—/") and not cell.spanned]
    return len(filled) >= 2 or bool(_links(lines))
