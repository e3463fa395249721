"""A whole list becomes a reading: entries, what was left out and why, and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pybtex.database import BibliographyData, parse_string
from pybtex.exceptions import PybtexError

from surveybook.identifiers import bare_arxiv, bare_doi, is_safe, urlsplit_or_none
from surveybook.model import Entry, Kind, Ledger, Link, Omission, Reading, ReadingList, Reason
from surveybook.problems import Code, Level, Problem
from surveybook.reading.entries import PLACEHOLDERS, all_runs, entry_of, link_of
from surveybook.reading.items import Found, Item, find_items
from surveybook.reading.links import is_badge, picture_reason
from surveybook.reading.runs import Run
from surveybook.reading.text import mend_text
from surveybook.reading.titles import unlatex
from surveybook.reading.tree import Node, parse_tree
from surveybook.reading.words import ARXIV_SPELLING

_TEXT_LENGTH = 80


def parse_list(text: str, source: ReadingList) -> Reading:
    """The reading of one list. Nothing in it raises; what is wrong becomes a problem."""
    root = parse_tree(mend_text(text))
    found = find_items(root)
    items = [item for top in found.items for item in (top, *top.children)]
    pairs = [(item, entry_of(item, source.stem)) for item in items]
    entries = [entry for _, entry in pairs if entry is not None]
    untitled = [item for item, entry in pairs if entry is None]
    cited = [entry for node, trail in found.citations for entry in _cited(node, trail, source.stem)]
    read = [item for item, entry in pairs if entry is not None]
    omissions = [*_left_out(found), *_left_in_items(read), *_untitled(untitled)]
    problems = [*_link_problems(read, source.path), *_unaccounted(root, found, source.path)]
    title = source.title or found.title or source.stem
    return Reading(
        ReadingList(
            source.stem, source.path, title, source.upstream, source.revision, source.licence
        ),
        tuple(sorted((*entries, *cited), key=lambda entry: entry.line)),
        tuple(sorted(omissions, key=lambda left: (left.line, left.reason, left.text, left.url))),
        tuple(sorted(set(problems))),
        _ledger(root, found, read, len(cited)),
    )


def _ledger(root: Node, found: Found, read: Sequence[Item], cited: int) -> Ledger:
    """The sum over the tree's links and blocks, counted apart from how the entries were made."""
    links = {id(n) for n in root.walk() if n.tag == "img" or (n.tag == "a" and "href" in n.attrs)}
    runs = [run for item in read for run in all_runs(item) if run.url is not None]
    kept = {id(run.node) for run in runs if link_of(run) is not None} & links
    left = {id(n) for node, _ in found.left for n in node.walk()}
    left |= {id(n) for run in runs if run.node is not None for n in run.node.walk()}
    left = (left & links) - kept
    inside = {id(n) for run in runs if run.node is not None for n in run.node.walk()} & links
    left |= inside - kept
    entries = len(read) + len(found.citations)
    blocks = len(found.items) + sum(len(i.children) for i in found.items) + len(found.citations)
    return Ledger(
        links=len(links),
        links_kept=len(kept),
        links_left=len(left),
        items=blocks + len(found.left),
        items_kept=entries,
        items_left=blocks - entries + len(found.left),
    )


def _short(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip()
    return text if len(text) <= _TEXT_LENGTH else text[: _TEXT_LENGTH - 1] + "…"


def _left_out(found: Found) -> Iterator[Omission]:
    """An omission for every block left out, and one for every link or picture in it."""
    for node, reason in found.left:
        if _short(node.text()):
            yield Omission(node.line, _short(node.text()), reason)
        for inner in node.walk():
            if inner.tag == "a" and "href" in inner.attrs:
                yield Omission(inner.line, _short(inner.text()), reason, inner.attrs["href"])
            elif inner.tag == "img":
                src = inner.attrs.get("src", "")
                yield Omission(inner.line, inner.attrs.get("alt", ""), picture_reason(src), src)


def _left_in_items(items: Sequence[Item]) -> Iterator[Omission]:
    """The links of items that lead a reader nowhere: badges, placeholders, unsafe addresses."""
    seen: set[int] = set()
    for run in (run for item in items for run in all_runs(item)):
        if run.url is None or id(run.node) in seen or link_of(run) is not None:
            continue
        seen.add(id(run.node))
        yield Omission(run.line, _short(run.text), _reason(run), run.url)


def _reason(run: Run) -> Reason:
    url = (run.url or "").strip()
    if run.image or is_badge(url):
        return picture_reason(url)
    if url.casefold() in PLACEHOLDERS:
        return Reason.PLACEHOLDER
    if url.lower().startswith("mailto:"):
        return Reason.CONTACT
    if re.match(r"^[a-z][a-z0-9+.-]*:", url, re.I) and not is_safe(url):
        return Reason.UNSAFE
    return Reason.CROSS_REFERENCE


def _untitled(items: Sequence[Item]) -> Iterator[Omission]:
    for item in items:
        runs = all_runs(item)
        yield Omission(item.line, _short("".join(run.text for run in runs)), Reason.PROSE)
        for run in runs:
            if run.url is not None:
                yield Omission(run.line, _short(run.text), Reason.PROSE, run.url)


def _link_problems(items: Sequence[Item], path: str) -> Iterator[Problem]:
    for run in (run for item in items for run in all_runs(item)):
        if run.url is None or run.image:
            continue
        if _reason(run) is Reason.UNSAFE and link_of(run) is None:
            yield _warn(path, run.line, Code.UNSAFE_SCHEME, _unsafe(run.url))
        elif urlsplit_or_none(run.url) is None or re.search(r"\s", run.url.strip()):
            yield _warn(path, run.line, Code.BAD_ADDRESS, _malformed(run.url))
        elif (what := _bad_identifier(run.url)) is not None:
            yield _warn(path, run.line, Code.BAD_IDENTIFIER, what)
        elif run.node is not None and run.node.tag != "a" and run.node.tag != "img":
            yield _warn(path, run.line, Code.BROKEN_LINK, _broken(run.url))


def _warn(path: str, line: int, code: Code, message: str) -> Problem:
    return Problem(path, line, Level.WARNING, code, message)


def _unsafe(url: str) -> str:
    scheme = url.split(":", 1)[0]
    return (
        f"the address “{_short(url)}” has the scheme “{scheme}”, which no page of the book links to; "
        "write an http, https or mailto address"
    )


def _malformed(url: str) -> str:
    return f"“{_short(url)}” is no well-formed address; write it without spaces and stray brackets"


def _broken(url: str) -> str:
    return f"the link to {_short(url)} is not closed or has a space; write [text](address)"


def _bad_identifier(url: str) -> str | None:
    bare = url.lower()
    if re.search(r"arxiv\.org/(?:abs|pdf)/", bare) and bare_arxiv(url) is None:
        return f"“{_short(url)}” holds no arXiv id; write https://arxiv.org/abs/ and the id"
    if "//doi.org/" in bare and bare_doi(url) is None:
        return f"“{_short(url)}” holds no DOI; a DOI starts with 10. and has a slash"
    return None


def _unaccounted(root: Node, found: Found, path: str) -> Iterator[Problem]:
    """Links of the tree that are in no item and in no omission: there must be none."""
    known = {
        id(run.node)
        for top in found.items
        for item in (top, *top.children)
        for run in all_runs(item)
    }
    known |= {id(inner) for node, _ in found.left for inner in node.walk()}
    for node in root.walk():
        if node.tag == "a" and "href" in node.attrs and id(node) not in known:
            if any(id(inner) in known for inner in node.walk()):
                continue
            message = f"the link to {_short(node.attrs['href'])} is in no entry and under no reason"
            yield _warn(path, node.line, Code.NOT_ACCOUNTED, message + "; please report this list")


def _cited(node: Node, trail: tuple[str, ...], stem: str) -> Iterator[Entry]:
    """The entries of a citation block (``@misc{…}``) that a list prints about itself."""
    try:
        data: BibliographyData = parse_string(node.text(), "bibtex")
    except (PybtexError, ValueError, KeyError):
        return
    for record in data.entries.values():
        fields = {name.lower(): unlatex(str(value)) for name, value in record.fields.items()}
        people = [str(person) for person in record.persons.get("author", [])]
        if fields.get("title"):
            yield _citation_entry(fields, people, node.line, trail, stem)


def _citation_entry(
    fields: dict[str, str], people: Sequence[str], line: int, trail: tuple[str, ...], stem: str
) -> Entry:
    names = [" ".join(reversed([part.strip() for part in name.split(",", 1)])) for name in people]
    kept = tuple(unlatex(name) for name in names if name.casefold() not in ("others", "other"))
    journal = fields.get("booktitle") or fields.get("journal")
    url = fields.get("url")
    arxiv = bare_arxiv(f"arxiv {fields.get('eprint', '')} {journal or ''} {url or ''}")
    preprint = ARXIV_SPELLING.match(journal) if journal else arxiv
    venue = "arXiv" if preprint else journal
    year = fields.get("year", "")
    return Entry(
        list=stem,
        line=line,
        section=trail,
        kind=Kind.PAPER,
        title=re.sub(r"\s+", " ", fields["title"]).strip(),
        authors=kept,
        truncated=len(kept) < len(people),
        year=int(year) if year.isdecimal() and len(year) == 4 else None,
        venue=venue,
        arxiv=arxiv,
        url=url or (f"https://arxiv.org/abs/{arxiv}" if arxiv else None),
        links=(Link("", url),) if url else (),
    )
