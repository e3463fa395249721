"""Record + answers → record: what is taken, what is left, and what contradicts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from surveybook.merging.agreement import same_work
from surveybook.merging.witnesses import record_witness
from surveybook.merging.words import folded
from surveybook.model import Identifier, Kind, Record, Source, Status
from surveybook.problems import Code, Level, Problem
from surveybook.updating.answers import Answer, Answers
from surveybook.updating.people import fill_names, join_authors
from surveybook.updating.publishing import take_publication
from surveybook.updating.targets import Target

READ_AT_ARXIV = ("title", "authors", "date", "primary_class")


@dataclass(frozen=True, slots=True)
class Updated:
    """A record after an update, and what the answers gave cause to say."""

    record: Record
    problems: tuple[Problem, ...] = ()


def draft_record(target: Target, path: str) -> Record:
    """The record of a work that has none: what the lists say, to be held against the answers."""
    kind = Kind.PAPER if target.kind is Kind.OTHER else target.kind
    return Record(
        path,
        target.identifiers,
        kind,
        target.title,
        Status.FROM_LIST,
        target.other_titles,
        target.label,
        target.authors,
        authors_complete=False,
    )


def fill_record(target: Target, path: str, answers: Answers) -> Updated | None:
    """A new record from the answers; None where arXiv gave none.

    What the lists say is only held against the answers: the record has nothing that was not read.
    """
    draft, paper = draft_record(target, path), answers.arxiv
    if paper is None:
        return None
    if not is_about(paper, draft):
        return Updated(draft, (contradiction(draft, paper),))
    own = tuple(item for item in target.identifiers if item.scheme == "arxiv")
    bare = Record(path, own, draft.kind, paper.title, Status.FROM_LIST, authors_complete=False)
    return refresh_record(bare, answers)


def refresh_record(record: Record, answers: Answers) -> Updated:
    """A record with what the answers give; where an answer contradicts, nothing of it is taken.

    Fields that ``fixed`` names stay as they are, and a record that is verified stays so.
    """
    problems: list[Problem] = []
    taken: list[Answer] = []
    new = record
    # Crossref and DBLP are held against what arXiv has just said too: it may be a new title.
    for answer in answers.all:
        if not is_about(answer, new):
            problems.append(contradiction(new, answer))
            continue
        taken.append(answer)
        if answer is answers.arxiv:
            new = _take_paper(new, answer)
    paper = answers.arxiv if answers.arxiv in taken else None
    new = _take_names(new, taken)
    new, said = take_publication(new, taken)
    new = keep_fixed(record, _raise_status(record, new, paper, taken))
    new = _with_sources(record, new, taken)
    return Updated(new, (*problems, *said, *_settle(new, paper)))


def is_about(answer: Answer, record: Record) -> bool:
    """True where an answer is about the record's work: one title, or an old one by the same."""
    claimed = replace(
        record,
        title=answer.title,
        other_titles=(),
        label="",
        authors=answer.authors,
    )
    one, other = record_witness(0, record), record_witness(1, claimed)
    # What is shared is a paper's identifier; the rule asks for its scheme only.
    return same_work(one, other, Identifier("arxiv", ""))


def contradiction(record: Record, answer: Answer) -> Problem:
    """The problem of a title at the identifier that is not the record's.

    A DOI that only arXiv's authors typed is no fault of the record: it is a warning, and not taken.
    """
    if answer.service != "arXiv" and not _names_doi(record, answer.doi):
        message = (
            f"arXiv's record leads to {answer.address}, where {answer.service} says "
            f"“{answer.title}”, but the work is “{record.title}”; nothing of that was taken"
        )
        return Problem(record.path, 0, Level.WARNING, Code.RECORD_CONTRADICTS, message)
    message = (
        f"{answer.service} says that the identifier belongs to “{answer.title}” "
        f"({answer.address}), but the work is “{record.title}”; if that is another title of this "
        "work, add it to other_titles of the record; if not, mend the identifier, for a list's "
        "in records/corrections.toml"
    )
    return Problem(record.path, 0, Level.ERROR, Code.RECORD_CONTRADICTS, message)


def _names_doi(record: Record, doi: str) -> bool:
    published = record.published.doi.lower() if record.published is not None else ""
    return bool(doi) and (doi == published or Identifier("doi", doi) in record.identifiers)


def _take_paper(record: Record, paper: Answer) -> Record:
    """What arXiv says; where a work is first of all something else, only what is missing."""
    is_main = record.identifiers[0].scheme == "arxiv"
    new = replace(record, primary_class=paper.primary_class or record.primary_class)
    if is_main and "title" not in record.fixed:
        new = _retitled(new, paper.title)
    if is_main or not record.authors:
        authors = join_authors(record.authors, paper.authors, kept_whole=record.authors_complete)
        whole = record.authors_complete or len(authors) >= len(paper.authors)
        new = replace(new, authors=authors, authors_complete=whole)
    if is_main or not record.date:
        new = replace(new, date=paper.date)
    return new


def _retitled(record: Record, title: str) -> Record:
    """The record under its present title; an old one that is more than a spelling is kept."""
    if title == record.title or title in record.other_titles:
        return record
    kept = [old for old in (record.title, *record.other_titles) if folded(old) != folded(title)]
    return replace(record, title=title, other_titles=tuple(kept))


def _take_names(record: Record, answers: list[Answer]) -> Record:
    """Given names written out where another page of the same work prints them in full."""
    authors = record.authors
    for answer in answers:
        authors = fill_names(authors, answer.authors)
    return replace(record, authors=authors)


def _raise_status(old: Record, new: Record, paper: Answer | None, answers: list[Answer]) -> Record:
    """Verified where every field was read at its own page in this run, and nothing is open."""
    is_read = paper is not None and set(READ_AT_ARXIV) <= set(paper.gave)
    if old.status is Status.VERIFIED or not is_read or old.identifiers[0].scheme != "arxiv":
        return new
    is_confirmed = any(answer.published is not None for answer in answers)
    is_open = not is_confirmed if new.published is not None else bool(old.missing)
    if not is_open:
        return replace(new, status=Status.VERIFIED, missing="")
    return replace(new, status=Status.PARTLY)


def keep_fixed(old: Record, new: Record) -> Record:
    """The new record with every field that a keeper has fixed as it was."""
    whole = {name for name in old.fixed if "." not in name}
    if "authors" in whole:
        whole.add("authors_complete")
    new = replace(new, **{name: getattr(old, name) for name in whole})
    parts = [name.partition(".")[2] for name in old.fixed if "." in name]
    if new.published is not None and old.published is not None:
        kept = {name: getattr(old.published, name) for name in parts}
        new = replace(new, published=replace(new.published, **kept))
    return new


def _with_sources(old: Record, new: Record, answers: list[Answer]) -> Record:
    """The pages that were read, each once; the day moves only where the record changes."""
    sources = list(new.sources)
    for answer in answers:
        source = Source(answer.address, answer.read, answer.gave)
        at = next((i for i, s in enumerate(sources) if s.address == source.address), None)
        if at is None:
            sources.append(source)
        elif new != old or sources[at].gave != source.gave:
            sources[at] = source
    return replace(new, sources=tuple(sources))


def _settle(record: Record, paper: Answer | None) -> list[Problem]:
    """A word to the keeper where all that can be read was read, but the record says it is open."""
    if paper is None or record.status is not Status.PARTLY or not record.missing:
        return []
    message = (
        "title, authors, date and class were read at arXiv, but the status stays partly because "
        f"`missing` says “{record.missing}”; where that is settled, clear it and set the status"
    )
    return [Problem(record.path, 0, Level.NOTE, Code.RECORD_PARTLY, message)]
