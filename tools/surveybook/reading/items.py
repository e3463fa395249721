"""Which blocks of a list are items, under which headings, and why the others are not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from surveybook.model import Reason
from surveybook.reading import accept
from surveybook.reading.blocks import (
    BOXES,
    HEADINGS,
    LISTS,
    as_blocks,
    block_lines,
    bullets_below,
    bullets_of,
    item_lines,
    item_parts,
    own_block,
    summary_of,
)
from surveybook.reading.found import Found, Item, Walk
from surveybook.reading.links import bare_heading
from surveybook.reading.runs import Line, source_lines
from surveybook.reading.tables import rows_of, words_outside
from surveybook.reading.tree import Node


def find_items(root: Node) -> Found:
    """All items of a list's tree, in order, each with its heading trail."""
    found = Found()
    _localise(root)
    _walk_blocks(root, Walk(found))
    return found


def _localise(root: Node) -> None:
    """Links to the list's own headings by their full address become links within the list."""
    nodes = list(root.walk())
    slugs = {_slug(node.text()) for node in nodes if node.tag in HEADINGS}
    for node in nodes:
        if node.tag != "a" or "#" not in node.attrs.get("href", ""):
            continue
        base, _, fragment = node.attrs["href"].partition("#")
        if base and fragment.lower() in slugs:
            node.attrs["href"] = f"#{fragment}"


def _slug(text: str) -> str:
    """A heading's anchor as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")


def _walk_blocks(parent: Node, walk: Walk) -> None:
    blocks = as_blocks(parent)
    for number, block in enumerate(blocks):
        if block.tag in HEADINGS:
            _heading(block, walk, blocks[number + 1 : number + 3])
        elif block.tag in LISTS:
            _list(block, walk)
        elif block.tag == "li":
            _list(Node("ul", block.line, children=[block]), walk)
        elif block.tag == "table":
            _table(block, walk)
        elif block.tag == "pre":
            _code_block(block, walk)
        elif block.tag in BOXES:
            _box(block, walk)
        else:
            _paragraph(block, walk)


def _names_work(lines: tuple[Line, ...], following: Sequence[Node]) -> bool:
    """A heading is an item where it links a work, or all that stands below it is such a link."""
    if accept.heading_item(lines):
        return True
    below = [block_lines(block) for block in following if block.tag == "p"]
    alone = len(following) < 2 or following[1].tag in HEADINGS
    return bool(below) and following[0].tag == "p" and alone and accept.titled(lines, below[0])


def _heading(node: Node, walk: Walk, following: Sequence[Node] = ()) -> None:
    level = int(node.tag[1])
    lines = block_lines(node)
    walk.last, walk.lead, walk.under_item = None, "", False
    if walk.reason is None and _names_work(lines, following):
        walk.headings = [(at, text) for at, text in walk.headings if at < level]
        walk.add(Item(node.line, walk.trail, lines))
        walk.under_item = True
        return
    walk.leave(node, Reason.HEADING)
    text = re.sub(r"\s+", " ", node.text()).strip()
    if level == 1 and not walk.titled and not walk.headings:
        walk.titled, walk.found.title = True, bare_heading(text) or text
        return
    walk.headings = [(at, above) for at, above in walk.headings if at < level] + [(level, text)]


def _box(node: Node, walk: Walk) -> None:
    summary = summary_of(node)
    if summary is None:
        _walk_blocks(node, walk)
        return
    walk.leave(summary, Reason.HEADING)
    text = re.sub(r"\s+", " ", summary.text()).strip()
    if walk.last is not None and re.match(
        r"\W*(abstract|tl;?dr|summary|bibtex|citation)\b", text, re.I
    ):
        for block in as_blocks(node):
            walk.leave(block, Reason.PROSE)
        return
    kept = list(walk.headings)
    if bare_heading(text):
        walk.headings = [*kept, (7, text)]
    _walk_blocks(node, walk)
    walk.headings = kept


def _code_block(node: Node, walk: Walk) -> None:
    walk.last = None
    if re.match(r"\s*(?:%.*\n\s*)*@\w+\s*\{", node.text()):
        walk.found.citations.append((node, walk.trail))
    else:
        walk.leave(node, Reason.FORMAT_EXAMPLE)


def _paragraph(node: Node, walk: Walk) -> None:
    lines = block_lines(node)
    if not lines:
        return
    reason = walk.reason
    if reason is not None:
        walk.leave(node, reason)
        return
    split = source_lines(lines)
    if accept.each_is_item(split):
        for line in split:
            walk.add(Item(line[0].line, walk.trail, (line,)))
    elif accept.paragraph(lines, in_intro=not walk.headings):
        walk.add(Item(node.line, walk.trail, lines))
    elif walk.last is not None and accept.continues(lines):
        walk.extend_last(lines)
    else:
        walk.leave(node, accept.prose_reason(lines))
        walk.last, walk.lead = None, node.text()


def _list(node: Node, walk: Walk) -> None:
    items = [(item, *item_parts(item)) for item in bullets_of(node)]
    mostly = sum(accept.is_work(lines) for _, lines, _ in items) * 2 > len(items)
    for item, lines, rest in items:
        _list_item(item, lines, rest, walk, mostly)
    walk.lead = ""
    others = [c for c in node.children if not (isinstance(c, Node) and c.tag == "li")]
    _walk_blocks(Node("div", node.line, children=others), walk)


def _list_item(
    node: Node, lines: tuple[Line, ...], rest: Sequence[Node], walk: Walk, mostly: bool
) -> None:
    reason = walk.reason or accept.list_reason(lines, walk.lead, in_intro=not walk.headings)
    if reason is not None:
        walk.leave(node, reason)
        return
    if walk.under_item and walk.last is not None and accept.is_field(lines):
        walk.extend_last(lines)
        for block in rest:
            walk.leave(block, Reason.PROSE)
        return
    nested = bullets_below(rest)
    works = [li for li in nested if accept.nested_work(item_lines(li), lines)]
    if _is_category(lines, len(works), nested) or (not lines and rest):
        _category(node, lines, rest, walk)
    elif accept.list_item(lines, has_details=bool(rest), mostly=mostly):
        walk.add(_with_rest(Item(node.line, walk.trail, lines), rest, works, walk))
    else:
        if walk.last is not None and not nested and accept.continues(lines, linked=False):
            walk.extend_last(lines)
        else:
            walk.leave(own_block(node), accept.prose_reason(lines))
        for block in rest:
            _walk_blocks(Node("div", block.line, children=[block]), walk)


def _is_category(lines: tuple[Line, ...], works: int, nested: Sequence[Node]) -> bool:
    """True for a bullet that only heads the bullets below it, which may head others in turn."""
    if not nested or accept.links_something(lines):
        return False
    return accept.is_category(lines, max(works, sum(map(_is_listed, nested))), len(nested))


def _is_listed(node: Node) -> bool:
    lines, rest = item_parts(node)
    below = bullets_below(rest)
    if accept.list_item(lines, has_details=False, mostly=False):
        return True
    return bool(below) and _is_category(lines, 0, below)


def _category(node: Node, lines: tuple[Line, ...], rest: Sequence[Node], walk: Walk) -> None:
    """A bullet that is a heading for the bullets below it."""
    kept = list(walk.headings)
    text = re.sub(r"\s+", " ", "".join(run.text for line in lines for run in line)).strip(" :*")
    walk.leave(own_block(node), Reason.HEADING)
    if bare_heading(text):
        walk.headings = [*kept, (8 + len(kept), text)]
    walk.last = None
    for block in rest:
        _walk_blocks(Node("div", block.line, children=[block]), walk)
    walk.headings = kept


def _with_rest(item: Item, rest: Sequence[Node], works: Sequence[Node], walk: Walk) -> Item:
    """The item with its details; nested works become children and stay among its details."""
    if not rest:
        return item
    details: list[tuple[Line, ...]] = []
    children: list[Item] = []
    pending = list(rest)
    while pending:
        block = pending.pop(0)
        if block.tag == "pre":
            _code_block(block, walk)
        elif block.tag == "table" or (block.tag == "details" and _is_abstract(block)):
            walk.leave(block, Reason.PROSE)
        elif block.tag == "p" or block.tag in HEADINGS:
            details.append(block_lines(block))
        elif block.tag == "li":
            lines, below = item_parts(block)
            details.append(lines)
            if any(block is work for work in works):
                children.append(Item(block.line, item.trail, lines, nested=True))
            pending[:0] = below
        else:
            if (summary := summary_of(block)) is not None:
                walk.leave(summary, Reason.HEADING)
            pending[:0] = as_blocks(block)
    return replace(item, details=tuple(d for d in details if d), children=tuple(children))


def _is_abstract(node: Node) -> bool:
    summary = summary_of(node)
    text = summary.text() if summary is not None else ""
    return bool(re.match(r"\W*(abstract|tl;?dr|summary|bibtex|citation|click)\b", text, re.I))


def _table(node: Node, walk: Walk) -> None:
    walk.last = None
    if walk.reason is not None:
        walk.leave(node, walk.reason)
        return
    for words in words_outside(node):
        walk.leave(words, Reason.PROSE)
    rows, heads = rows_of(node)
    for head in heads:
        walk.leave(head, Reason.HEADING)
    for row in rows:
        if accept.row(row):
            walk.add(Item(row.line, (*walk.trail, *row.trail), row.title_lines(), row=row))
        else:
            lines = tuple(line for cell in row.cells for line in cell.lines)
            walk.leave(row.node, accept.prose_reason(lines))
