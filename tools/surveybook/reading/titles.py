"""Which piece of an item is its title, and which is a label beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import inf

from surveybook.reading.cleaning import clean_title, word_count
from surveybook.reading.dates import find_year, tidy, without_dates
from surveybook.reading.links import is_link_word
from surveybook.reading.people import is_name, parse_authors
from surveybook.reading.pieces import Piece
from surveybook.reading.venues import parse_venue
from surveybook.reading.words import COMMON_WORDS, FIELD_WORDS, PART_WORDS, VENUE_ACRONYM

_LABEL = re.compile(r"^[^\W_][\w.+*/’'@-]*(?: [\w.+*/-]+){0,2}$")
# Gao, L., Schulman, J., & Hilton, J.
_TURNED_NAME = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?, (?:[A-Z]\.[ -]?)+"
TURNED_NAMES = re.compile(rf"{_TURNED_NAME}(?:,? ?(?:& |and )?{_TURNED_NAME})*(?:,? et al\.?)?")
_MOST_OF_PLAIN = 1.0
"""The highest score of plain text."""
_WORD = re.compile(r"\w")
_BRACKETED = re.compile(r"\s*\(.*\)\W*", re.DOTALL)
_TAGGED = re.compile(r"^\s*[(\[【][^()\[\]]{1,30}[)\]】]\s*")
_GOES_ON = re.compile(r"^\W*(?:by|in|at|and|from|with)\b")
_OTHERS = re.compile(r"^(?:et al|others?)\b")
_BEHIND_NAMES = re.compile(r"\.\s|\s\(|,\s*\d")
_LONGEST = 10_000
"""Letters beyond which no plain text is a title, nor needs to be looked through for one."""
_TURNED = re.compile(r"^[^\W\d_][\w'’-]+, [A-Z]")
_NUMBER = re.compile(r"^\W*(?:\[?\(?\d{1,4}[\])]?\.?|\[\w{1,3}\])\W*$")


@dataclass(frozen=True, slots=True)
class Title:
    """A title found: which piece it is, its clean text and its label; ``score`` says how sure."""

    index: int
    text: str
    label: str | None
    score: float


def find_title(pieces: Sequence[Piece]) -> Title | None:
    """The title among the pieces of an item's first line, or None where nothing can be one."""
    plain = [_is_plain(pieces, index) for index in range(len(pieces))]
    score, index = _best(pieces, [at for at, is_plain in enumerate(plain) if not is_plain])
    if score <= _MOST_OF_PLAIN:
        # Most lines need not come here: it takes long to see what plain text is.
        score, index = _best(pieces, range(len(pieces)))
    if index < 0:
        return _lone_label(pieces)
    text, label = _with_label(pieces[index])
    return Title(index, text, label, score) if text else None


def _best(pieces: Sequence[Piece], indexes: Iterable[int]) -> tuple[float, int]:
    """The highest score and the first piece that has it; index -1 where nothing is a title."""
    best = (-inf, -1)
    for index in indexes:
        score = _score(pieces[index], pieces, index)
        if score is not None and score > best[0]:
            best = (score, index)
    return best


def _is_plain(pieces: Sequence[Piece], index: int) -> bool:
    """True for text that nothing sets off, neither link nor style nor quotation marks."""
    piece = pieces[index]
    if piece.quoted or any(run.styles or run.url is not None for run in piece.runs):
        return False
    return not _in_quotes(pieces, index)


def _lone_label(pieces: Sequence[Piece]) -> Title | None:
    """``<u>JAX</u>: [source](…)``: where a label is all there is, it is the title."""
    for index, piece in enumerate(pieces):
        text = clean_title(piece.text.rstrip(" :："))
        marked = piece.runs and piece.runs[0].styles & {"bold", "underline", "code"}
        if piece.link is None and marked and _LABEL.match(text) and index < len(pieces) - 1:
            return Title(index, text, None, 2.5)
    return None


def _score(piece: Piece, pieces: Sequence[Piece], index: int) -> float | None:
    link = piece.link
    if link is None and len(piece.text) > _LONGEST:
        return None
    if link is not None and is_link_word(piece.text):
        return None
    if piece.internal or any("badge" in run.styles or run.image for run in piece.runs):
        return None
    text = clean_title(piece.text)
    words = word_count(text)
    if not _WORD.search(text) or _NUMBER.match(piece.text):
        return None
    if _is_tag(piece, text, link is not None):
        return None
    score = 0.0
    if link is not None:
        score += 4
    elif is_authors(text, italic="italic" in piece.styles) and not (
        index == 0 and _names_then_title(text)
    ):
        return None
    styles = piece.styles
    score += 3 if "bold" in styles else 0
    score += 3.5 if piece.quoted or _in_quotes(pieces, index) else 0
    score -= 3 if _BRACKETED.fullmatch(piece.text) else 0
    score += 1.5 if "italic" in styles and words >= 3 else 0
    score += 0.5 if "underline" in styles else 0
    if score == 0 and "code" not in styles:
        return _plain_score(piece, text, words)
    score += _length_score(words) - 0.01 * index
    if link is None and words < 3 and _followed_by_title(pieces[index + 1 :]):
        score -= 3
    return score


def _in_quotes(pieces: Sequence[Piece], index: int) -> bool:
    """True for a styled piece between the quotation marks of the plain text around it."""
    if not 0 < index < len(pieces) - 1:
        return False
    before, after = pieces[index - 1].text.rstrip(), pieces[index + 1].text.lstrip(" .,")
    return before.endswith(('"', "“", "``")) and after.startswith(('"', "”", "''"))


def _length_score(words: float) -> float:
    if words > 40:
        return -3
    return -1.5 if words < 2 else -0.5 if words < 3 else 1


def _plain_score(piece: Piece, text: str, words: float) -> float | None:
    """Plain text is a title only where nothing better is there and it is no sentence."""
    untagged = _TAGGED.sub("", piece.text) or piece.text
    if words < 2 or words > 45 or untagged.strip().startswith(("(", ",", "- ", "– ")):
        return None
    if _GOES_ON.match(piece.text.strip()):
        return None
    if find_year(text) and word_count(without_dates(text)) < 3:
        return None
    return 1.0 if words >= 3 else 0.3


def _followed_by_title(rest: Sequence[Piece]) -> bool:
    return any(
        word_count(p.text) >= 3
        and (p.link is None or not is_link_word(p.text))
        and not is_authors(clean_title(p.text), italic="italic" in p.styles)
        for p in rest[:2]
    )


def _is_tag(piece: Piece, text: str, linked: bool) -> bool:
    """True for dates, venues, field names and the like that stand in bold, code or brackets."""
    bare = tidy(without_dates(text))
    if not bare or (not linked and is_link_word(text)):
        return True
    if text.endswith(":") or piece.text.rstrip().endswith((":", "：")):
        name = tidy(text).casefold()
        if name in FIELD_WORDS or name in PART_WORDS or word_count(text) <= 4:
            return not linked and not piece.quoted
    if not linked and not piece.quoted and word_count(bare) <= (6 if find_year(text) else 3):
        venue, rest = parse_venue(bare)
        if venue and not rest and VENUE_ACRONYM.search(bare) is not None:
            return True
    return bool(_OTHERS.match(text))


@lru_cache(maxsize=4096)
def is_authors(text: str, *, italic: bool = False) -> bool:
    """True where a text reads as a list of authors rather than as a title."""
    authors = parse_authors(text)
    if authors is None:
        head = _BEHIND_NAMES.split(text, maxsplit=1)[0]
        authors = parse_authors(head) if head != text and len(head) > 8 else None
    if authors is None:
        return False
    if authors.truncated or len(authors.names) > 2:
        return True
    if len(authors.names) == 2:
        return all(len(name.split()) > 1 for name in authors.names) or bool(_TURNED.match(text))
    return italic and is_name(text) and len(text.split()) <= 3


def split_names(text: str) -> tuple[str, str] | None:
    """``A B, C D, and E F, Title of the work, CVPR 2015`` cut behind the last name, or None."""
    parts = re.split(r"(,\s+(?:and\s+)?)", text)
    names = 0
    while 2 * names < len(parts) and _full_names(parts[2 * names]):
        names += 1
    rest = "".join(parts[2 * names :])
    if word_count(rest.split(",")[0]) < 3 or is_name(rest.split(",")[0]):
        return None
    if ". " in rest and _full_names(re.sub(r"^and\s+", "", rest.split(". ")[0])):
        return None
    dated = re.match(r"(.+?)\s*\((?:19|20)\d\d[a-z]?\)", rest)
    if dated and _full_names(dated[1]):
        return None
    people = sum(len(re.split(r"\s+and\s+", part)) for part in parts[: 2 * names : 2])
    titled = any(word.strip(":").casefold() in COMMON_WORDS for word in rest.split(",")[0].split())
    if people == 0 or (people == 1 and not titled and not find_year(rest)):
        return None
    return "".join(parts[: 2 * names - 1]), rest


def _names_then_title(text: str) -> bool:
    """True for ``A B, C D (2020). Title …`` and ``A B, C D, and E F. Title …``."""
    for match in re.finditer(r"(?<=[a-z])\.\s+|(?<=\bal)\.\s+", text):
        head = re.sub(r",?\s+et al$", "", text[: match.start()])
        names = [re.sub(r"^and\s+", "", part) for part in head.split(", ")]
        if all(map(_full_names, names)) and word_count(text[match.end() :]) >= 3:
            return True
    dated = re.match(r"(.{3,400}?)\s*\((?:19|20)\d\d[a-z]?(?:, \w+)?\)[.,:]\s+(.+)", text)
    if dated and word_count(dated[2]) >= 3 and all(map(_full_names, dated[1].split(", "))):
        return True
    if dated and word_count(dated[2]) >= 3 and TURNED_NAMES.fullmatch(dated[1].strip()):
        return True
    return split_names(text) is not None


def _full_names(text: str) -> bool:
    people = re.split(r"\s+and\s+", text)
    return all(is_name(person) and len(person.split()) in (2, 3, 4) for person in people)


def _with_label(piece: Piece) -> tuple[str, str | None]:
    """Title and label of ``**InstructGPT** Training language models…`` and its like.

    A label that is the beginning of the real title stays in it: one before a colon, or one that
    the sentence goes on from in lower case.
    """
    shown = [run for run in piece.runs if run.text.strip()]
    whole = clean_title("".join(run.text for run in piece.runs))
    if len(shown) < 2 or not shown[0].styles & {"bold", "code", "underline"}:
        return whole, None
    if shown[0].styles <= shown[1].styles:
        return whole, None
    label = clean_title(shown[0].text.rstrip(": "))
    rest = "".join(run.text for run in shown[1:])
    if not label or len(label.split()) > 4 or word_count(rest) < 2:
        return whole, None
    if shown[0].text.rstrip().endswith(":") or re.match(r"\s*[:：]", rest):
        return whole, label
    if re.match(r"\s*[a-z]", rest):
        return whole, label
    return clean_title(rest), label


def label_beside(text: str) -> str | None:
    """The label in a text such as ``(NLPO)`` that stands right behind or before a title."""
    match = re.match(r"^\s*[(\[]\s*([^()\[\]]{1,40}?)\s*[)\]]", text)
    if match is None:
        return None
    label = match[1].strip("*_ ")
    if not _LABEL.match(label) or find_year(label) or parse_venue(label)[0] or is_link_word(label):
        return None
    words = label.split()
    if len(words) > 1 and not any(re.search(r"[A-Z].*[A-Z]|\d", word) for word in words):
        return None
    return label if re.search(r"[A-Z]|\d", label) else None
