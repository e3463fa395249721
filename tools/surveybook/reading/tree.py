"""One tree for Markdown and the HTML inside it.

markdown-it-py (the parser that MyST uses) gives a flat row of tokens in which HTML stays raw text.
Both are fed to one builder here, so that a table, a link or a bold title is the same node however
it was written.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache

from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from surveybook.characters import visible
from surveybook.reading.endings import ENDLESS, blockquote, fence, html_block
from surveybook.reading.html import VOID, parse_html
from surveybook.reading.limits import Unread, is_too_long, unread

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
    "a": ("a",),
    "tr": ("td", "th", "tr"),
    "td": ("td", "th"),
    "th": ("td", "th"),
    "li": ("li",),
    "p": ("p",),
}
_SCOPES = frozenset({"table", "ul", "ol", "root"})
# HTML that holds words only; a heading, list or table of Markdown cannot stand in it.
_INLINE = frozenset(
    {"a", "b", "i", "u", "s", "code", "sup", "sub", "small", "big", "span", "font", "summary"}
)
_SHAPES = frozenset({"table", "thead", "tbody", "tr", "td", "th", "ul", "ol", "li"})
_RAW = frozenset({"pre", "script", "style", "textarea"})
MAX_DEPTH = 200
# HTML that is never closed leaves room for the Markdown behind it.
_MAX_DEPTH_OF_HTML = 100
# Each bracket that is never closed is tried to this depth.
_DEPTH_OF_WORDS = 20
# Of many blanks a reader sees one.
_BLANKS = re.compile(r"[ \t]{2,}")
_BULLET = re.compile(r"\s*(?:[-*+]|\d{1,3}[.)])[ \t]+\S")


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
            stack += [child for child in reversed(node.children) if isinstance(child, Node)]

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
    """The open nodes while a tree grows; ``endless`` are those known to have no end tag at all."""

    stack: list[Node]
    endless: frozenset[tuple[int, str]] = frozenset()
    cut: list[Node] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    def start(self, node: Node) -> None:
        for implied in (node.tag,) if node.tag in _IMPLIED_END and not node.from_markdown else ():
            self._close_implied(_IMPLIED_END[implied])
        if node.tag in ("td", "th"):
            around = next((n.tag for n in reversed(self.stack) if n.tag in ("tr", "table")), "")
            if around == "table":
                # HTML's implied row: a cell that stands in none begins one.
                self.start(Node("tr", node.line, from_markdown=node.from_markdown))
        self.stack[-1].children.append(node)
        deepest = MAX_DEPTH if node.from_markdown else _MAX_DEPTH_OF_HTML
        if node.tag not in VOID and len(self.stack) < deepest:
            self.stack.append(node)

    def _close_implied(self, tags: tuple[str, ...]) -> None:
        for depth in range(len(self.stack) - 1, 0, -1):
            node = self.stack[depth]
            if node.from_markdown or node.tag in _SCOPES:
                return
            if node.tag == tags[-1] or (
                node.tag in tags and not any(n.tag == tags[-1] for n in self.stack[:depth])
            ):
                self.drop(depth)
                return

    def end(self, tag: str, from_markdown: bool) -> None:
        for depth in range(len(self.stack) - 1, 0, -1):
            node = self.stack[depth]
            if node.tag == tag and node.from_markdown == from_markdown:
                self.drop(depth + 1)
                self.stack.pop()
                return
            if node.from_markdown and not from_markdown:
                return

    def block(self, of_words: bool) -> None:
        """Before a block of Markdown: what has no end tag ends here, and so does inline HTML."""
        for depth, node in enumerate(self.stack if self.endless else ()):
            if not node.from_markdown and (node.line, node.tag) in self.endless:
                self.drop(depth)
                break
        while not of_words and self.stack[-1].tag in _INLINE and not self.stack[-1].from_markdown:
            self.drop(len(self.stack) - 1)

    def drop(self, depth: int) -> None:
        """Ends the nodes from a depth on, none of which had an end tag."""
        if depth < len(self.stack):
            self.cut += [node for node in self.stack[depth:] if not node.from_markdown]
            del self.stack[depth:]

    def text(self, text: str) -> None:
        # A reference such as ``&#8238;`` is a character only now.
        text = visible(text)
        self.stack[-1].children.append(
            _BLANKS.sub(" ", text) if "  " in text or "\t" in text else text
        )


class _Addresses(LinkifyIt):  # type: ignore[misc]
    """Addresses in plain text, only those with a scheme; most texts have no sign of one."""

    def __init__(self) -> None:
        super().__init__(options={"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})

    def pretest(self, text: str) -> bool:
        return "//" in text or "mailto:" in text.lower()

    def test(self, text: str) -> bool:
        return self.pretest(text) and bool(super().test(text))


@cache
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"linkify": True, "maxNesting": MAX_DEPTH})
    parser.enable(["table", "strikethrough", "linkify"])
    parser.core.ruler.at("inline", _read_words)
    within = ["paragraph", "reference", "blockquote"]
    parser.block.ruler.at("html_block", html_block, {"alt": within})
    parser.block.ruler.at("fence", fence, {"alt": [*within, "list"]})
    parser.block.ruler.at("blockquote", blockquote, {"alt": [*within, "list"]})
    parser.linkify = _Addresses()
    # Every address comes through, so that an unsafe one is seen and named, not silently text.
    parser.validateLink = lambda _url: True  # type: ignore[method-assign,assignment]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.normalizeLinkText = lambda url: url  # type: ignore[method-assign,assignment]
    return parser


def _read_words(state: StateCore) -> None:
    """markdown-it's rule for the words of blocks, not as deep, and not where they are too long."""
    options = state.md.options
    deepest, options["maxNesting"] = options["maxNesting"], _DEPTH_OF_WORDS
    try:
        for token in state.tokens:
            if token.type == "inline" and is_too_long(token.content):
                token.type = "too_long"
            elif token.type == "inline":
                token.children = []
                state.md.inline.parse(token.content, state.md, state.env, token.children)
    finally:
        options["maxNesting"] = deepest


def parse_tree(text: str) -> tuple[Node, tuple[Node, ...], tuple[Unread, ...]]:
    """The tree of a list's text, the tables and links in it never closed, and what is not read.

    Lines are counted from 1. A table or list of HTML without an end tag ends before the next block
    of Markdown, so that it does not swallow what follows.
    """
    tokens = tuple(_tokens(text, 0))
    builder = _built(tokens, frozenset())
    endless = frozenset((n.line, n.tag) for n in builder.stack if n.tag in _SHAPES | _RAW)
    if endless:
        builder = _built(tokens, endless)
    builder.drop(1)
    named = ("table", ENDLESS)
    unclosed = [n for n in builder.cut if n.tag in named or (n.tag == "a" and "href" in n.attrs)]
    endings = tuple(sorted(unclosed, key=lambda node: node.line))
    return builder.stack[0], endings, tuple(builder.unread)


def _tokens(text: str, above: int) -> Iterator[tuple[Token, int | None]]:
    """The block tokens of a text, each with its line; ``above`` lines stand before the text."""
    for token in _markdown().parse(text):
        line = token.map[0] + 1 + above if token.map else None
        if token.type == "code_block" and line is not None and _BULLET.match(token.content):
            # Bullets that are indented too far: code to Markdown, a list to its readers.
            yield from _tokens(textwrap.dedent(token.content), line - 1)
            continue
        yield token, line


def _built(
    tokens: Iterable[tuple[Token, int | None]], endless: frozenset[tuple[int, str]]
) -> _Builder:
    builder = _Builder([Node("root", 1)], endless)
    for token, line in tokens:
        if token.level == 0 and token.nesting >= 0 and token.type not in ("html_block", "inline"):
            builder.block(token.type == "paragraph_open")
        _add_block(builder, token, builder.stack[-1].line if line is None else line)
    return builder


def _add_block(builder: _Builder, token: Token, line: int) -> None:
    if ENDLESS in token.meta:
        builder.cut.append(Node(ENDLESS, line, {"begins": token.meta[ENDLESS]}))
    if token.type == "inline":
        _add_inline(builder, token.children or [], line)
    elif token.type == "too_long":
        builder.unread.append(unread(line, token.content))
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
            attrs = {"src": str(token.attrGet("src") or ""), "alt": visible(token.content)}
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
    builder.drop(base)


def _add_html(builder: _Builder, fragment: str, line: int) -> None:
    for event in parse_html(fragment):
        if event.kind == "start":
            builder.start(Node(event.value, line + event.line, dict(event.attrs)))
        elif event.kind == "end":
            builder.end(event.value, from_markdown=False)
        else:
            builder.text(event.value)
