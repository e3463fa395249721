"""The links of an item: all its runs, and those of them that lead a reader to a page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from surveybook.identifiers import is_safe, urlsplit_or_none
from surveybook.model import Link
from surveybook.reading.found import Item
from surveybook.reading.links import is_badge
from surveybook.reading.runs import Line, Run

_BRACKETS_AROUND = re.compile(r"^[\[(\s]+|[\])\s]+$")
PLACEHOLDERS = frozenset(
    {"", "none", "null", "link", "url", "tbd", "todo", "paper link", "n/a", "-"}
)


def all_runs(item: Item) -> list[Run]:
    """Every run of an item, in order."""
    lines: list[Line] = list(item.head)
    if item.row is not None:
        lines = [line for cell in item.row.cells if not cell.spanned for line in cell.lines]
    lines += [line for detail in item.details for line in detail]
    return [run for line in lines for run in line]


def field_text(line: Line, *, first: int = 0) -> tuple[str, tuple[Link, ...]]:
    """A field's text in which each link is a mark numbered from ``first``, and the links."""
    links: list[Link] = []
    parts: list[str] = []
    for run in line:
        link = link_of(run)
        if link is not None:
            parts.append(f"\x00{first + len(links)}\x00")
            links.append(link)
        elif not run.image:
            parts.append(run.text)
    return "".join(parts), tuple(links)


def link_of(run: Run) -> Link | None:
    """The link of a run, where it leads a reader to a page."""
    return _link_of(run) if run.url is not None else None


@lru_cache(maxsize=1 << 16)
def _link_of(run: Run) -> Link | None:
    if not run.linked or run.url is None or run.url.strip().casefold() in PLACEHOLDERS:
        return None
    if not is_safe(run.url) or not has_host(run.url) or is_badge(run.url):
        return None
    return Link(_link_text(run.text), run.url)


def has_host(url: str) -> bool:
    """True where an address names a host (``https://``, ``mailto:`` and ``//`` alone name none)."""
    parts = urlsplit_or_none(url)
    return parts is not None and bool(parts[1])


def is_address(url: str) -> bool:
    """True where an address has a scheme and a host and no blank in it."""
    if len(url.split()) > 1 or not is_safe(url):
        return False
    return url.lower().startswith("mailto:") or has_host(url)


def _link_text(text: str) -> str:
    text = " ".join(text.split())
    return _BRACKETS_AROUND.sub("", text) if text[:1] in ("[", "(") else text


def links_of(runs: Iterable[Run]) -> tuple[Link, ...]:
    """The links of runs in order; the runs of one link are joined."""
    links: list[Link] = []
    last: object = None
    for run in runs:
        link = link_of(run)
        if link is None:
            last = None
        elif run.node is not None and run.node is last:
            links[-1] = Link(_link_text(f"{links[-1].text}{run.text}"), link.url)
        else:
            links.append(link)
            last = run.node
    return tuple(links)
