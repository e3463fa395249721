"""Text as it should have arrived: line ends, byte-order mark and wrong code pages mended."""

from __future__ import annotations

import re
from functools import lru_cache

from pylatexenc.latex2text import LatexNodes2Text

from surveybook.characters import visible
from surveybook.reading.encoding import mend_encoding

# Markdown would eat the backslash of ``{\\'e}``, so accents are read before it; one that stands
# within another (``{\\v{\\"u}}``) keeps its braces.
_ACCENT = re.compile(
    r"(?<!\\[cuvHkrbd])\{\\(?:[\"'`^~=.]\s*(?:\\?[A-Za-z]|\{\\?[A-Za-z]\})|[cuvHkrbd]\s*\{[A-Za-z]\})\}"
)

# Beyond 200 blocks within each other the parser drops the rest of the list without a word.
_DEEPEST = 40
_INDENT = re.compile(rf"^(?P<kept>(?:\t| {{2}}){{{_DEEPEST}}})[ \t]+")
_MARKS = re.compile(
    rf"^(?P<kept>(?:[ \t]*(?:>|(?:[-*+]|\d{{1,9}}[.)])(?=[ \t]))){{{_DEEPEST}}})"
    r"(?:[ \t]*(?:>|(?:[-*+]|\d{1,9}[.)])(?=[ \t])))+"
)


def mend_text(text: str) -> str:
    """The text with the same number of lines, each mended by itself.

    Bytes that were decoded with the wrong code page are decoded again (``mend_encoding``); braced
    LaTeX accents become letters; accents are part of their letters (NFC); what is not seen goes. A
    list nested deeper than anyone reads is made shallower.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(_mend_line(line) for line in lines)


@lru_cache(maxsize=4096)
def _accented(latex: str) -> str:
    return str(LatexNodes2Text().latex_to_text(latex))


def _mend_line(line: str) -> str:
    if "{\\" in line:
        line = _ACCENT.sub(lambda match: _accented(match[0]), line)
    if len(line) > _DEEPEST:
        for too_deep in (_INDENT, _MARKS):
            if found := too_deep.match(line):
                line = found["kept"] + line[found.end() :]
    return visible(mend_encoding(line))
