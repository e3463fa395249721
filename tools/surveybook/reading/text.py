"""Text as it should have arrived: line ends, byte-order mark and wrong code pages mended."""

from __future__ import annotations

import re

import ftfy
from pylatexenc.latex2text import LatexNodes2Text

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029]")
# Markdown would eat the backslash of ``{\\'e}``, so accents are read before it.
_ACCENT = re.compile(r"\{\\[\"'`^~=.]\s*\{?\\?[A-Za-z]\}?\}|\{\\[cuvHkrbd]\s*\{[A-Za-z]\}\}")
_INVISIBLE = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def mend_text(text: str) -> str:
    """The text with the same number of lines, each mended by itself.

    Bytes that were decoded with the wrong code page are decoded again (ftfy's ``fix_encoding``,
    which acts only where the result is sure); braced LaTeX accents become letters; control and
    direction marks go.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(_mend_line(line) for line in lines)


def _mend_line(line: str) -> str:
    if "{\\" in line:
        line = _ACCENT.sub(lambda match: LatexNodes2Text().latex_to_text(match[0]), line)
    if line.isascii():
        return _CONTROL.sub("", line)
    return _INVISIBLE.sub("", _CONTROL.sub("", ftfy.fix_encoding(line)))
