"""A whole list becomes a reading: entries, what was left out and why, and what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from surveybook.model import Entry, Ledger, Reading, ReadingList, Reason
from surveybook.reading.citations import cited_entries
from surveybook.reading.entries import entry_of
from surveybook.reading.faults import (
    find_cited_faults,
    find_faults,
    find_unaccounted,
    find_unread,
)
from surveybook.reading.found import Item
from surveybook.reading.item_links import all_runs, link_of
from surveybook.reading.items import find_items
from surveybook.reading.limits import cut_lines
from surveybook.reading.mending import mend_links
from surveybook.reading.omissions import omit_blocks, omit_items, omit_links, omit_unread
from surveybook.reading.text import mend_text
from surveybook.reading.tree import Node, parse_tree


def parse_list(text: str, source: ReadingList) -> Reading:
    """The reading of one list. Nothing in it raises; what is wrong becomes a problem."""
    kept, long_lines = cut_lines(text)
    root, unclosed, long_words = parse_tree(mend_text(kept))
    unread = (*long_lines, *long_words)
    mend_links(root)
    found = find_items(root)
    items = [item for top in found.items for item in (top, *top.children)]
    pairs = [(item, entry_of(item, source.stem)) for item in items]
    read = [item for item, entry in pairs if entry is not None]
    untitled = [item for item, entry in pairs if entry is None]
    cited = [
        (node, tuple(cited_entries(node, trail, source.stem))) for node, trail in found.citations
    ]
    left = [*found.left, *_left_of_citations(cited)]
    from_blocks = [entry for _, made in cited for entry in made]
    entries = [*(entry for _, entry in pairs if entry is not None), *from_blocks]
    omissions = [*omit_blocks(left), *omit_links(read), *omit_items(untitled), *omit_unread(unread)]
    links = _links_in(root)
    placed = _placed(items, left)
    problems = [
        *find_faults(read, unclosed, source.path),
        *find_unread(unread, source.path),
        *find_cited_faults(from_blocks, source.path),
        *find_unaccounted(links, placed, source.path),
    ]
    return Reading(
        replace(source, title=source.title or found.title or source.stem),
        tuple(sorted(entries, key=lambda entry: entry.line)),
        tuple(sorted(omissions, key=lambda left: (left.line, left.reason, left.text, left.url))),
        tuple(sorted(set(problems))),
        _ledger(links, placed, items, left, len(entries), len(untitled) + len(unread)),
    )


def _links_in(root: Node) -> list[Node]:
    """The links and pictures of a tree."""
    return [n for n in root.walk() if n.tag == "img" or (n.tag == "a" and "href" in n.attrs)]


def _placed(items: Sequence[Item], left: Sequence[tuple[Node, Reason]]) -> set[int]:
    """Every node, by its identity, that is in an item or is left out with a reason."""
    nodes = [run.node for item in items for run in all_runs(item) if run.node is not None]
    nodes += [node for node, _ in left]
    # The words of one node may be many runs.
    once = {id(node): node for node in nodes}
    return {id(inner) for node in once.values() for inner in node.walk()}


Cited = Sequence[tuple[Node, tuple[Entry, ...]]]


def _left_of_citations(cited: Cited) -> list[tuple[Node, Reason]]:
    """Blocks that look like a citation and give no entry, and links within those that do."""
    left: list[tuple[Node, Reason]] = []
    for node, made in cited:
        inner = [n for n in node.walk() if n.tag in ("a", "img")] if made else [node]
        left += [(n, Reason.FORMAT_EXAMPLE) for n in inner]
    return left


def _ledger(
    found: Sequence[Node],
    placed: set[int],
    items: Sequence[Item],
    left: Sequence[tuple[Node, Reason]],
    entries: int,
    left_out: int,
) -> Ledger:
    """The sum over the tree's links and blocks, counted apart from how the entries were made."""
    links = set(map(id, found))
    kept = {id(run.node) for item in items for run in all_runs(item) if link_of(run)} & links
    return Ledger(
        links=len(links),
        links_kept=len(kept),
        links_left=len((placed & links) - kept),
        items=entries + left_out + len(left),
        items_kept=entries,
        items_left=left_out + len(left),
    )
