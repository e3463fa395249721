"""Author, venue and year lines: which part of a line is which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from surveybook.identifiers import bare_arxiv
from surveybook.reading.dates import find_date, find_year, may_hold_date, tidy, without_dates
from surveybook.reading.people import Authors, is_turned_list, parse_authors
from surveybook.reading.venues import parse_venue
from surveybook.reading.words import BODIES, has_venue_word, may_say_where

# An unknown venue beside a year: an acronym, perhaps with a word behind it.
_SHORT_VENUE = re.compile(r"[A-Z][\w/&-]*[A-Z][\w/&-]*(?:[\s/'’-]+\w+){0,2}")
_BRACKETED_CREDIT = re.compile(r"^\s*\(([^()]*(?:\bet al|(?:19|20)\d\d)[^()]*)\)\s*(?=\()")

_ENDS_OF_NAMES = re.compile(
    r"(?<![A-Z])(?<!\bal)(?<!\bJr)\.\s+|\bal\.?,?\s+|\bothers\.?\s+|\s[-–—|·]\s|:\s"
)
# Where a line can be cut, how much of it can be venue and date, and how long one of a thousand
# names is: a line of ten megabytes is none.
_MOST_CUTS = 50
_LONGEST_TAIL = 500
_LONGEST = 50_000
_AL_JOINED = re.compile(r"\b(al\.)(?=\w)")
_ARXIV_NUMBER = re.compile(
    r"\b(?:arXiv|abs)[\s:,]*\d{4}\.\d{4,5}(?:v\d+)?(?:\s*\[[\w.-]+\])?", re.I
)
_ARXIV_TWICE = re.compile(r"(?:\barXiv(?:\s+preprint)?\b[\s:,]*){2,}", re.I)
_ALL_IN_BRACKETS = re.compile(r"\([^()]*\)")
_BRACKETS_LAST = re.compile(r"\(([^()]*)\)[\s.]*$")
_NAMES_WITH_INITIALS = re.compile(r"(?:^|,\s|by\s)[^\W\d_][\w'’ -]+(?:\s[A-Z])+(?=,|\.)")
_BEHIND_INITIAL = re.compile(r"\.(?<=\s[A-Z]\.)\s+")


@dataclass(frozen=True, slots=True)
class Credit:
    """What a piece of text says about authors, venue and year; ``rest`` is what it says besides."""

    authors: Authors | None = None
    venue: str | None = None
    year: int | None = None
    arxiv: str | None = None
    rest: str = ""


@lru_cache(maxsize=4096)
def parse_credit(text: str, *, first: bool = True) -> Credit:
    """Authors, venue and year of a line such as ``A, B and C. arXiv, 2023``.

    With ``first`` false (authors are already known) what is left is read as a venue.
    """
    if len(text) > _LONGEST:
        return Credit(rest=text)
    text = text.replace("*", " ")
    if "al." in text:
        text = _AL_JOINED.sub(r"\1 ", text)
    if found := _BRACKETED_CREDIT.match(text):
        # What stands in brackets of its own behind a credit is a remark on the work.
        return replace(parse_credit(found[1], first=first), rest=tidy(text[found.end() :]))
    text, plain, arxiv = _without_number(text)
    year = find_year(text)
    if not first:
        venue, rest = parse_venue(plain)
        return Credit(None, venue, year, arxiv, rest)
    for head, tail in _cuts(plain):
        authors = parse_authors(head)
        if authors is None:
            continue
        venue, rest = parse_venue(tail)
        if venue is None and rest and (_can_be_venue(rest, tail) or _ends_list(authors, rest)):
            venue, rest = rest, ""
        if not rest:
            return Credit(authors, venue, year, arxiv, "")
    venue, rest = parse_venue(plain)
    if venue is None and year is not None and _SHORT_VENUE.fullmatch(rest):
        venue, rest = rest, ""
    return Credit(None, venue, year, arxiv, rest)


def _without_number(text: str) -> tuple[str, str, str | None]:
    """The text without the arXiv number in it, the same with `arXiv` only once, and the id."""
    lower = text.lower()
    if "arxiv" not in lower and "abs" not in lower:
        return text, text, None
    arxiv = bare_arxiv(text) if "arxiv" in lower else None
    text = _ARXIV_NUMBER.sub("arXiv", text)
    return text, _ARXIV_TWICE.sub("arXiv ", text), arxiv


def bracketed_venue(text: str) -> str | None:
    """The venue in brackets of its own with a year (``COLLING 2022``), known or not."""
    bare = tidy(without_dates(text))
    words = bare.split()
    if find_year(text) is None or not 1 <= len(words) <= 6 or parse_authors(bare) is not None:
        return None
    return (
        bare
        if all(w[0].isupper() or w in ("of", "on", "the", "and", "in") for w in words)
        else None
    )


def _ends_list(authors: Authors, rest: str) -> bool:
    """After ``et al.`` a single word says where the work appeared."""
    return authors.truncated and len(rest.split()) == 1


def _can_be_venue(rest: str, tail: str) -> bool:
    """After an author list and a full stop or a year, a short capitalised text is the venue."""
    return (
        len(rest) <= 80
        and rest[:1].isupper()
        and (find_date(tail) is not None or bool(BODIES.match(rest)) or has_venue_word(rest))
    )


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    """Ways to cut a line into authors and the rest, the most likely first."""
    text = text.strip()
    if _ALL_IN_BRACKETS.fullmatch(text):
        text = text[1:-1]
    bare = _BRACKETS_LAST.sub(r". \1", text)
    for match in islice(_ENDS_OF_NAMES.finditer(bare), _MOST_CUTS):
        is_mark = match[0].strip(" .") in ("", "-", "–", "—", "|", "·", ":")
        keep = 0 if is_mark else len(match[0].rstrip())
        yield bare[: match.start() + keep], bare[match.end() :]
    # Names such as `Shoham Y` end in initials, so a full stop behind one may end the list.
    initials = list(islice(_BEHIND_INITIAL.finditer(bare), _MOST_CUTS))
    if initials and _NAMES_WITH_INITIALS.search(bare):
        for found in initials:
            # In `Family, Given T.` it closes the initial as well.
            at = found.start() + is_turned_list(bare[: found.start()])
            yield bare[:at], bare[found.end() :]
    yield from _cuts_at_commas(bare)
    if dated := find_date(bare):
        yield bare[: dated.start()], bare[dated.start() :]
    yield bare, ""


def _may_say_where_or_when(text: str) -> bool:
    """False for most lines of nothing but names, of which no comma has to be tried."""
    text = " ".join(text.split())
    return "(" in text or "[" in text or may_hold_date(text) or may_say_where(text)


def _cuts_at_commas(text: str) -> Iterator[tuple[str, str]]:
    """The commas behind which nothing but venue and date stands, from the last one on."""
    if text.count(",") > 2 and not _may_say_where_or_when(text):
        return
    at = text.rfind(",")
    while at >= 0 and len(text) - at <= _LONGEST_TAIL + 1:
        tail = text[at + 1 :]
        venue, rest = parse_venue(tail)
        if venue or BODIES.match(rest) or (not rest and find_year(tail)):
            yield text[:at], tail
        at = text.rfind(",", 0, at)
