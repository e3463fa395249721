"""Where a work appeared: venues by their acronyms, their words, or brackets of their own."""

from __future__ import annotations

import re
from functools import lru_cache

from surveybook.reading.dates import tidy, without_dates
from surveybook.reading.words import ARXIV_SPELLING, VENUE_ACRONYM, has_venue_word

_IN = re.compile(r"^(?:published\s+)?in:?\s+(?=[A-Z])", re.I)
_AT = re.compile(r"^(?:published\s+)?(?:in|at|accepted\s+(?:by|to|at)|to appear in)\s+", re.I)
_THE = re.compile(r"^(?:the)\s+", re.I)
_NUMBER = re.compile(r"[\d.:v]+|\[?\b(?:cs|stat|math|eess)\.[A-Z]{2}\]?")
_NO_WORDS = re.compile(r"arxiv|preprint|x{3,}", re.I)
_THREE_LETTERS = re.compile(r"[^\W\d_]{3}")


@lru_cache(maxsize=4096)
def parse_venue(text: str) -> tuple[str | None, str]:
    """The venue as printed without its year (``arXiv`` however spelt), and what is left."""
    bare = tidy(without_dates(text))
    if not bare:
        return None, ""
    if ARXIV_SPELLING.match(bare):
        rest = tidy(_NUMBER.sub("", ARXIV_SPELLING.sub("", bare)))
        return ("arXiv", rest) if word_like(rest) else ("arXiv", "")
    match = VENUE_ACRONYM.search(bare)
    if match and len(bare) - len(match[0]) <= 45 and not _lower_words(bare, match):
        return _venue_name(bare), ""
    named = _IN.sub("", bare, count=1) if bare[0] in "iIpP" else bare
    if len(named) <= 200 and named[0].isupper() and has_venue_word(named):
        return named, ""
    return None, bare


def word_like(text: str) -> bool:
    """True where a text holds a word, not only numbers and marks of a page."""
    return bool(_THREE_LETTERS.search(_NO_WORDS.sub("", text)))


def _lower_words(text: str, match: re.Match[str]) -> bool:
    """True where the text around an acronym reads like a sentence or a title."""
    around = (text[: match.start()] + " " + text[match.end() :]).split()
    small = [
        w for w in around if w.islower() and w not in ("of", "the", "on", "in", "and", "at", "for")
    ]
    return len(small) > 2 or (len(around) > 6 and not has_venue_word(text))


def _venue_name(text: str) -> str:
    return tidy(_THE.sub("", _AT.sub("", text)))
