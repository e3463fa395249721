"""Answers: what one service says of one work, in the form in which it is compared."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from surveybook.model import Name, Publication


@dataclass(frozen=True, slots=True)
class Answer:
    """What a service says of one work.

    ``address`` and ``read`` are the page and the day; ``date`` is that of the first version;
    ``doi`` is a published version's, as the service itself names it. The venue of ``published`` is
    spelled as venues.toml does where that knows it, else as printed.
    """

    service: str
    address: str
    read: datetime.date
    title: str
    authors: tuple[Name, ...] = ()
    date: str = ""
    primary_class: str = ""
    doi: str = ""
    published: Publication | None = None

    @property
    def gave(self) -> tuple[str, ...]:
        """The fields that the service gave, in the order of a record."""
        names = ("title", "authors", "date", "primary_class", "doi", "published")
        return tuple(name for name in names if getattr(self, name))


@dataclass(frozen=True, slots=True)
class Answers:
    """All that was learned about one work; a service that was not asked or knew nothing is None."""

    arxiv: Answer | None = None
    crossref: Answer | None = None
    dblp: Answer | None = None

    @property
    def all(self) -> tuple[Answer, ...]:
        """The answers that there are, the first authority first."""
        return tuple(a for a in (self.arxiv, self.crossref, self.dblp) if a is not None)
