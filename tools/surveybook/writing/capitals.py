"""Which words of a title keep their capitals when a bibliography style lowers all others.

Protected are whole words with inner capitals, acronyms, model names of letters and digits, single
letters, and the proper names of ``protected.txt``; after the ACL Anthology's ten rules
(``bin/fixedcase/README.md``). An initial capital alone is left to the style.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from surveybook.characters import CJK_RANGES

# Letters, digits and the accents on them; Chinese, Japanese and Korean have no capitals.
_WORD = rf"(?:[^\W_{CJK_RANGES}]|[\u0300-\u036f])+"
_COMPOUND = re.compile(rf"{_WORD}(?:[-.]{_WORD})*")
_SHOUT = 4
"""From this many words on, a title all in capitals is shouting and holds no acronyms."""


def protected_runs(text: str, title: str = "") -> tuple[tuple[str, bool], ...]:
    """The text cut into runs, each with True where its capitals must stay.

    ``title`` is the whole title that the text is a part of.
    """
    shouting = _is_shouting(title or text)
    spans = [match.span() for match in _names().finditer(text)]
    if not shouting:
        for compound in _COMPOUND.finditer(text):
            spans += _spans(compound[0], compound.start())
    return _cut(text, sorted(spans))


def _cut(text: str, spans: list[tuple[int, int]]) -> tuple[tuple[str, bool], ...]:
    """The text cut at the spans; where spans overlap, what they cover together is one."""
    runs: list[tuple[str, bool]] = []
    position = 0
    while spans:
        start, end = spans.pop(0)
        while spans and spans[0][0] < end:
            end = max(end, spans.pop(0)[1])
        runs += [(text[position:start], False), (text[start:end], True)]
        position = end
    runs.append((text[position:], False))
    return tuple((run, protected) for run, protected in runs if run)


def _spans(compound: str, offset: int) -> list[tuple[int, int]]:
    """Where a word or a compound such as ``RLHF-Based`` needs protection."""
    if compound.isalpha() and compound[1:].islower():
        return []
    if _is_model_name(compound):
        return [(offset, offset + len(compound))]
    words = list(re.finditer(_WORD, compound))
    return [
        (offset + word.start(), offset + word.end())
        for word in words
        if _keeps_capitals(word[0], alone=len(words) == 1)
    ]


def _is_model_name(compound: str) -> bool:
    """``GPT-4``, ``DeepSeek-R1-Zero``: letters first, a part with a digit later, a capital."""
    first, *rest = re.findall(_WORD, compound)
    return (
        first.isalpha()
        and any(any(c.isdigit() for c in part) for part in rest)
        and any(c.isupper() for c in compound)
    )


def _keeps_capitals(word: str, alone: bool) -> bool:
    if any(c.isupper() for c in word[1:]):
        return True
    if not word[0].isupper():
        return False
    if len(word) == 1:
        return not (alone and word == "A")
    return any(c.isdigit() for c in word)


def _is_shouting(text: str) -> bool:
    words = [word for word in re.findall(_WORD, text) if word.isalpha() and len(word) > 1]
    return len(words) >= _SHOUT and all(word.isupper() for word in words)


@cache
def _names() -> re.Pattern[str]:
    """The proper names of the packaged file, longest first, as whole words."""
    lines = Path(__file__).with_name("protected.txt").read_text("utf-8").splitlines()
    names = {line.strip() for line in lines if line.strip() and not line.startswith("#")}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
