"""Dates in text: the year in any printed form, and the text without it."""

from __future__ import annotations

import re

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
TRIM = " \t\n.,;:|·•*-–—/"


def find_year(text: str) -> int | None:
    """The last year printed in a text, read from any usual form of a date."""
    text = _PAGES.sub(" ", text)
    found = list(DATE.finditer(text))
    bracketed = [m for m in found if re.search(r"\(\s*$", text[: m.start()])]
    return _year_of((bracketed or found)[-1]) if found else None


def _year_of(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if groups["s"]:
        return 2000 + int(groups["s"])
    return int(next(value for value in groups.values() if value))


def without_dates(text: str) -> str:
    """The text without its dates and the brackets or commas they leave."""
    pages = [match.span() for match in _PAGE_RANGE.finditer(text)]
    bare = DATE.sub(
        lambda m: m[0] if any(start <= m.start() < end for start, end in pages) else " ", text
    )
    bare = re.sub(r"\(\s*[,.;]*\s*\)|\[\s*[,.;]*\s*\]", " ", bare)
    return re.sub(r"\s+", " ", bare).strip()


def tidy(text: str) -> str:
    """One line, single spaces, no separators and no brackets without partner at its ends."""
    text = re.sub(r"\s+", " ", text).strip(TRIM)
    for opening, closing in ("()", "[]", "{}"):
        if text.startswith(opening) and text.endswith(closing) and text.count(opening) == 1:
            return tidy(text[1:-1])
        if text.startswith((opening, closing)) and text.count(opening) != text.count(closing):
            return tidy(text[1:])
        if text.endswith((opening, closing)) and text.count(opening) != text.count(closing):
            return tidy(text[:-1])
    return text
