"""Venues: the many spellings of a proceedings or journal, and the one we write.

The table is ``venues.toml``; what changes from year to year (the year, ``Thirty-seventh``,
``oral``) is dropped before looking a spelling up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import tomli

from surveybook.names import fold

_TENS = "twent|thirt|fort|fift|sixt|sevent|eight|ninet"
_UNITS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_TEENS = "tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth"
_ORDINAL = re.compile(
    rf"\b(?:\d+ ?(?:st|nd|rd|th)|(?:(?:{_TENS})y )?(?:{_UNITS})|{_TEENS}|nineteenth"
    rf"|(?:{_TENS})ieth)\b"
)
_NOISE = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:to appear|accepted|oral|spotlight|poster|best paper|outstanding paper"
    r"|honou?rable mention|main conference|main track|main|long papers?|short papers?|volume \d+"
    r"|vol \d+|notable top \d+|camera ready|published|in|the|at|of|on|annual|for)\b"
)
_YEAR_TAIL = re.compile(r" ?(?:19|20)?\d\d$")
_PREPRINT = re.compile(r"\b(?:arxiv|corr|preprint|under review|submitted)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Venue:
    """A place where works appear: its short name, its full name, and the record type it gives."""

    short: str
    full: str
    type: str = "inproceedings"


ARXIV = Venue("arXiv", "arXiv", "misc")


def _bare(text: str) -> str:
    """A spelling without what changes from year to year and without little words."""
    plain = fold(text.replace("&", " and "))
    plain = _ORDINAL.sub(" ", plain)
    return " ".join(_NOISE.sub(" ", plain).split())


@cache
def read_venues() -> Mapping[str, Venue]:
    """The packaged table: bare spelling → venue."""
    text = (resources.files(__package__) / "venues.toml").read_text(encoding="utf-8")
    found: dict[str, Venue] = {}
    for row in tomli.loads(text)["venue"]:
        venue = Venue(row["short"], row["full"], row.get("type", "inproceedings"))
        for spelling in (venue.short, venue.full, *row.get("variants", ())):
            found[_bare(spelling)] = venue
    return found


@lru_cache(maxsize=4096)
def find_venue(text: str) -> Venue | None:
    """The venue that a printed spelling names, None where the table does not know it.

    A workshop at a conference is not the conference: only the whole spelling counts.
    """
    bare = _bare(text)
    table = read_venues()
    for form in (bare, _YEAR_TAIL.sub("", bare)):
        if form in table:
            return table[form]
    return ARXIV if is_preprint(text) else None


def is_preprint(text: str) -> bool:
    """True for any way to say that a work is a preprint, on arXiv or awaiting its venue."""
    return bool(_PREPRINT.search(text)) and "workshop" not in text.lower()


@lru_cache(maxsize=4096)
def venue_form(text: str) -> str:
    """What two spellings of one venue share: its short name, or the bare spelling."""
    venue = find_venue(text)
    return venue.short if venue else _bare(text)
