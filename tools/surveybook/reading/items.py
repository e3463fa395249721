"""Which blocks of a list are items, under which headings, and why the others are not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from surveybook.model import Reason
from surveybook.reading import accept
from surveybook.reading.links import bare_heading, picture_reason
from surveybook.reading.runs import (
    BLOCKS,
    Line,
    inline_children,
    lines_of,
    mend_links,
    source_lines,
)
from surveybook.reading.tables import Row, rows_of
from surveybook.reading.titles import find_title, pieces_of
from surveybook.reading.tree import Node
from surveybook.reading.words import SECTION_CONTACT, SECTION_CONTENTS, SECTION_NEWS

_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_LISTS = frozenset({"ul", "ol"})
_BOXES = frozenset({"div", "center", "section", "blockquote", "details", "dl", "span", "font"})


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A list item, table row or paragraph about a work.

    ``head`` holds the lines of its own text, ``details`` those of what stands below it, ``children``
    the nested items that are works of their own; ``row`` is set for a row of a table.
    """

    line: int
    trail: tuple[str, ...]
    head: tuple[Line, ...]
    details: tuple[tuple[Line, ...], ...] = ()
    children: tuple[Item, ...] = ()
    row: Row | None = None


@dataclass(slots=True)
class Found:
    """What a list holds: its items, its citation blocks, and the nodes left out with the reason."""

    title: str = ""
    items: list[Item] = field(default_factory=list)
    citations: list[tuple[Node, tuple[str, ...]]] = field(default_factory=list)
    left: list[tuple[Node, Reason]] = field(default_factory=list)


@dataclass(slots=True)
class _Walk:
    """State while walking a list: the headings above, and the item a later block may belong to."""

    found: Found
    headings: list[tuple[int, str]] = field(default_factory=list)
    titled: bool = False
    lead: str = ""
    last: int | None = None
    under_item: bool = False

    @property
    def trail(self) -> tuple[str, ...]:
        return tuple(text for _, text in self.headings)

    @property
    def reason(self) -> Reason | None:
        return next((r for text in self.trail if (r := section_reason(text))), None)

    def leave(self, node: Node, reason: Reason) -> None:
        self.found.left.append((node, reason))

    def add(self, item: Item) -> None:
        self.found.items.append(item)
        self.last = len(self.found.items) - 1

    def extend_last(self, lines: tuple[Line, ...]) -> None:
        assert self.last is not None
        item = self.found.items[self.last]
        self.found.items[self.last] = replace(item, details=(*item.details, lines))


def section_reason(heading: str) -> Reason | None:
    """Why nothing under a heading is an item (news, contact, contents), if so."""
    bare = bare_heading(heading)
    for pattern, reason in (
        (SECTION_NEWS, Reason.NEWS),
        (SECTION_CONTENTS, Reason.CONTENTS),
        (SECTION_CONTACT, Reason.CONTACT),
    ):
        if pattern.search(bare):
            return reason
    return None


def find_items(root: Node) -> Found:
    """All items of a list's tree, in order, each with its heading trail."""
    found = Found()
    _localise(root)
    _walk_blocks(root, _Walk(found))
    return found


def _localise(root: Node) -> None:
    """Links to the list's own headings by their full address become links within the list."""
    slugs = {_slug(node.text()) for node in root.walk() if node.tag in _HEADINGS}
    for node in root.walk():
        base, mark, fragment = node.attrs.get("href", "").partition("#")
        if node.tag == "a" and mark and base and fragment.lower() in slugs:
            node.attrs["href"] = f"#{fragment}"


def _slug(text: str) -> str:
    """A heading's anchor as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")


def _walk_blocks(parent: Node, walk: _Walk) -> None:
    blocks = _as_blocks(parent)
    for number, block in enumerate(blocks):
        if block.tag in _HEADINGS:
            _heading(block, walk, blocks[number + 1 : number + 3])
        elif block.tag in _LISTS:
            _list(block, walk)
        elif block.tag == "table":
            _table(block, walk)
        elif block.tag == "pre":
            _code_block(block, walk)
        elif block.tag in _BOXES:
            _box(block, walk)
        else:
            _paragraph(block, walk)


def _as_blocks(parent: Node) -> list[Node]:
    """The blocks below a node; inline content that stands between blocks becomes a paragraph."""
    blocks: list[Node] = []
    loose: Node | None = None
    for child in parent.children:
        if isinstance(child, Node) and (child.tag in BLOCKS or child.tag in _BOXES):
            loose = None
            blocks.append(child)
        elif isinstance(child, Node) and child.tag in ("hr", "summary"):
            loose = None
        elif isinstance(child, Node) or child.strip():
            if loose is None:
                loose = Node("p", child.line if isinstance(child, Node) else parent.line)
                blocks.append(loose)
            loose.children.append(child)
    return blocks


def _names_work(lines: tuple[Line, ...], following: Sequence[Node]) -> bool:
    """A heading is an item where it links a work, or all that stands below it is such a link."""
    if accept.heading_item(lines):
        return True
    below = [block_lines(block) for block in following if block.tag == "p"]
    alone = len(following) < 2 or following[1].tag in _HEADINGS
    return bool(below) and following[0].tag == "p" and alone and accept.titled(lines, below[0])


def _heading(node: Node, walk: _Walk, following: Sequence[Node] = ()) -> None:
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


def _box(node: Node, walk: _Walk) -> None:
    summary = next((c for c in node.children if isinstance(c, Node) and c.tag == "summary"), None)
    if summary is None:
        _walk_blocks(node, walk)
        return
    walk.leave(summary, Reason.HEADING)
    text = re.sub(r"\s+", " ", summary.text()).strip()
    if walk.last is not None and re.match(
        r"\W*(abstract|tl;?dr|summary|bibtex|citation)\b", text, re.I
    ):
        for block in _as_blocks(node):
            walk.leave(block, Reason.PROSE)
        return
    kept = list(walk.headings)
    if bare_heading(text):
        walk.headings = [*kept, (7, text)]
    _walk_blocks(node, walk)
    walk.headings = kept


def _code_block(node: Node, walk: _Walk) -> None:
    walk.last = None
    if re.match(r"\s*@\w+\s*\{", node.text()):
        walk.found.citations.append((node, walk.trail))
    else:
        walk.leave(node, Reason.FORMAT_EXAMPLE)


def block_lines(node: Node) -> tuple[Line, ...]:
    """The lines of a paragraph, a heading or an item's own text, with broken links mended."""
    return tuple(mend_links(line) for line in lines_of(inline_children(node), node.line))


def _paragraph(node: Node, walk: _Walk) -> None:
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


def _list(node: Node, walk: _Walk) -> None:
    items = [c for c in node.children if isinstance(c, Node) and c.tag == "li"]
    siblings = [accept.is_work(item_lines(item)) for item in items]
    mostly = sum(siblings) * 2 > len(siblings)
    for item in items:
        _list_item(item, walk, mostly)
    walk.lead = ""
    others = [c for c in node.children if isinstance(c, Node) and c.tag in _LISTS]
    for other in others:
        _list(other, walk)


def item_lines(node: Node) -> tuple[Line, ...]:
    """The lines of a list item's own text, wherever its first paragraph or heading puts it."""
    lines = block_lines(node)
    if lines:
        return lines
    first = next((c for c in node.children if isinstance(c, Node) and c.tag in BLOCKS), None)
    if first is not None and (first.tag == "p" or first.tag in _HEADINGS):
        return block_lines(first)
    return ()


def _rest(node: Node) -> list[Node]:
    """The blocks of a list item below its own text."""
    blocks = [
        c for c in node.children if isinstance(c, Node) and (c.tag in BLOCKS or c.tag in _BOXES)
    ]
    if blocks and not block_lines(node) and (blocks[0].tag == "p" or blocks[0].tag in _HEADINGS):
        return blocks[1:]
    return blocks


def _list_item(node: Node, walk: _Walk, mostly: bool) -> None:
    lines, rest = item_lines(node), _rest(node)
    reason = walk.reason or accept.list_reason(lines, walk.lead, in_intro=not walk.headings)
    if reason is not None:
        walk.leave(node, reason)
        return
    if walk.under_item and walk.last is not None and accept.is_field(lines):
        walk.extend_last(lines)
        for block in rest:
            walk.leave(block, Reason.PROSE)
        return
    nested = [li for block in rest if block.tag in _LISTS for li in _items_of(block)]
    works = [li for li in nested if accept.nested_work(item_lines(li), lines)]
    listed = sum(accept.list_item(item_lines(li), has_details=False, mostly=False) for li in nested)
    if accept.is_category(lines, max(len(works), listed), len(nested)) or (not lines and rest):
        _category(node, lines, rest, walk)
    elif accept.list_item(lines, has_details=bool(rest), mostly=mostly):
        walk.add(_with_rest(Item(node.line, walk.trail, lines), rest, works, walk))
    elif walk.last is not None and not nested and accept.continues(lines, linked=False):
        walk.extend_last(lines)
    else:
        walk.leave(Node("p", node.line, children=list(_own(node))), accept.prose_reason(lines))
        for block in rest:
            _walk_blocks(Node("div", block.line, children=[block]), walk)


def _own(node: Node) -> list[Node | str]:
    rest = _rest(node)
    return [c for c in node.children if not any(c is block for block in rest)]


def _items_of(node: Node) -> list[Node]:
    return [c for c in node.children if isinstance(c, Node) and c.tag == "li"]


def _category(node: Node, lines: tuple[Line, ...], rest: Sequence[Node], walk: _Walk) -> None:
    """A bullet that is a heading for the bullets below it."""
    kept = list(walk.headings)
    text = re.sub(r"\s+", " ", "".join(run.text for line in lines for run in line)).strip(" :*")
    walk.leave(Node("p", node.line, children=_own(node)), Reason.HEADING)
    if bare_heading(text):
        walk.headings = [*kept, (8 + len(kept), text)]
    walk.last = None
    for block in rest:
        _walk_blocks(Node("div", block.line, children=[block]), walk)
    walk.headings = kept


def _with_rest(item: Item, rest: Sequence[Node], works: Sequence[Node], walk: _Walk) -> Item:
    """The item with its details; nested works become children and stay among its details."""
    details: list[tuple[Line, ...]] = []
    children: list[Item] = []
    pending = list(rest)
    while pending:
        block = pending.pop(0)
        if block.tag == "pre":
            _code_block(block, walk)
        elif block.tag == "table" or (block.tag == "details" and _is_abstract(block)):
            walk.leave(block, Reason.PROSE)
        elif block.tag == "p" or block.tag in _HEADINGS:
            details.append(block_lines(block))
        elif block.tag == "li":
            lines = item_lines(block)
            details.append(lines)
            if any(block is work for work in works):
                children.append(Item(block.line, item.trail, lines))
            pending[:0] = _rest(block)
        else:
            pending[:0] = [b for b in _as_blocks(block)]
    return replace(item, details=tuple(d for d in details if d), children=tuple(children))


def _is_abstract(node: Node) -> bool:
    text = next((c.text() for c in node.children if isinstance(c, Node) and c.tag == "summary"), "")
    return bool(re.match(r"\W*(abstract|tl;?dr|summary|bibtex|citation|click)\b", text, re.I))


def _table(node: Node, walk: _Walk) -> None:
    walk.last = None
    if walk.reason is not None:
        walk.leave(node, walk.reason)
        return
    rows, heads = rows_of(node)
    for head in heads:
        walk.leave(head, Reason.HEADING)
    for row in rows:
        if accept.row(row):
            walk.add(Item(row.line, (*walk.trail, *row.trail), row.title_lines(), row=row))
        else:
            walk.leave(row.node, accept.prose_reason(tuple(l for c in row.cells for l in c.lines)))


def pictures(node: Node) -> list[tuple[Node, Reason]]:
    """The pictures below a node that are no link's text, each with the reason to leave it out."""
    return [(n, picture_reason(n.attrs.get("src", ""))) for n in node.walk() if n.tag == "img"]


__all__ = ["Found", "Item", "find_items", "find_title", "pictures", "pieces_of", "section_reason"]
