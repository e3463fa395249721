"""Links that Markdown does not see (``[text] (https://…``, ``[text](https://…``) become links."""

from __future__ import annotations

import re

from surveybook.reading.tree import Node

MENDED = "mended"
"""The attribute of a link that was made here."""

_BROKEN_LINK = re.compile(
    r"(?<!!)\[(?P<text>[^\[\]\n]{0,400}(?:\[[^\[\]]*\][^\[\]]*)?)\]\s{0,3}\(\s*<?"
    r"(?P<url>https?://[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*)?[^()\n]{0,80}?(?P<end>\)|$)"
)
_CLOSING = re.compile(r"^\s*[^()]{0,80}?\)")
_LITERAL = frozenset({"pre", "code", "a"})


def mend_links(root: Node) -> None:
    """Puts the links that Markdown did not see into a tree, outside of code and other links."""
    for node in root.walk():
        if node.tag not in _LITERAL and any("[" in c for c in node.children if isinstance(c, str)):
            node.children = _mended(_joined(node.children), node.line)


def _joined(children: list[Node | str]) -> list[Node | str]:
    """The children with neighbouring texts as one."""
    made: list[Node | str] = []
    for child in children:
        if made and isinstance(child, str) and isinstance(made[-1], str):
            made[-1] += child
        else:
            made.append(child)
    return made


def _mended(pending: list[Node | str], line: int) -> list[Node | str]:
    made: list[Node | str] = []
    while pending:
        child = pending.pop(0)
        match = _BROKEN_LINK.search(child) if isinstance(child, str) else None
        if isinstance(child, str) and match is not None:
            head = child[: match.start()]
            parts = _link_and_rest(child, match, pending, line + head.count("\n"))
            child, pending = (child, pending) if parts is None else (head, parts)
        made.append(child)
        line = line + child.count("\n") if isinstance(child, str) else max(line, _last_line(child))
    return [child for child in made if child != ""]


def _last_line(node: Node) -> int:
    line = node.line
    for child in node.children:
        line = line + child.count("\n") if isinstance(child, str) else max(line, _last_line(child))
    return line


def _link_and_rest(
    text: str, match: re.Match[str], rest: list[Node | str], line: int
) -> list[Node | str] | None:
    """The link of a match and all that stands behind it, or None where there is no address."""
    tail, url = text[match.end() :], match["url"]
    if url is not None:
        link = Node("a", line, {"href": url, MENDED: "1"}, [match["text"]])
        return [link, *([tail] if tail else []), *rest]
    # linkify took the address: it is the next node, and the bracket closes after it.
    if tail.strip() or not rest or isinstance(rest[0], str) or rest[0].tag != "a":
        return None
    url = rest[0].attrs.get("href", "")
    if not url.lower().startswith("http"):
        return None
    link = Node("a", line, {"href": url, MENDED: "1"}, [match["text"]])
    behind = rest[1:]
    if behind and isinstance(behind[0], str):
        behind[0] = _CLOSING.sub("", behind[0])
    return [link, *behind]
