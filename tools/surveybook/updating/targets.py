"""Targets: the works whose records are to be filled or refreshed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveybook.model import Identifier, Kind, Name, Record, Work


@dataclass(frozen=True, slots=True)
class Target:
    """A work to be asked for: its key, and what the lists say of it, to be held against answers."""

    key: str
    identifiers: tuple[Identifier, ...]
    title: str
    kind: Kind = Kind.PAPER
    other_titles: tuple[str, ...] = ()
    label: str = ""
    authors: tuple[Name, ...] = ()


def choose_targets(
    works: Sequence[Work], keys: Sequence[str] = (), aliases: Mapping[str, str] | None = None
) -> tuple[tuple[Target, ...], tuple[str, ...]]:
    """The targets for the named works (for all where no key is given), and keys of no work."""
    known = {work.key: work for work in works}
    wanted = [(aliases or {}).get(key, key) for key in keys] or list(known)
    chosen = [known[key] for key in dict.fromkeys(wanted) if key in known]
    unknown = [key for key, name in zip(keys, wanted, strict=False) if name not in known]
    return tuple(map(target_of, chosen)), tuple(unknown)


def target_of(work: Work) -> Target:
    """A work as a target, with every title that a list prints for it."""
    titles = (*work.other_titles, *(entry.title for entry in work.entries))
    own = Identifier("arxiv", work.arxiv) if work.arxiv else None
    identifiers = dict.fromkeys([own] if own else [])
    identifiers |= dict.fromkeys(i for i in work.identifiers if own is None or i.scheme != "arxiv")
    return Target(
        work.key,
        tuple(i for i in identifiers if i is not None),
        work.title,
        work.kind,
        tuple(dict.fromkeys(title for title in titles if title != work.title)),
        work.label or "",
        work.authors,
    )


def arxiv_of(record: Record | None, target: Target) -> str:
    """The arXiv id of a work, empty where it has none; the record's goes first."""
    known = (*(record.identifiers if record is not None else ()), *target.identifiers)
    return next((item.value for item in known if item.scheme == "arxiv"), "")


def doi_of(record: Record | None, named_by_arxiv: str) -> str:
    """The DOI of a work's published version: the record's own, else what arXiv's record names.

    Empty where none is known. A DOI that only a list prints is nobody's record of the work.
    """
    if record is not None and record.published is not None and record.published.doi:
        return record.published.doi.lower()
    own = record.identifiers if record is not None else ()
    return next((item.value for item in own if item.scheme == "doi"), named_by_arxiv)


def record_of(target: Target, records: Mapping[Identifier, Record]) -> Record | None:
    """The record that shares an identifier with a target, the target's main one first."""
    return next((records[item] for item in target.identifiers if item in records), None)
