"""A witness: one entry or record as evidence for a work, in the form in which it is compared."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from surveybook.identifiers import bare_arxiv, bare_doi, parse_identifier
from surveybook.merging.authors import family_of, parse_author
from surveybook.merging.words import folded
from surveybook.model import Entry, Identifier, Kind, Link, Name, Record

PAPER_SCHEMES = frozenset({"arxiv", "doi", "acl", "openreview"})
_SAME_THING = re.compile(
    r"^\W*(?:(?:full |the )?paper|pdf|arxiv|abs|abstract|openreview|doi|acl(?: anthology)?"
    r"|preprint|html|link|url|proceedings|publication)s?(?: link| pdf)?\W*$|^\W*arxiv\b|^\W*doi\b",
    re.IGNORECASE,
)
_PROJECT = re.compile(
    r"^\W*(?:project|home\s?page|website|web|site|code|repo|repository|model|link|demo)"
)
_ROW_COLUMN = re.compile(
    r"^\W*(?:organi[sz]ation|institut|compan|developer|affiliation|publisher|creator|lab\b"
    r"|param|size|model size|open[ -]?source|licen[cs]e|release|context|base model|backbone)"
)
_PAPER_KINDS = frozenset({Kind.PAPER, Kind.REPORT, Kind.OTHER})


@dataclass(frozen=True, slots=True)
class Witness:
    """What one entry or one record says, folded for comparing."""

    index: int
    kind: Kind
    titles: tuple[str, ...]
    label: str
    names: tuple[Name, ...]
    families: tuple[str, ...]
    identifiers: tuple[Identifier, ...]
    has_address: bool
    entry: Entry | None = None
    record: Record | None = None

    @property
    def is_loose(self) -> bool:
        """True where names cannot contradict: none are given, or family names or bodies only."""
        return not any(name.given for name in self.names)

    @property
    def is_paper(self) -> bool:
        """True where an identifier or the kind says that it is a paper."""
        return self.kind in (Kind.PAPER, Kind.REPORT) or any(
            identifier.scheme in PAPER_SCHEMES for identifier in self.identifiers
        )

    @property
    def place(self) -> str:
        """Where it stands: ``list:line``, or the record's path."""
        if self.entry is not None:
            return f"{self.entry.list}:{self.entry.line}"
        return self.record.path if self.record is not None else ""


@lru_cache(maxsize=1 << 18)
def identify(url: str) -> Identifier | None:
    """`parse_identifier`, with arXiv's own DOI read as the arXiv id it stands for."""
    identifier = parse_identifier(url)
    if identifier is not None and identifier.scheme == "doi":
        arxiv = bare_arxiv(identifier.value)
        return Identifier("arxiv", arxiv) if arxiv else identifier
    return identifier


def own_identifiers(entry: Entry) -> tuple[Identifier, ...]:
    """The identifiers by which an entry names its own work, each once.

    They come from ``arxiv``, the main ``url`` and links that say the same thing in another form.
    Links of labelled fields, news and talks are about the work, so they do not identify it.
    """
    found: dict[Identifier, None] = {}
    if entry.arxiv and (arxiv := bare_arxiv(f"arxiv:{entry.arxiv}")):
        found[Identifier("arxiv", arxiv)] = None
    for address in _own_addresses(entry):
        identifier = identify(address)
        if identifier is not None:
            found[identifier] = None
    for value in map(entry.fields.get, ("doi", "DOI")):
        if isinstance(value, str) and (doi := bare_doi(value)):
            found[identify(f"https://doi.org/{doi}") or Identifier("doi", doi)] = None
    return tuple(found)


def _own_addresses(entry: Entry) -> Iterator[str]:
    if entry.url:
        yield entry.url
    # A repository's or model card's link "paper" leads to another work: the paper about it.
    if entry.kind in _PAPER_KINDS or not entry.url:
        in_fields = {link.url for link in field_links(entry, paper=False)}
        for link in entry.links:
            if link.url not in in_fields and _SAME_THING.search(link.text):
                yield link.url
        yield from (link.url for link in field_links(entry, paper=True))


def field_links(entry: Entry, *, paper: bool) -> Iterator[Link]:
    """The links of an entry's fields that give the paper itself, or those of all other fields."""
    for name, value in entry.fields.items():
        if isinstance(value, tuple) and bool(_SAME_THING.search(name)) == paper:
            yield from (link for link in value if link.url)


def is_row(entry: Entry) -> bool:
    """True for a row of a table of models: of kind model, with columns such as organization."""
    return entry.kind is Kind.MODEL and any(
        _ROW_COLUMN.search(name.lower()) for name in entry.fields
    )


def row_identifiers(entry: Entry) -> tuple[tuple[Identifier, ...], tuple[Identifier, ...]]:
    """What a row of a table of models points to: its papers, and its project pages."""
    papers = [identify(link.url) for link in field_links(entry, paper=True)]
    if entry.arxiv:
        papers.append(Identifier("arxiv", entry.arxiv))
    projects = [
        identify(link.url)
        for name, value in entry.fields.items()
        if isinstance(value, tuple) and _PROJECT.search(name.lower())
        for link in value
        if link.url
    ]
    main = identify(entry.url) if entry.url else None
    (papers if main and main.scheme in PAPER_SCHEMES else projects).append(main)
    return _each_once(papers), _each_once(projects)


def _each_once(found: Iterable[Identifier | None]) -> tuple[Identifier, ...]:
    return tuple(dict.fromkeys(item for item in found if item is not None))


def entry_witness(index: int, entry: Entry) -> Witness:
    """An entry as a witness."""
    names = tuple(parse_author(author) for author in entry.authors)
    return Witness(
        index,
        entry.kind,
        (folded(entry.title),),
        folded(entry.label or ""),
        names,
        tuple(map(family_of, names)),
        own_identifiers(entry),
        bool(entry.url or entry.arxiv),
        entry=entry,
    )


def record_witness(index: int, record: Record) -> Witness:
    """A record as a witness, with every title it knows."""
    return Witness(
        index,
        record.kind,
        tuple(dict.fromkeys(map(folded, (record.title, *record.other_titles)))),
        folded(record.label),
        record.authors,
        tuple(map(family_of, record.authors)),
        record.identifiers,
        True,
        record=record,
    )
