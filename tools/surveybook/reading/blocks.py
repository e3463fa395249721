"""The blocks of a tree: headings, paragraphs, lists, boxes; and the parts of a list item."""

from __future__ import annotations

from collections.abc import Iterable

from surveybook.reading.runs import BLOCKS, Line, lines_of
from surveybook.reading.tree import Node

HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
LISTS = frozenset({"ul", "ol"})
BOXES = frozenset({"div", "center", "section", "blockquote", "details", "dl", "span", "font"})
_OF_WORDS = HEADINGS | {"p"}
_OF_ITEM = BLOCKS | {"dl"}


def summary_of(node: Node) -> Node | None:
    """The summary that heads a folded part."""
    if node.tag != "details":
        return None
    return next((c for c in node.children if isinstance(c, Node) and c.tag == "summary"), None)


def as_blocks(parent: Node, blocks: frozenset[str] = BLOCKS | BOXES) -> list[Node]:
    """The blocks below a node; inline content that stands between blocks becomes a paragraph."""
    made: list[Node] = []
    loose: Node | None = None
    summary = summary_of(parent)
    for child in parent.children:
        if isinstance(child, Node) and child.tag in blocks:
            loose = None
            made.extend(_parted(child))
        elif isinstance(child, Node) and (child.tag == "hr" or child is summary):
            loose = None
        elif isinstance(child, Node) or loose is not None or child.strip():
            if loose is None:
                loose = Node("p", child.line if isinstance(child, Node) else parent.line)
                made.append(loose)
            loose.children.append(child)
    return made


def _parted(node: Node) -> list[Node]:
    """A paragraph or heading that holds blocks (HTML allows it) as its words and those blocks."""
    inner = (isinstance(c, Node) and c.tag in _OF_ITEM for c in node.children)
    if node.tag not in _OF_WORDS or not any(inner):
        return [node]
    blocks = as_blocks(node, _OF_ITEM)
    if blocks[0].tag == "p":
        blocks[0] = Node(node.tag, node.line, node.attrs, blocks[0].children)
    return blocks


def block_lines(node: Node) -> tuple[Line, ...]:
    """The lines of a paragraph or a heading."""
    return lines_of(node.children, node.line)


def _own_and_rest(node: Node) -> tuple[Node, list[Node]]:
    blocks = as_blocks(node, _OF_ITEM)
    if blocks and blocks[0].tag in _OF_WORDS:
        return blocks[0], blocks[1:]
    return Node("p", node.line), blocks


def own_block(node: Node) -> Node:
    """A list item's own text: its first paragraph or heading, empty where it begins otherwise."""
    return _own_and_rest(node)[0]


def item_parts(node: Node) -> tuple[tuple[Line, ...], list[Node]]:
    """The lines of a list item's own text, and the blocks below it."""
    own, rest = _own_and_rest(node)
    lines = block_lines(own)
    return (_bold(lines) if own.tag in HEADINGS else lines), rest


def item_lines(node: Node) -> tuple[Line, ...]:
    """The lines of a list item's own text; a heading's words are bold."""
    return item_parts(node)[0]


def _bold(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(
        tuple(run if run.url else run._replace(styles=run.styles | {"bold"}) for run in line)
        for line in lines
    )


def bullets_of(node: Node) -> list[Node]:
    """The list items directly below a list."""
    return [c for c in node.children if isinstance(c, Node) and c.tag == "li"]


def bullets_below(blocks: Iterable[Node]) -> list[Node]:
    """The list items of the lists among some blocks."""
    return [li for block in blocks if block.tag in LISTS for li in bullets_of(block)]
