"""Where HTML and code end of which a list does not say so: before Markdown begins again.

To Markdown a line of HTML reaches to the next empty line, and a comment or a fence that is never
closed to the end of the file. A list that goes on does not mean that. These are markdown-it's own
rules for blocks, told where to stop looking; what has no end is looked for once, not at each line.
"""

from __future__ import annotations

import re

from markdown_it.parser_block import RuleFuncBlockType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import blockquote as _blockquote
from markdown_it.rules_block import fence as _fence
from markdown_it.rules_block import html_block as _html_block
from markdown_it.rules_block.html_block import HTML_SEQUENCES

ENDLESS = "endless"
"""What the token of a block without an end has in its ``meta``: how the block begins."""

_MARKDOWN = re.compile(r"(?:[-*+]|\d{1,3}[.)]|#{1,6})[ \t]+\S|[^<\n]*\]\(https?:")
# HTML that may hold empty lines: how it begins, and what ends it.
_LITERAL = (
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(r"<!(?=[A-Za-z])"), re.compile(r">")),
    (
        re.compile(r"<(?:pre|script|style|textarea)\b", re.IGNORECASE),
        re.compile(r"</(?:pre|script|style|textarea)>", re.IGNORECASE),
    ),
)
_FENCE = re.compile(r"(?P<sign>`{3,}|~{3,})")
_MOST_OPEN = 20
_MOST_OFTEN = 20


def html_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A block of HTML, which ends before the next item, heading or link of Markdown."""
    if silent or not _begins(state, start, "<"):
        return _html_block(state, start, end, silent)
    begin = _line(state, start)
    for opening, ending in _LITERAL:
        if found := opening.match(begin):
            if state.bMarks[start] < _last(state, ending):
                return _html_block(state, start, end, silent)
            return _ended(_html_block, state, start, _markdown_again(state, start, end), found[0])
    if not any(opening.search(begin) for opening, *_ in HTML_SEQUENCES):
        return False
    ends = _markdown_again(state, start, end, or_empty=True)
    return _html_block(state, start, ends, silent)


def fence(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A fence of code; one that is never closed ends before the next item or heading."""
    if silent or state.level or not _begins(state, start, "```", "~~~"):
        return _fence(state, start, end, silent)
    opening = _FENCE.match(_line(state, start))
    sign = opening["sign"] if opening else ""
    known: set[str] = state.env.setdefault("open fences", set())
    if not any(sign.startswith(other) for other in known):
        if not _fence(state, start, end, silent):
            return False
        closing = _line(state, state.line - 1).rstrip()
        if state.line - 1 > start and closing.startswith(sign) and not closing.strip(sign[0]):
            return True
        if len(known) == _MOST_OPEN:
            state.tokens[-1].meta[ENDLESS] = sign
            return True
        known.add(sign)
        state.tokens.pop()
    return _ended(_fence, state, start, _markdown_again(state, start, end), sign)


def blockquote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A quotation. The rule looks through all lines to the next empty one, and may keep only one.

    Where it has looked through the list many times over, a line is a quotation by itself.
    """
    if silent or not _begins(state, start, ">"):
        return _blockquote(state, start, end, silent)
    if state.env.get("looked through", 0) > _MOST_OFTEN * state.lineMax:
        return _blockquote(state, start, start + 1, silent)
    lines = range(start, end)
    reach = next((at for at in lines if state.isEmpty(at)), end)
    found = _blockquote(state, start, end, silent)
    state.env["looked through"] = state.env.get("looked through", 0) + max(reach - state.line, 0)
    return found


def _ended(rule: RuleFuncBlockType, state: StateBlock, start: int, end: int, begins: str) -> bool:
    if not rule(state, start, end, False):
        return False
    state.tokens[-1].meta[ENDLESS] = begins
    return True


def _begins(state: StateBlock, at: int, *signs: str) -> bool:
    return state.src.startswith(signs, state.bMarks[at] + state.tShift[at])


def _line(state: StateBlock, at: int) -> str:
    """A line without the blanks and marks before it."""
    return state.src[state.bMarks[at] + state.tShift[at] : state.eMarks[at]]


def _markdown_again(state: StateBlock, start: int, end: int, *, or_empty: bool = False) -> int:
    """The first line after ``start`` that is Markdown (or empty), at most ``end``."""
    for at in range(start + 1, end):
        if state.sCount[at] < state.blkIndent and not state.isEmpty(at):
            return at
        line = _line(state, at)
        if _MARKDOWN.match(line) or (or_empty and not line):
            return at
    return end


def _last(state: StateBlock, ending: re.Pattern[str]) -> int:
    """Where what ends some HTML stands for the last time in the text; -1 where it does not."""
    known: dict[str, int] = state.env.setdefault("last endings", {})
    if ending.pattern not in known:
        places = (found.start() for found in ending.finditer(state.src))
        known[ending.pattern] = max(places, default=-1)
    return known[ending.pattern]
