"""What is too long to be read as Markdown: one line, or words that go on over many lines.

Past these lengths nothing is a list that somebody keeps, and what is made to be slow to read (a
million brackets) would be. What is not read is named: an omission, and a problem with its line.
"""

from __future__ import annotations

from dataclasses import dataclass

LONGEST = 125_000
"""Characters of the longest line, and of the longest paragraph, heading or cell, that is read."""
_SHOWN = 1000


@dataclass(frozen=True, slots=True)
class Unread:
    """Words that are too long to be read: the line where they start, how they begin, how many."""

    line: int
    start: str
    length: int


def is_too_long(words: str) -> bool:
    """True for a line or the words of a block that are not read."""
    return len(words) > LONGEST


def unread(line: int, words: str) -> Unread:
    """What is kept of words that are too long."""
    return Unread(line, words[:_SHOWN], len(words))


def cut_lines(text: str) -> tuple[str, tuple[Unread, ...]]:
    """The text with an empty line for each line that is too long, and what stood there."""
    if not is_too_long(text):
        return text, ()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    cut = tuple(unread(at, line) for at, line in enumerate(lines, 1) if is_too_long(line))
    return "\n".join("" if is_too_long(line) else line for line in lines), cut
