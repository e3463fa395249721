"""Author-year labels: ``Rafailov et al., 2023a``, no two works alike.

sphinxcontrib-bibtex prints two works of the same authors and year as the same text; here a letter
after the year tells them apart, in the text, in the bibliography and in the PDF alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from surveybook.names import fold
from surveybook.sphinxext.latextext import plain_text

if TYPE_CHECKING:
    from pybtex.database import Entry, Person

NO_YEAR = "n.d."
_TITLE_WORDS = 5


@dataclass(frozen=True, slots=True)
class Label:
    """The two halves of a citation: who and when."""

    authors: str
    year: str

    def __str__(self) -> str:
        return f"{self.authors}, {self.year}"


def parse_label(text: str) -> Label:
    """The label that ``str`` gave; authors may hold commas, years never do."""
    authors, _, year = text.rpartition(", ")
    return Label(authors, year)


def family(person: Person) -> str:
    """The family name with its particle: ``van der Wal``; a body's whole name."""
    return plain_text(" ".join([*person.prelast_names, *person.last_names]))


def short_authors(entry: Entry) -> str:
    """Who wrote it, as the text says it: ``A``, ``A and B``, ``A et al.``; else the title's start.

    BibTeX's ``and others`` marks a cut list: it becomes ``et al.``, never a person named others.
    """
    persons = entry.persons.get("author") or entry.persons.get("editor") or ()
    if not persons:
        words = plain_text(entry.fields.get("title", entry.key)).split()
        return " ".join(words[:_TITLE_WORDS]) + ("…" if len(words) > _TITLE_WORDS else "")
    if len(persons) > 2 or family(persons[-1]) == "others":
        return f"{family(persons[0])} et al."
    return " and ".join(map(family, persons))


def sort_key(entry: Entry) -> tuple[str, str, str, str]:
    """The order of the bibliography: authors, year, title, key, without accents and case."""
    title = fold(plain_text(entry.fields.get("title", "")))
    return (fold(short_authors(entry)), entry.fields.get("year", ""), title, entry.key)


def assign_labels(entries: Sequence[Entry]) -> tuple[Label, ...]:
    """A label for each entry, in order; those that would be alike get a, b, c … after the year."""
    bare = [Label(short_authors(e), e.fields.get("year", NO_YEAR)) for e in entries]
    clashes = {label for label, count in Counter(bare).items() if count > 1}
    seen: Counter[Label] = Counter()
    return tuple(_apart(label, seen) if label in clashes else label for label in bare)


def _apart(label: Label, seen: Counter[Label]) -> Label:
    letter = _letters(seen[label])
    seen[label] += 1
    return Label(label.authors, f"{label.year}{letter}")


def _letters(index: int) -> str:
    """a … z, then aa, ab …"""
    before, place = divmod(index, 26)
    return (_letters(before - 1) if before else "") + chr(ord("a") + place)


def sort_entries(entries: Iterable[Entry]) -> list[Entry]:
    """Entries in the order of the bibliography."""
    return sorted(entries, key=sort_key)
