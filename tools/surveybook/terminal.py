"""Text made fit for a terminal: no list steers it, and levels stand out where there is colour."""

from __future__ import annotations

import re

from surveybook.problems import Problem

# A key of a million letters is known by its first ones.
_LONG_WORD = re.compile(r"(\S{100})\S{100,}")
_COLOURS = {"error": "31", "warning": "33", "note": "36"}


def printable(text: str) -> str:
    """One line without control and direction characters, each shown as a replacement mark."""
    return "".join(c if c.isprintable() else "�" for c in text)


def printable_lines(text: str) -> str:
    """Several lines, each without control characters."""
    return "\n".join(printable(line) for line in text.split("\n"))


def problem_line(problem: Problem, *, colour: bool) -> str:
    """A problem as it is printed, its level coloured where asked for."""
    text = _LONG_WORD.sub(r"\1…", printable(str(problem)))
    if not colour:
        return text
    mark = f"\x1b[{_COLOURS[problem.level]}m{problem.level}\x1b[0m"
    return text.replace(f" {problem.level}:", f" {mark}:", 1)
