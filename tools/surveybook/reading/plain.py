"""A title that stands in plain text: where it ends, and what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from surveybook.reading.cleaning import word_count
from surveybook.reading.credits import parse_credit
from surveybook.reading.dates import tidy
from surveybook.reading.people import Authors, parse_authors
from surveybook.reading.titles import TURNED_NAMES, is_authors, split_names
from surveybook.reading.words import BODIES


@dataclass(frozen=True, slots=True)
class PlainTitle:
    """The title, the authors where they stand before it, and the other texts around it."""

    title: str
    authors: Authors | None = None
    others: tuple[str, ...] = ()
    lead: str = ""


def split_plain(text: str) -> PlainTitle:
    """Title and the rest of ``Title by A, B. Venue, Year``, ``A, B (2020). Title.`` and their like.

    The ways to cut are tried in order; the first that gives real authors wins, and without any the
    title ends at its first full stop or before a bracket.
    """
    text = re.sub(r"\s+", " ", text).strip()
    tags = re.match(r"^(?:[\[(【][^\])】]{1,30}[\])】][:：]?\s*)+", text)
    lead, body = (tags[0], text[tags.end() :]) if tags and tags.end() < len(text) else ("", text)
    for cut in (_by, _names_first, _authors_first, _authors_behind):
        found = cut(body)
        if found is not None:
            return replace(found, lead=lead)
    title, rest = _first_sentence(body)
    return PlainTitle(title, None, (rest,) if rest.strip() else (), lead)


def _by(text: str) -> PlainTitle | None:
    for match in re.finditer(r",?\s+by:?\s+", text):
        credit = parse_credit(text[match.end() :])
        if credit.authors is None or not _sound(credit.authors):
            continue
        if word_count(text[: match.start()]) >= 1:
            return PlainTitle(text[: match.start()], None, (text[match.end() :],))
    return None


def _sound(authors: Authors) -> bool:
    """False where a name holds the end of a sentence, as in ``Step by Step. Ann Lee``."""
    first = authors.names[0]
    whole = " " in first or authors.truncated or BODIES.match(first)
    return bool(whole) and not re.search(r"[^\W\d_]{3,}\.\s", first)


def _names_first(text: str) -> PlainTitle | None:
    """``A B, C D, and E F, Title, Venue Year``."""
    found = split_names(text)
    authors = parse_authors(found[0]) if found else None
    if found is None or authors is None:
        return None
    title, rest = _first_sentence(found[1])
    return PlainTitle(title, authors, (rest,) if rest else ())


def _authors_first(text: str) -> PlainTitle | None:
    """``A, B and C (2020). Title. Venue`` and ``A, B. Title. Venue, 2020``."""
    dated = re.match(r"^(.{3,400}?)[\s,]*\(?((?:19|20)\d\d)[a-z]?(?:, \w+)?\)?[.,:]\s+(.+)$", text)
    names = dated[1].strip() if dated else ""
    credited = is_authors(names) or TURNED_NAMES.fullmatch(names)
    if dated and credited and (authors := parse_authors(names)):
        title, rest = _first_sentence(dated[3])
        return PlainTitle(title, authors, tuple(p for p in (dated[2], rest) if p))
    for match in re.finditer(r"(?<![A-Z])\.\s+|(?<=al)\.,?\s+|(?<=al\.):\s+", text):
        head = text[: match.start()]
        authors = parse_authors(head)
        if (
            authors is not None
            and is_authors(head)
            and (len(authors.names) > 1 or authors.truncated)
        ):
            title, rest = _first_sentence(text[match.end() :])
            return PlainTitle(title, authors, (rest,) if rest else ())
    return None


def _authors_behind(text: str) -> PlainTitle | None:
    """``Title. A, B. Venue``, ``Title - A, B``, ``Title (A et al., 2020)``, ``Title, A et al.``"""
    for match in re.finditer(r"[.?!]\s+|\s[-–—|·]\s|\s\((?=[A-Z])|,\s+(?=[A-Z])", text):
        head, tail = text[: match.end()].rstrip(" (-–—|·,"), text[match.end() :]
        if word_count(head) < 2 or is_authors(head):
            continue
        credit = parse_credit(tail.rstrip(")"))
        if credit.authors is None or not (
            len(credit.authors.names) > 1 or credit.authors.truncated
        ):
            continue
        if match[0].startswith(",") and not credit.authors.truncated:
            continue
        return PlainTitle(head, None, (tail.rstrip(")"),))
    return None


def _first_sentence(text: str) -> tuple[str, str]:
    """The title up to its full stop, or up to a bracket or dash behind which a credit stands."""
    for match in re.finditer(r"\.\s+(?=[A-Z(\[])|\s+(?=[(\[])|\s[-–—|]\s|,\s+(?=[A-Z])|\.$", text):
        head, tail = text[: match.start()], text[match.end() :]
        if word_count(head) < 2 and tail:
            continue
        credit = parse_credit(tidy(tail))
        if match[0].startswith("."):
            if not re.search(r"\b(?:vs|al|St|Dr|[A-Z])$", head):
                return head, tail
        elif match[0].startswith(","):
            if not credit.rest and (credit.venue is not None or credit.year is not None):
                return head, tail
        elif credit.venue is not None or credit.year is not None or credit.authors is not None:
            return head, tail
    return text, ""
