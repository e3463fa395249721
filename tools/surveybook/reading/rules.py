"""What each piece of an item says: an ordered table of small rules.

A rule looks at one stretch of text (what stands between two links, or a line of its own), takes
what it knows into the draft and gives back what is left of the text, or None where it does not
apply. A new arrangement is one new rule in ``RULES``, with a case file in ``tests/reading/cases``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from surveybook.model import FieldValue, Link
from surveybook.reading.cleaning import clean_title, reads_as_prose, unlatex, word_count
from surveybook.reading.credits import bracketed_venue, parse_credit
from surveybook.reading.dates import find_year, tidy, without_dates
from surveybook.reading.people import Authors, parse_authors
from surveybook.reading.titles import is_authors, label_beside
from surveybook.reading.venues import parse_venue
from surveybook.reading.words import BODIES, PART_WORDS

_NOTHING = re.compile(r"^\W*(?:none|n/?a|null|tbd|todo|coming soon|unknown|no)?\W*$", re.I)
_NUMBER_TAG = re.compile(
    r"^\s*(?:[\[(]\s*(?:\d{1,4}|[ivx]{1,4}|[A-Z]\d{1,3})\s*[\])]|\d{1,4}[.):]?)(?:\s+|$)"
)
_DAY = re.compile(r"^\s*(\d{4}[-./]\d\d?(?:[-./]\d\d?)?)\b[\s:|,-]*")
_LOOSE_AROUND = re.compile(r'^[\s.,;:|·"“”«»*]+|[\s"“”«»*]+$')
_LOOSE_BEHIND = re.compile(r"[\s\[(|,;·]+$")
_IN_BRACKETS = re.compile(r"[\[(][^\])]*[\])]\W*")
_WORD = re.compile(r"\w")
_LINK_MARK = re.compile(r"(\x00\d+\x00)")
_PART_ENDS = re.compile(r"[,，;、]")
_OWNER = re.compile(r"^[\s)\]]*[-–—]\s*@?([A-Za-z][\w.-]*)[\s)\]|·🤗]*$")
_BRACKETED = re.compile(r"^\s*[\[(【]\s*([^\[\]()【】]{1,60}?)\s*[\])】]")


@dataclass(slots=True)
class Draft:
    """What is known of an entry while its item is read."""

    label: str | None = None
    authors: Authors | None = None
    venue: str | None = None
    year: int | None = None
    arxiv: str | None = None
    fields: dict[str, FieldValue] = field(default_factory=dict)

    def add_field(self, name: str, value: FieldValue) -> None:
        """Keeps a labelled extra; what a list says twice under one name is joined."""
        old = self.fields.get(name)
        if old is None:
            self.fields[name] = value
        elif isinstance(old, str) and isinstance(value, str):
            self.fields[name] = f"{old}; {value}" if value not in old else old
        else:
            self.fields[name] = (*_parts(old), *_parts(value))


def _parts(value: FieldValue) -> tuple[Link, ...]:
    return (Link(value, ""),) if isinstance(value, str) else value


class Place(NamedTuple):
    """Where a stretch stands: before the title, right behind it, after a repository's link, …"""

    before: bool = False
    adjacent: bool = False
    styles: frozenset[str] = frozenset()
    after_repository: bool = False
    own_repository: bool = False
    detail: bool = False
    is_code: bool = False
    labelled: bool = False
    first: bool = False


Rule = Callable[[str, Place, Draft], "str | None"]


def number_tag(text: str, place: Place, _draft: Draft) -> str | None:
    """``[12]``, ``3.``: the number of an item says nothing about the work."""
    match = _NUMBER_TAG.match(text) if place.before and place.first else None
    return text[match.end() :] if match and not find_year(match[0]) else None


def date_tag(text: str, _place: Place, draft: Draft) -> str | None:
    """``[2023/05]``, ``(Oct 2022)`` or a date alone."""
    match = _BRACKETED.match(text) or _DAY.match(text)
    if match is None or find_year(match[1]) is None or without_dates(match[1]).strip(" .,-/'"):
        return None
    draft.year = draft.year or find_year(match[1])
    return text[match.end() :]


def venue_tag(text: str, _place: Place, draft: Draft) -> str | None:
    """``[NeurIPS 2023]``, ``(ICML'22)`` in brackets of their own."""
    match = _BRACKETED.match(text)
    if match is None:
        return None
    venue, rest = parse_venue(match[1])
    if venue is None or rest or word_count(match[1]) > 8:
        venue = bracketed_venue(match[1])
    if venue is None:
        return None
    draft.venue = draft.venue or venue
    draft.year = draft.year or find_year(match[1])
    return text[match.end() :]


def label_behind(text: str, place: Place, draft: Draft) -> str | None:
    """``(NLPO)`` right behind the title."""
    label = label_beside(text) if place.adjacent and draft.label is None else None
    if label is None or (parse_authors(label) is not None and BODIES.match(label)):
        return None
    draft.label = label
    return text[text.index(label) + len(label) :].lstrip(" *_)]")


def publisher_before(text: str, place: Place, draft: Draft) -> str | None:
    """``[Hugging Face] [Title](…)``: who published a post."""
    match = _BRACKETED.match(text) if place.before else None
    if match is None or not (BODIES.match(match[1]) or _is_publisher(match[1])):
        return None
    if re.match(r"\s*[:：]", text[match.end() :]):
        return None
    draft.add_field("publisher", match[1])
    draft.venue = draft.venue or match[1]
    return text[match.end() :]


def _is_publisher(text: str) -> bool:
    words = text.split()
    return 2 <= len(words) <= 5 and all(word[0].isupper() or word == "of" for word in words)


def label_before(text: str, place: Place, draft: Draft) -> str | None:
    """``**WebGPT**:``, ``<u>Label</u>:`` or ``[Label]`` before the title."""
    if not place.before or draft.label is not None:
        return None
    match = _BRACKETED.match(text)
    bare = match[1] if match else tidy(text)
    marked = bool(match) or bool(place.styles) or text.rstrip().endswith((":", "：", "-", "–", "|"))
    if not bare or not marked or len(bare.split()) > 4 or bare.casefold() in PART_WORDS:
        return None
    if find_year(bare) or is_authors(bare) or (parse_venue(bare)[0] and not place.styles):
        return None
    draft.label = clean_title(bare)
    return text[match.end() :] if match else ""


def owner_behind(text: str, place: Place, draft: Draft) -> str | None:
    """``[repository](…) - owner``: who keeps it."""
    match = _OWNER.match(text) if place.after_repository else None
    if match is None:
        return None
    if place.own_repository:
        draft.add_field("organization", match[1])
    return ""


def credit(text: str, place: Place, draft: Draft) -> str | None:
    """Authors, venue and year."""
    if reads_as_prose(text):
        return None
    found = parse_credit(unlatex(text), first=draft.authors is None)
    if (
        found.authors is not None
        and len(found.authors.names) == 1
        and _no_single(place, found.authors)
    ):
        return None
    if found.authors is None and found.venue is None and found.year is None and found.arxiv is None:
        return None
    if found.authors is None and word_count(found.rest) > 12:
        return None
    draft.authors = draft.authors or found.authors
    draft.venue = draft.venue or found.venue
    draft.year = draft.year or found.year
    draft.arxiv = draft.arxiv or found.arxiv
    return found.rest


def _no_single(place: Place, authors: Authors) -> bool:
    """One name alone may be none: a description beside a repository, a label before a title."""
    if authors.truncated:
        return False
    return place.is_code or (place.before and (bool(place.styles) or place.labelled))


def authors_before(text: str, place: Place, draft: Draft) -> str | None:
    """What stands alone before a title that is set off from it is who wrote it, known or not."""
    bare = tidy(text)
    if (
        not place.before
        or draft.authors is not None
        or place.styles
        or not text.rstrip().endswith(".")
    ):
        return None
    if not bare or len(bare.split()) > 4 or not bare[0].isupper():
        return None
    draft.authors = parse_authors(bare, trusted=True)
    return ""


def description(text: str, _place: Place, draft: Draft) -> str | None:
    """Whatever else is said about the work."""
    bare = tidy(unlatex(text))
    if word_count(bare) >= 2 and re.search(r"\w{2}", bare):
        draft.add_field("description", bare)
    return ""


RULES: tuple[Rule, ...] = (
    number_tag,
    date_tag,
    venue_tag,
    label_behind,
    owner_behind,
    publisher_before,
    credit,
    label_before,
    authors_before,
    description,
)


def apply_rules(text: str, place: Place, draft: Draft) -> None:
    """Takes all that a stretch of text says into the draft."""
    text = _LOOSE_AROUND.sub("", text)
    text = _LOOSE_BEHIND.sub("", text)
    if text.endswith((":", "：")) or _IN_BRACKETS.fullmatch(text):
        place = place._replace(labelled=True)
    for _ in range(8):
        if not _WORD.search(text):
            return
        for rule in RULES:
            rest = rule(text, place, draft)
            if rest is not None:
                text = rest
                break


def apply_field(name: str, text: str, links: Sequence[Link], draft: Draft) -> None:
    """Takes a labelled field (``Code: …``, or a table's column) into the draft."""
    name = " ".join(name.split()).casefold()
    part = PART_WORDS.get(name)
    if part == "authors" and not links:
        draft.authors = draft.authors or parse_authors(unlatex(text), trusted=True)
    elif part in ("venue", "year") and not _NOTHING.match(text):
        _venue_field(text, part, draft)
    elif part == "title":
        return
    elif links:
        draft.add_field(name, _linked_parts(text, links))
    elif not _NOTHING.match(text) or re.fullmatch(r"\W*(?:no|yes)\W*", text, re.I):
        draft.add_field(name, re.sub(r"\s+", " ", unlatex(text)).strip(" .,;"))


def _venue_field(text: str, part: str, draft: Draft) -> None:
    venue, rest = parse_venue(text)
    draft.year = draft.year or find_year(text)
    if part == "venue":
        draft.venue = draft.venue or venue or tidy(rest) or None


def _linked_parts(text: str, links: Sequence[Link]) -> tuple[Link, ...]:
    """The parts of a field in order: links, and the texts between them cut at commas."""
    parts: list[Link] = []
    for piece in _LINK_MARK.split(text):
        if _LINK_MARK.fullmatch(piece):
            parts.append(links[int(piece.strip("\x00"))])
        else:
            parts.extend(Link(t, "") for p in _PART_ENDS.split(piece) if (t := tidy(p)))
    return tuple(parts)
