"""One tree for Markdown and the HTML inside it.

markdown-it-py (the parser that MyST uses) gives a flat row of tokens in which HTML stays raw text.
Both are fed to one builder here, so that a table, a link or a bold title is the same node however
it was written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from surveybook.reading.html import VOID, parse_html

_TAGS = {
    "paragraph": "p",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "strong": "b",
    "em": "i",
    "link": "a",
}
# An opening tag of the key closes the nearest open one of the values (HTML's optional end tags).
_IMPLIED_END = {
    "tr": ("td", "th", "tr"),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "li": ("li",),
    "p": ("p",),
}
_SCOPES = frozenset({"table", "ul", "ol", "root"})
MAX_DEPTH = 200


@dataclass(slots=True, eq=False)
class Node:
    """An element: its tag, the line where it starts (from 1), attributes and children."""

    tag: str
    line: int
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)
    from_markdown: bool = False

    def walk(self) -> Iterator[Node]:
        """This node and all nodes below it, in the order of the text."""
        stack: list[Node] = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(child for child in reversed(node.children) if isinstance(child, Node))

    def text(self) -> str:
        """All text below this node."""
        parts: list[str] = []
        stack: list[Node | str] = [self]
        while stack:
            item = stack.pop()
            if isinstance(item, str):
                parts.append(item)
            else:
                stack.extend(reversed(item.children))
                if item.tag == "br":
                    parts.append("\n")
        return "".join(parts)


@dataclass(slots=True)
class _Builder:
    stack: list[Node]

    def start(self, node: Node) -> None:
        for implied in (node.tag,) if node.tag in _IMPLIED_END else ():
            self._close_implied(_IMPLIED_END[implied])
        self.stack[-1].children.append(node)
        if node.tag not in VOID and len(self.stack) < MAX_DEPTH:
            self.stack.append(node)

    def _close_implied(self, tags: tuple[str, ...]) -> None:
        for depth in range(len(self.stack) - 1, 0, -1):
            node = self.stack[depth]
            if node.from_markdown or node.tag in _SCOPES:
                return
            if node.tag == tags[-1]:
                del self.stack[depth:]
                return
            if node.tag in tags and not any(n.tag == tags[-1] for n in self.stack[:depth]):
                del self.stack[depth:]
                return

    def end(self, tag: str, from_markdown: bool) -> None:
        for depth in range(len(self.stack) - 1, 0, -1):
            node = self.stack[depth]
            if node.tag == tag and node.from_markdown == from_markdown:
                del self.stack[depth:]
                return
            if node.from_markdown and not from_markdown:
                return

    def text(self, text: str) -> None:
        self.stack[-1].children.append(text)


def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"linkify": True, "maxNesting": MAX_DEPTH})
    parser.enable(["table", "strikethrough", "linkify"])
    if parser.linkify is not None:
        parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    # Every address comes through, so that an unsafe one is seen and named, not silently text.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda url: url  # type: ignore[method-assign,assignment]
    return parser


def parse_tree(text: str) -> Node:
    """The tree of a list's text; lines are counted from 1."""
    root = Node("root", 1)
    builder = _Builder([root])
    for token in _markdown().parse(text):
        _add_block(builder, token)
    return root


def _add_block(builder: _Builder, token: Token) -> None:
    line = token.map[0] + 1 if token.map else builder.stack[-1].line
    if token.type == "inline":
        _add_inline(builder, token.children or [], line)
    elif token.type in ("fence", "code_block"):
        node = Node("pre", line, {"info": token.info.strip()}, [token.content])
        builder.stack[-1].children.append(node)
    elif token.type == "html_block":
        _add_html(builder, token.content, line)
    elif token.nesting > 0:
        if not token.hidden or token.type != "paragraph_open":
            builder.start(Node(_tag(token), line, from_markdown=True))
    elif token.nesting < 0:
        if not token.hidden or token.type != "paragraph_close":
            builder.end(_tag(token), from_markdown=True)
    elif token.type == "hr":
        builder.start(Node("hr", line))


def _tag(token: Token) -> str:
    return _TAGS.get(token.type.rsplit("_", 1)[0], token.tag)


def _add_inline(builder: _Builder, tokens: list[Token], line: int) -> None:
    base = len(builder.stack)
    for token in tokens:
        if token.type == "text":
            builder.text(token.content)
        elif token.type == "softbreak":
            line += 1
            builder.text("\n")
        elif token.type == "hardbreak":
            line += 1
            builder.start(Node("br", line))
        elif token.type == "code_inline":
            builder.start(Node("code", line, from_markdown=True))
            builder.text(token.content)
            builder.end("code", from_markdown=True)
        elif token.type == "image":
            attrs = {"src": str(token.attrGet("src") or ""), "alt": token.content}
            builder.start(Node("img", line, attrs))
        elif token.type == "html_inline":
            _add_html(builder, token.content, line)
        elif token.nesting > 0:
            attrs = {"href": str(token.attrGet("href") or "")} if token.type == "link_open" else {}
            if token.info == "auto":
                attrs["auto"] = "1"
            builder.start(Node(_tag(token), line, attrs, from_markdown=True))
        elif token.nesting < 0:
            builder.end(_tag(token), from_markdown=True)
    # Inline HTML that was never closed ends with its paragraph.
    if len(builder.stack) > base:
        del builder.stack[base:]


def _add_html(builder: _Builder, fragment: str, line: int) -> None:
    for event in parse_html(fragment):
        if event.kind == "start":
            builder.start(Node(event.value, line + event.line, dict(event.attrs)))
        elif event.kind == "end":
            builder.end(event.value, from_markdown=False)
        else:
            builder.text(event.value)
