"""Which characters of what others wrote are let in: what a reader sees, in one form."""

from __future__ import annotations

import re
import unicodedata

DEVICES = r"(?:con|prn|aux|nul|com\d|lpt\d)"
"""Names that no file can have on Windows, as a pattern; whatever a list names may become a file."""
CJK_RANGES = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
CJK = re.compile(f"[{CJK_RANGES}]")
"""A letter of Chinese, Japanese or Korean, which have no capitals and few spaces."""
# Line ends that are none to Markdown.
_BREAKS = re.compile(r"[\x0b\x0c\x85\u2028\u2029]")
# Controls, marks of direction and without width, tags, halves of surrogate pairs.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    r"\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


# Marks put on top of each other are sorted in quadratic time, so that after so many of them Unicode
# wants a joiner (UAX 15, "Stream-Safe Text Format"). No letter of any language bears as many.
_PILE = re.compile(r"[^\w\x00-\x7f]{31,}")
_MOST_MARKS = 30
_JOINER = "\u034f"


def visible(text: str) -> str:
    """The text with letters and accents in one form (NFC), and nothing that is not seen."""
    if text.isascii() and text.isprintable():
        return text
    seen = _UNSEEN.sub("", _BREAKS.sub(" ", text))
    return unicodedata.normalize("NFC", _PILE.sub(_parted, seen))


def _parted(pile: re.Match[str]) -> str:
    """Marks with a joiner after each thirtieth; other signs as they are."""
    parts: list[str] = []
    height = 0
    for sign in pile[0]:
        height = height + 1 if unicodedata.combining(sign) else 0
        if height > _MOST_MARKS:
            parts.append(_JOINER)
            height = 1
        parts.append(sign)
    return "".join(parts)
