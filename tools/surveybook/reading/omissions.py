"""What is left out of the entries, and the reason for each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from surveybook.identifiers import SAFE_SCHEMES
from surveybook.model import Omission, Reason
from surveybook.reading.found import Item
from surveybook.reading.item_links import PLACEHOLDERS, all_runs, link_of
from surveybook.reading.limits import Unread
from surveybook.reading.links import is_badge, picture_reason
from surveybook.reading.runs import Run
from surveybook.reading.tree import Node

SHOWN = 80
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)


def shorten(text: str) -> str:
    """A text on one line, cut where it is long."""
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def omit_blocks(left: Iterable[tuple[Node, Reason]]) -> Iterator[Omission]:
    """An omission for every block left out, and one for every link or picture in it."""
    for node, reason in left:
        if text := shorten(node.text()):
            yield Omission(node.line, text, reason)
        for inner in node.walk():
            if inner.tag == "a" and "href" in inner.attrs:
                yield Omission(inner.line, shorten(inner.text()), reason, inner.attrs["href"])
            elif inner.tag == "img":
                src = inner.attrs.get("src", "")
                yield Omission(inner.line, inner.attrs.get("alt", ""), picture_reason(src), src)


def omit_links(items: Sequence[Item]) -> Iterator[Omission]:
    """The links of items that lead a reader nowhere: badges, placeholders, unsafe addresses."""
    seen: set[int] = set()
    for run in (run for item in items for run in all_runs(item)):
        if run.url is None or id(run.node) in seen or link_of(run) is not None:
            continue
        seen.add(id(run.node))
        yield Omission(run.line, shorten(run.text), reason_of(run), run.url)


def reason_of(run: Run) -> Reason:
    """Why a link is none that a reader can follow."""
    url = (run.url or "").strip()
    if run.image or is_badge(url):
        return picture_reason(url)
    if url.casefold() in PLACEHOLDERS:
        return Reason.PLACEHOLDER
    if url.lower().startswith("mailto:"):
        return Reason.CONTACT
    scheme = _SCHEME.match(url)
    if scheme and scheme[1].lower() not in SAFE_SCHEMES:
        return Reason.UNSAFE
    return Reason.MALFORMED if run.linked else Reason.CROSS_REFERENCE


def omit_unread(unread: Iterable[Unread]) -> Iterator[Omission]:
    """Lines and blocks that are too long to be read."""
    for words in unread:
        yield Omission(words.line, shorten(words.start) or "…", Reason.TOO_LONG)


def omit_items(items: Sequence[Item]) -> Iterator[Omission]:
    """Items that have no title after all, and their links."""
    for item in items:
        runs = all_runs(item)
        yield Omission(item.line, shorten("".join(run.text for run in runs)), Reason.PROSE)
        for run in runs:
            if run.url is not None:
                yield Omission(run.line, shorten(run.text), Reason.PROSE, run.url)
