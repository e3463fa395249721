"""The values that pass from stage to stage: lists → entries → works → files. All are frozen."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from surveybook.problems import Problem


class Kind(StrEnum):
    """What a work is."""

    PAPER = "paper"
    REPORT = "report"
    BLOG = "blog"
    TALK = "talk"
    CODE = "code"
    MODEL = "model"
    DATASET = "dataset"
    COURSE = "course"
    LIST = "list"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class ReadingList:
    """A reading list taken in. ``stem`` names its file and is the ``list`` of its entries."""

    stem: str
    path: str
    title: str = ""
    upstream: str = ""
    revision: str = ""
    licence: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link as a list prints it; ``url`` is empty for a part of a field that is not linked."""

    text: str
    url: str


FieldValue = str | tuple[Link, ...]
"""A labelled extra: plain text, or its parts in order where at least one of them is a link."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a list printed wrong in one field of one item, what is right, and the page that says so.

    ``item`` is the title as the list prints it; ``path`` and ``line`` say where it is written.
    """

    list: str
    item: str
    field: str
    printed: str
    right: str
    reason: str
    source: str
    read: datetime.date
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """What one item of a list claims about one work, with where it stands.

    ``line`` counts from 1; ``section`` is the heading trail below the list's own title;
    ``authors`` are display names (``Given Family``); ``arxiv`` is a bare id without version;
    ``url`` is the main link as printed; ``fields`` are labelled extras under lower-case names.
    """

    list: str
    line: int
    section: tuple[str, ...]
    kind: Kind
    title: str
    label: str | None = None
    authors: tuple[str, ...] = ()
    truncated: bool = False
    year: int | None = None
    venue: str | None = None
    arxiv: str | None = None
    url: str | None = None
    links: tuple[Link, ...] = ()
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    """The corrections that were applied to this entry, so that what was printed stays visible."""


class Reason(StrEnum):
    """Why a link or an item of a list is not part of any entry."""

    BADGE = "badge"
    CONTENTS = "table of contents"
    PLACEHOLDER = "placeholder"
    MAINTAINER = "maintainer"
    FORMAT_EXAMPLE = "format example"
    PICTURE = "picture"
    CROSS_REFERENCE = "reference within the list"
    CITATION_COUNT = "citation count"
    PROSE = "prose"
    NEWS = "news of the list"
    CONTACT = "contact"
    HEADING = "heading"
    UNSAFE = "unsafe address"
    MALFORMED = "malformed address"
    TOO_LONG = "too long to be read"


@dataclass(frozen=True, slots=True)
class Omission:
    """A link or an item of a list that is left out, with the reason."""

    line: int
    text: str
    reason: Reason
    url: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The sum that shows that nothing is lost: every link and block of a list, each counted once.

    ``links`` = ``links_kept`` + ``links_left`` + links without a place, and the same for ``items``.
    """

    links: int = 0
    links_kept: int = 0
    links_left: int = 0
    items: int = 0
    items_kept: int = 0
    items_left: int = 0

    @property
    def adds_up(self) -> bool:
        """True where nothing is without a place."""
        return (
            self.links == self.links_kept + self.links_left
            and self.items == self.items_kept + self.items_left
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one list: its entries, what was left out, and what is wrong."""

    list: ReadingList
    entries: tuple[Entry, ...]
    omissions: tuple[Omission, ...]
    problems: tuple[Problem, ...]
    ledger: Ledger = Ledger()


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """A scheme (arxiv, doi, acl, openreview, github, url) and its value in normal form."""

    scheme: str
    value: str

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


@dataclass(frozen=True, slots=True)
class Name:
    """A person (family, given, particle, suffix) or, with ``literal`` alone, a body."""

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def display(self) -> str:
        """The name as prose prints it: ``Given particle Family, Suffix``."""
        if self.literal:
            return self.literal
        plain = " ".join(part for part in (self.given, self.particle, self.family) if part)
        return f"{plain}, {self.suffix}" if self.suffix else plain


@dataclass(frozen=True, slots=True)
class Source:
    """A page that was read: its address, the day, and the fields it gave."""

    address: str
    read: datetime.date
    gave: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """Where a work was published, from the venue's own record."""

    type: str
    venue: str
    year: int
    short: str = ""
    volume: str = ""
    number: str = ""
    pages: str = ""
    publisher: str = ""
    doi: str = ""
    url: str = ""


class Status(StrEnum):
    """How sure a work's metadata are."""

    VERIFIED = "verified"
    PARTLY = "partly"
    FROM_LIST = "from list"


@dataclass(frozen=True, slots=True)
class Record:
    """Checked metadata of one work (``book/records/works/*.toml``)."""

    path: str
    identifiers: tuple[Identifier, ...]
    kind: Kind
    title: str
    status: Status
    other_titles: tuple[str, ...] = ()
    label: str = ""
    authors: tuple[Name, ...] = ()
    authors_complete: bool = True
    date: str = ""
    """First version: ``2023-05-29``, ``2023-05`` or ``2023``."""
    primary_class: str = ""
    site: str = ""
    licence: str = ""
    missing: str = ""
    note: str = ""
    published: Publication | None = None
    sources: tuple[Source, ...] = ()
    fixed: tuple[str, ...] = ()
    """Fields that a keeper has corrected by hand; no update changes them (``published.year``)."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where a list names a work."""

    list: str
    line: int


@dataclass(frozen=True, slots=True)
class WorkLink:
    """A link of a work under its role: paper, pdf, code, data, model, talk, news, project, …"""

    role: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A value of a field and where it was read (``list:line``, or a record's address)."""

    value: str
    where: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field on which the sources disagree: the value kept, and every claim."""

    field: str
    kept: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """The thing itself, merged from its entries and its record.

    ``venue`` is what readers know it by (``NeurIPS``, ``arXiv``, a site); ``published`` holds the
    full record of the proceedings or journal where one was checked. ``provenance`` says for every
    field where its value was read. ``chapter`` and ``section`` are its home, empty until assigned.
    """

    key: str
    kind: Kind
    title: str
    identifiers: tuple[Identifier, ...] = ()
    label: str | None = None
    other_titles: tuple[str, ...] = ()
    authors: tuple[Name, ...] = ()
    authors_complete: bool = True
    year: int | None = None
    date: str = ""
    venue: str | None = None
    published: Publication | None = None
    arxiv: str | None = None
    primary_class: str = ""
    doi: str | None = None
    url: str | None = None
    links: tuple[WorkLink, ...] = ()
    keywords: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    status: Status = Status.FROM_LIST
    missing: str = ""
    note: str = ""
    sources: tuple[Source, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    chapter: str = ""
    section: str = ""
    aliases: tuple[str, ...] = ()
    """Keys under which the work was published before and which still lead to it."""
    site: str = ""
    licence: str = ""

    @property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """Every place where a list names the work, in the order of the lists."""
        return tuple(Occurrence(entry.list, entry.line) for entry in self.entries)
