"""Fields: the entries and the record of one group → one work, each value with its provenance.

A record's value wins over every entry; among entries each field has its own rule for the best one.
What the sources disagree on is kept by ``conflicts.py``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from surveybook.identifiers import identifier_url, is_safe, normal_url
from surveybook.merging.authors import fullness, parse_author
from surveybook.merging.groups import Group, entry_place, record_place
from surveybook.merging.links import merge_links
from surveybook.merging.venues import find_venue, is_preprint, venue_form
from surveybook.merging.words import STOP_WORDS, folded, squeezed
from surveybook.model import (
    Entry,
    Identifier,
    Kind,
    Link,
    Name,
    Publication,
    Record,
    Work,
)

_SPECIFIC = (
    Kind.COURSE,
    Kind.TALK,
    Kind.DATASET,
    Kind.MODEL,
    Kind.LIST,
    Kind.CODE,
    Kind.BLOG,
    Kind.REPORT,
    Kind.PAPER,
    Kind.OTHER,
)
_SPECIFIC_PAPER = (Kind.REPORT, Kind.PAPER)
_KEYWORD_FIELDS = ("keyword", "keywords")
_SEPARATORS = re.compile(r"[,，、;；\n]")


def work_of(group: Group) -> Work:
    """The work of one group; its key, chapter and section are still empty."""
    where: dict[str, str] = {}
    record = group.record
    title = _title(group, where)
    authors, complete = _authors(group, where)
    arxiv = _identifier(group, "arxiv", where)
    kind = _kind(group, where)
    label = _label(group, title, where)
    year = _year(group, where)
    published = _published(record, where)
    doi = _doi(group, where)
    _name_places(record, where)
    work = Work(
        key="",
        kind=kind,
        title=title,
        identifiers=group.identifiers,
        label=label,
        other_titles=_other_titles(group, title),
        authors=authors,
        authors_complete=complete,
        year=year,
        venue=_venue(group, published, arxiv, where),
        published=published,
        arxiv=arxiv,
        doi=doi,
        url=_url(group, where),
        links=merge_links((*group.entries, *group.rows), group.identifiers),
        keywords=keywords_of(group.entries),
        entries=group.all_entries,
        provenance=where,
    )
    return work if record is None else _from_record(work, record)


def _name_places(record: Record | None, where: dict[str, str]) -> None:
    """Where the fields were read that only a record can give."""
    for name in ("date", "primary_class", "site", "licence"):
        if record is not None and getattr(record, name):
            where[name] = record_place(record, name)


def _from_record(work: Work, record: Record) -> Work:
    """The work with the fields that only a record can give."""
    return replace(
        work,
        date=record.date,
        primary_class=record.primary_class,
        site=record.site,
        licence=record.licence,
        status=record.status,
        missing=record.missing,
        note=record.note,
        sources=record.sources,
    )


def is_cased(title: str) -> bool:
    """True where a title is written with capitals, not as a sentence or all lower case."""
    words = [
        w for w in title.split()[1:] if len(w) > 3 and w[0].isalpha() and w.lower() != w.upper()
    ]
    words = [w for w in words if w.lower() not in STOP_WORDS]
    return not words or 2 * sum(w[0].isupper() for w in words) > len(words)


def _title(group: Group, where: dict[str, str]) -> str:
    if group.record is not None:
        where["title"] = record_place(group.record, "title")
        return group.record.title
    best = max(group.voices, key=lambda entry: (is_cased(entry.title), len(entry.title)))
    where["title"] = entry_place(best, "title")
    return best.title


def _other_titles(group: Group, title: str) -> tuple[str, ...]:
    """Earlier or differing titles: those the record knows, or those that the entries print."""
    if group.record is not None:
        return group.record.other_titles
    found = {folded(title): title}
    for entry in group.entries:
        found.setdefault(folded(entry.title), entry.title)
    return tuple(list(found.values())[1:])


def _kind(group: Group, where: dict[str, str]) -> Kind:
    if group.record is not None:
        where["kind"] = record_place(group.record, "kind")
        return group.record.kind
    kinds = {entry.kind for entry in reversed(group.voices)}
    is_paper = any(i.scheme in ("arxiv", "acl", "doi", "openreview") for i in group.identifiers)
    order = (*_SPECIFIC_PAPER, *_SPECIFIC) if is_paper else _SPECIFIC
    kind = next(kind for kind in order if kind in kinds)
    where["kind"] = next(entry_place(e, "kind") for e in group.voices if e.kind is kind)
    return kind


def _label(group: Group, title: str, where: dict[str, str]) -> str | None:
    """The record's label, else the one most entries print, else a table row's name of the model."""
    if group.record is not None and group.record.label:
        where["label"] = record_place(group.record, "label")
        return group.record.label
    printed = [(entry.label, entry) for entry in group.voices if entry.label]
    printed = printed or [(row.title, row) for row in group.rows if group.voices != group.rows]
    if not printed:
        return None
    counts = Counter(squeezed(label) for label, _ in printed)
    label, entry = max(printed, key=lambda pair: counts[squeezed(pair[0])])
    if squeezed(label) == squeezed(title):
        return None
    where["label"] = entry_place(entry, "label")
    return label


def _authors(group: Group, where: dict[str, str]) -> tuple[tuple[Name, ...], bool]:
    if group.record is not None and group.record.authors:
        where["authors"] = record_place(group.record, "authors")
        return group.record.authors, group.record.authors_complete
    lists = [
        (entry, tuple(map(parse_author, entry.authors))) for entry in group.voices if entry.authors
    ]
    if not lists:
        return _body(group, where), True
    longest_cut = max((len(names) for entry, names in lists if entry.truncated), default=0)
    best, names = max(lists, key=lambda pair: fullness(pair[0], pair[1], longest_cut))
    where["authors"] = entry_place(best, "authors")
    return names, not best.truncated


def _body(group: Group, where: dict[str, str]) -> tuple[Name, ...]:
    """Where nobody is named: who keeps the repository or published the post."""
    for entry in group.voices:
        for name in ("organization", "publisher"):
            value = entry.fields.get(name)
            if isinstance(value, str) and value:
                where["authors"] = entry_place(entry, name)
                return (Name(literal=value),)
    return ()


def _year(group: Group, where: dict[str, str]) -> int | None:
    record = group.record
    if record is not None and record.published is not None:
        where["year"] = record_place(record, "published")
        return record.published.year
    if record is not None and record.date:
        where["year"] = record_place(record, "date")
        return int(record.date[:4])
    printed = [(entry.year, entry) for entry in group.voices if entry.year]
    if not printed:
        return None
    counts = Counter(year for year, _ in printed)
    year, entry = min(printed, key=lambda pair: (-counts[pair[0]], pair[0]))
    where["year"] = entry_place(entry, "year")
    return year


def _published(record: Record | None, where: dict[str, str]) -> Publication | None:
    if record is None or record.published is None:
        return None
    where["published"] = record_place(record, "published")
    venue = find_venue(record.published.venue)
    if venue is None:
        return record.published
    short = record.published.short or venue.short
    return replace(record.published, venue=venue.full, short=short)


def _venue(
    group: Group, published: Publication | None, arxiv: str | None, where: dict[str, str]
) -> str | None:
    """Where it was published, else a venue that a list prints, else arXiv, else its site."""
    if published is not None:
        where["venue"] = where["published"]
        return published.short or published.venue
    printed = [(entry.venue, entry) for entry in group.voices if entry.venue]
    real = [pair for pair in printed if not is_preprint(pair[0])]
    if real:
        counts = Counter(venue_form(venue) for venue, _ in real)
        venue, entry = max(real, key=lambda pair: counts[venue_form(pair[0])])
        where["venue"] = entry_place(entry, "venue")
        known = find_venue(venue)
        return known.short if known else venue
    if arxiv or printed:
        where["venue"] = where.get("arxiv") or entry_place(printed[0][1], "venue")
        return "arXiv" if arxiv or venue_form(printed[0][0]) == "arXiv" else printed[0][0]
    site = group.record.site if group.record is not None else ""
    if site:
        where["venue"] = where["site"]
    return site or None


def _identifier(group: Group, scheme: str, where: dict[str, str]) -> str | None:
    found = next((i for i in group.identifiers if i.scheme == scheme), None)
    if found is None:
        return None
    where[scheme] = group.place_of(found, scheme)
    return found.value


def _doi(group: Group, where: dict[str, str]) -> str | None:
    """The publisher's DOI, else one that an entry or the record's identifiers give."""
    if group.record is not None and group.record.published and group.record.published.doi:
        where["doi"] = record_place(group.record, "published")
        return group.record.published.doi
    return _identifier(group, "doi", where)


def _url(group: Group, where: dict[str, str]) -> str | None:
    """The landing page: of the main identifier, or the address that the entries print."""
    main = group.identifiers[0] if group.identifiers else None
    if main is not None:
        where["url"] = group.place_of(main, "url")
        return _printed_host(group, main)
    for entry in group.voices:
        if entry.url and is_safe(entry.url):
            where["url"] = entry_place(entry, "url")
            return entry.url
    return None


def _printed_host(group: Group, main: Identifier) -> str:
    """The identifier's page; ``www`` and a repository's capitals as they are printed."""
    page = identifier_url(main)
    if main.scheme not in ("github", "url"):
        return page
    printed = [entry.url for entry in group.all_entries if entry.url]
    printed += [s.address for s in group.record.sources] if group.record else []
    same = [url for url in printed if normal_url(url) == normal_url(page)]
    if main.scheme == "github":
        return _repository(same) or page
    with_www = any(re.match(r"https?://www\.", url, re.IGNORECASE) for url in same)
    return page.replace("https://", "https://www.", 1) if with_www else page


def _repository(printed: Sequence[str]) -> str | None:
    """A repository's front page with its name in the capitals that most printings use."""
    found = [re.match(r"https?://(?:www\.)?(github\.com/[^/]+/[^/?#]+)", url) for url in printed]
    forms = Counter(match[1].removesuffix(".git") for match in found if match)
    return f"https://{max(forms, key=lambda form: (forms[form], form))}" if forms else None


def keywords_of(entries: Sequence[Entry]) -> tuple[str, ...]:
    """The keywords of all entries, split at commas, each once however it is capitalised."""
    found: dict[str, str] = {}
    for entry in entries:
        for name in _KEYWORD_FIELDS:
            for word in _split_keywords(entry.fields.get(name, "")):
                if folded(word) and folded(word) != "none":
                    found.setdefault(folded(word), word)
    return tuple(found.values())


def _split_keywords(value: str | tuple[Link, ...]) -> Iterator[str]:
    texts = [value] if isinstance(value, str) else [link.text for link in value]
    for text in texts:
        for part in _SEPARATORS.split(text):
            yield " ".join(part.split()).rstrip(".")
