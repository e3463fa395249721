"""What is wrong with the links and tables of a list, as problems that say what to do."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from surveybook.identifiers import bare_arxiv, bare_doi
from surveybook.model import Entry, Reason
from surveybook.problems import Code, Level, Problem
from surveybook.reading.endings import ENDLESS
from surveybook.reading.found import Item
from surveybook.reading.item_links import all_runs, is_address, link_of
from surveybook.reading.limits import LONGEST, Unread
from surveybook.reading.mending import MENDED
from surveybook.reading.omissions import reason_of, shorten
from surveybook.reading.runs import Run
from surveybook.reading.tree import Node


def find_faults(items: Sequence[Item], unclosed: Sequence[Node], path: str) -> Iterator[Problem]:
    """The problems of a list's items, and those of its tables and links that are never closed."""
    for node in unclosed:
        if node.tag == "table":
            yield _warn(path, node.line, Code.UNCLOSED_TABLE, _ENDLESS_TABLE)
        elif node.tag == ENDLESS:
            yield _warn(path, node.line, Code.UNCLOSED_BLOCK, _endless_block(node.attrs["begins"]))
        else:
            yield _warn(path, node.line, Code.BROKEN_LINK, _endless_link(node.attrs["href"]))
    for run in (run for item in items for run in all_runs(item)):
        if run.url is not None and not run.image:
            yield from _of_link(run, run.url, path)


def find_cited_faults(entries: Sequence[Entry], path: str) -> Iterator[Problem]:
    """The problems of the entries of citation blocks: addresses that no reader can follow."""
    for entry in entries:
        if isinstance(printed := entry.fields.get("url"), str):
            yield _warn(path, entry.line, Code.BAD_ADDRESS, _malformed(printed))


def find_unread(unread: Iterable[Unread], path: str) -> Iterator[Problem]:
    """The problems of lines and blocks that are too long to be read."""
    for words in unread:
        message = (
            f"what begins here has {words.length:,} characters and is not read; "
            f"{LONGEST:,} are read of a line or a paragraph: give each item a line of its own"
        )
        yield _warn(path, words.line, Code.TOO_LONG, message)


def _of_link(run: Run, url: str, path: str) -> Iterator[Problem]:
    if link_of(run) is None and reason_of(run) is Reason.UNSAFE:
        yield _warn(path, run.line, Code.UNSAFE_SCHEME, _unsafe(url))
    elif run.linked and not is_address(url):
        yield _warn(path, run.line, Code.BAD_ADDRESS, _malformed(url))
    elif (what := _bad_identifier(url)) is not None:
        yield _warn(path, run.line, Code.BAD_IDENTIFIER, what)
    elif run.node is not None and MENDED in run.node.attrs:
        yield _warn(path, run.line, Code.BROKEN_LINK, _broken(url))


def _warn(path: str, line: int, code: Code, message: str) -> Problem:
    return Problem(path, line, Level.WARNING, code, message)


_ENDLESS_TABLE = "the table that begins here is never closed; write </table> behind its last row"


def _endless_block(begins: str) -> str:
    return (
        f"what begins here with {begins} is never closed; it is taken to end before the next "
        "item or heading: close it where it should end"
    )


def _endless_link(url: str) -> str:
    return f"the link to {shorten(url)} is never closed; write </a> behind its text"


def _unsafe(url: str) -> str:
    scheme = url.split(":", 1)[0]
    return (
        f"the address “{shorten(url)}” has the scheme “{scheme}”, which no page of the book "
        "links to; write an http, https or mailto address"
    )


def _malformed(url: str) -> str:
    return (
        f"“{shorten(url)}” is no well-formed address; write https:// and the host, "
        "without blanks and stray brackets"
    )


def _broken(url: str) -> str:
    return f"the link to {shorten(url)} is not closed or has a blank; write [text](address)"


def _bad_identifier(url: str) -> str | None:
    bare = url.lower()
    if ("arxiv.org/abs/" in bare or "arxiv.org/pdf/" in bare) and bare_arxiv(url) is None:
        return f"“{shorten(url)}” holds no arXiv id; write https://arxiv.org/abs/ and the id"
    if "//doi.org/" in bare and bare_doi(url) is None:
        return f"“{shorten(url)}” holds no DOI; a DOI starts with 10. and has a slash"
    return None


def find_unaccounted(
    links: Sequence[Node], placed: Collection[int], path: str
) -> Iterator[Problem]:
    """Links of the tree that are in no item and in no omission: there must be none."""
    for node in links:
        if node.tag == "a" and id(node) not in placed:
            message = (
                f"the link to {shorten(node.attrs['href'])} is in no entry and under no reason"
            )
            yield _warn(path, node.line, Code.NOT_ACCOUNTED, message + "; please report this list")
