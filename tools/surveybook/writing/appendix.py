"""The appendices as values: what became of every item, and what the lists can mend."""

from __future__ import annotations

import textwrap
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveybook.identifiers import is_safe
from surveybook.model import Conflict, Correction, Entry, Omission, Reading, ReadingList, Work
from surveybook.writing.catalogue import ListName, title_link
from surveybook.writing.markdown import escape, escape_title, link
from surveybook.writing.references import site_name

LONGEST_VALUE = 400


@dataclass(frozen=True, slots=True)
class Part:
    """The items of a list under one heading trail, each as a line of Markdown."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """What the book says of one list; every text is Markdown."""

    label: str
    title: str
    facts: tuple[str, ...]
    parts: tuple[Part, ...]
    omissions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mend:
    """Something a list's keepers can mend: where, in which field, printed, right, and why."""

    line: int
    work: str
    field: str
    printed: str
    right: str
    why: str


@dataclass(frozen=True, slots=True)
class MendPage:
    """What one list has wrong (``corrections``) or otherwise than the sources (``conflicts``)."""

    title: str
    label: str
    corrections: tuple[Mend, ...]
    conflicts: tuple[Mend, ...]


def make_list_pages(
    works: Sequence[Work], readings: Sequence[Reading], lists: Mapping[str, ListName]
) -> tuple[ListPage, ...]:
    """A page part for each list, with every entry led to its work and every omission counted."""
    places = _places(works)
    return tuple(
        ListPage(
            label=lists[reading.list.stem].label,
            title=escape(lists[reading.list.stem].title),
            facts=_facts(reading),
            parts=_parts(reading, places),
            omissions=_omissions(reading.omissions),
        )
        for reading in readings
    )


def _facts(reading: Reading) -> tuple[str, ...]:
    source = reading.list
    facts = [
        ("Upstream", _upstream(source)),
        ("Revision", escape(source.revision)),
        ("Licence", escape(source.licence) or "not stated"),
        ("Items read as entries", str(len(reading.entries))),
        ("Items and links left out, with their reasons below", str(len(reading.omissions))),
    ]
    return tuple(f"{name}: {value}" for name, value in facts if value)


def _upstream(source: ReadingList) -> str:
    """A repository written ``owner/name`` leads to GitHub; an address leads where it says."""
    text = source.upstream
    if not text:
        return "not known"
    if is_safe(text):
        return link(text.partition("://")[2] or text, text)
    is_repository = text.count("/") == 1 and " " not in text
    return link(text, f"https://github.com/{text}") if is_repository else escape(text)


Places = Mapping[tuple[str, int], Sequence[tuple[Entry, Work]]]


def _places(works: Sequence[Work]) -> Places:
    places: dict[tuple[str, int], list[tuple[Entry, Work]]] = defaultdict(list)
    for work in sorted(works, key=lambda work: work.key):
        for entry in work.entries:
            places[entry.list, entry.line].append((entry, work))
    return places


def _parts(reading: Reading, places: Places) -> tuple[Part, ...]:
    """The entries in the list's order, gathered under their heading trails."""
    parts: dict[tuple[str, ...], list[str]] = {}
    for entry in reading.entries:
        parts.setdefault(entry.section, []).append(_item(entry, places))
    return tuple(
        Part(" › ".join(escape(heading) for heading in trail), tuple(lines))
        for trail, lines in parts.items()
    )


def _item(entry: Entry, places: Places) -> str:
    works = _works_of(entry, places.get((entry.list, entry.line), ()))
    shown = ", ".join(dict.fromkeys(title_link(work) for work in works))
    return f"line {entry.line}: {shown or escape_title(entry.title) + ' (no work)'}"


def _works_of(entry: Entry, here: Sequence[tuple[Entry, Work]]) -> list[Work]:
    """The work of an entry: by title where several stand on the line, as corrections change it."""
    same = [work for other, work in here if other.title == entry.title]
    return same or [work for other, work in here if other.url == entry.url] or [w for _, w in here]


def _omissions(omissions: Sequence[Omission]) -> tuple[str, ...]:
    """For each reason how many items and links it left out, and their lines."""
    by_reason: dict[str, list[int]] = defaultdict(list)
    for omission in omissions:
        by_reason[omission.reason.value].append(omission.line)
    return tuple(
        f"{escape(reason)}: {len(lines)} ({_lines(lines)})"
        for reason, lines in sorted(by_reason.items())
    )


def _lines(lines: Sequence[int]) -> str:
    """``line 3``, ``lines 3, 5–8``."""
    runs: list[list[int]] = []
    for line in sorted(set(lines)):
        if runs and line == runs[-1][-1] + 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    texts = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return f"{'line' if len(set(lines)) == 1 else 'lines'} {', '.join(texts)}"


def make_mend_pages(
    works: Sequence[Work],
    readings: Sequence[Reading],
    lists: Mapping[str, ListName],
    corrections: Sequence[Correction],
) -> tuple[MendPage, ...]:
    """For each list what to mend, by line; lists with nothing to mend are there and say so."""
    places = _places(works)
    return tuple(
        MendPage(
            escape(lists[stem].title),
            lists[stem].label,
            tuple(_sorted(_corrections(reading, corrections, places))),
            tuple(_sorted(_conflicts(stem, works))),
        )
        for reading in readings
        for stem in [reading.list.stem]
    )


def _sorted(mends: Iterator[Mend]) -> list[Mend]:
    return sorted(set(mends), key=lambda m: (m.line, m.field, m.printed, m.work))


def _corrections(
    reading: Reading, corrections: Sequence[Correction], places: Places
) -> Iterator[Mend]:
    for correction in corrections:
        if correction.list != reading.list.stem:
            continue
        entry = next((e for e in reading.entries if e.title == correction.item), None)
        works = _works_of(entry, places.get((entry.list, entry.line), ())) if entry else []
        read = f"{link(site_name(correction.source), correction.source)}, read"
        yield Mend(
            entry.line if entry else 0,
            title_link(works[0]) if works else escape_title(correction.item),
            escape(correction.field),
            _shown(correction.printed),
            _shown(correction.right),
            f"{escape(correction.reason)} ({read} {correction.read.isoformat()})",
        )


def _conflicts(stem: str, works: Sequence[Work]) -> Iterator[Mend]:
    for work in works:
        for conflict in work.conflicts:
            for claim in conflict.claims:
                list_name, _, line = claim.where.rpartition(":")
                if list_name == stem and line.isdigit() and claim.value != conflict.kept:
                    yield Mend(
                        int(line),
                        title_link(work),
                        escape(conflict.field),
                        _shown(claim.value),
                        _shown(conflict.kept),
                        _kept_from(conflict, work),
                    )


def _shown(value: str) -> str:
    """A value for a cell; of a very long one (hundreds of authors) the beginning."""
    return escape_title(textwrap.shorten(value, LONGEST_VALUE, placeholder=" …")) or "nothing"


def _kept_from(conflict: Conflict, work: Work) -> str:
    """Where the kept value was read."""
    where = work.provenance.get(conflict.field, "")
    where = where or next((c.where for c in conflict.claims if c.value == conflict.kept), "")
    address = where.removeprefix("correction: ")
    return link(site_name(address), address) if is_safe(address) else escape(where)
