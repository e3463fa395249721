"""Dates in text: the year in any printed form, and the text without it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
# A date in any of its printed forms; the year is always a group `y` or the two digits `s`.
DATE = re.compile(
    rf"(?:\b\d{{1,2}}(?:st|nd|rd|th)?[\s.-]*)?\b{MONTHS}[\s.,-]*(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?(?P<m>{_YEAR})\b"
    rf"|(?<![\d.])(?P<d>{_YEAR})[-./年](?:0?[1-9]|1[0-2])(?:[-./月](?:0?[1-9]|[12]\d|3[01])日?)?(?![\d])"
    rf"|(?<![\d.])(?:0?[1-9]|1[0-2])[-/.](?P<b>{_YEAR})(?!\d)"
    rf"|(?<![\d./:])(?P<y>{_YEAR})(?![\d/]|\.\d)"
    rf"|(?<=[A-Za-z\s])['’](?P<s>\d\d)\b"
)
# Page ranges, volumes and issues hold numbers that look like years.
_PAGES = re.compile(
    r"[:,]\s*(?!(?:19|20)\d\d[-–]\d\d\b)\d{1,5}\s*[-–]\s*\d{1,5}\b|\bpp?\.?\s*\d+(?:\s*[-–]+\s*\d+)?"
)
_PAGE_RANGE = re.compile(r"\b(?:pages?|pp?\.?)\s*\d+\s*[-–—]+\s*\d+")
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"))
_BRACKETS = frozenset("()[]{}")
_EMPTY_BRACKETS = re.compile(r"\(\s*[,.;]*\s*\)|\[\s*[,.;]*\s*\]")
# What every date holds; most texts have none of it.
_YEARLIKE = re.compile(r"(?:19[5-9]|20[0-4])\d|['’]\d\d")
TRIM = " \t\n.,;:|·•*-–—/"


def may_hold_date(text: str) -> bool:
    """False where no date can be in a text, as in most."""
    return _YEARLIKE.search(text) is not None


def find_date(text: str) -> re.Match[str] | None:
    """The first date in a text."""
    return DATE.search(text) if may_hold_date(text) else None


@lru_cache(maxsize=4096)
def find_year(text: str) -> int | None:
    """The last year printed in a text, read from any usual form of a date."""
    if not may_hold_date(text):
        return None
    text = _PAGES.sub(" ", text)
    found = list(DATE.finditer(text))
    bracketed = [m for m in found if text[: m.start()].rstrip().endswith("(")]
    return _year_of((bracketed or found)[-1]) if found else None


def _year_of(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if groups["s"]:
        return 2000 + int(groups["s"])
    return int(next(value for value in groups.values() if value))


@lru_cache(maxsize=4096)
def without_dates(text: str) -> str:
    """The text without its dates and the brackets or commas they leave."""
    if may_hold_date(text):
        pages = [match.span() for match in _PAGE_RANGE.finditer(text)]
        text = DATE.sub(lambda date: date[0] if _is_within(date, pages) else " ", text)
    if "(" in text or "[" in text:
        text = _EMPTY_BRACKETS.sub(" ", text)
    return " ".join(text.split())


def _is_within(date: re.Match[str], spans: Sequence[tuple[int, int]]) -> bool:
    return bool(spans) and any(start <= date.start() < end for start, end in spans)


@lru_cache(maxsize=4096)
def tidy(text: str) -> str:
    """One line, single spaces, no separators and no brackets without partner at its ends."""
    text = " ".join(text.split()).strip(TRIM)
    if _BRACKETS.isdisjoint((text[:1], text[-1:])):
        return text
    counts = {sign: text.count(sign) for pair in _PAIRS for sign in pair}
    low, high = 0, len(text)
    while True:
        while low < high and text[low] in TRIM:
            low += 1
        while low < high and text[high - 1] in TRIM:
            high -= 1
        ends = _loose_ends(text[low : low + 1], text[high - 1 : high], counts) if low < high else ""
        if not ends:
            return text[low:high]
        # Counted on, not anew: a million brackets take no longer than a million letters.
        for sign in ends:
            counts[sign] -= 1
        drop_first = ends[0] == text[low]
        low, high = low + drop_first, high - (len(ends) > 1 or not drop_first)


def _loose_ends(first: str, last: str, counts: Mapping[str, int]) -> str:
    """The brackets at the ends of a text that hold nothing together: both, first or last."""
    for opening, closing in _PAIRS:
        if (first, last) == (opening, closing) and counts[opening] == 1:
            return first + last
        if counts[opening] != counts[closing]:
            if first in (opening, closing):
                return first
            if last in (opening, closing):
                return last
    return ""
