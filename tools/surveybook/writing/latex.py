r"""Text as LaTeX for BibTeX, and back: accents as braced escapes, special characters as themselves.

Accents are built from Unicode's own decompositions (``é`` → ``{\'e}``), never from a table of
letters. Nothing in a text can become a command. What LaTeX has no form for (Chinese, Cyrillic)
stays UTF-8. ``latex_to_text(text_to_latex(t)) == typographic(t)`` holds for every text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from pylatexenc import latex2text

from surveybook.latex_signs import (
    ACCENTS,
    LETTERS,
    SIGNS,
    SYMBOLS,
    accent_grammar,
    signs_context,
)
from surveybook.writing.capitals import protected_runs
from surveybook.writing.clean import clean_text
from surveybook.writing.maths import split_maths

# In maths these signs are right in every font encoding, and braces keep the count of BibTeX.
_MATHS_SIGNS = {"<": "<", ">": ">", "|": "|", "{": r"\lbrace", "}": r"\rbrace"}
_ESCAPED = "$&%#_"
_DIGITS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
_LOW_DIGITS = dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True))
_PLAIN = {"–": "--", "—": "---", "“": "``", "”": "''", "’": "'"}
_LIGATURE = re.compile(r"--|''|``|[!?]`|,,|<<|>>")
_ONLY_BRACES = re.compile(r"[^\W_]*(?:(?:[ {}.:;/()]|,(?!,)|-(?!-))[^\W_]*)*")
# What is the same in LaTeX: the greater part of every bibliography.
_THE_SAME = re.compile(r"(?:[A-Za-z0-9 .:;/()+*=@]|,(?!,)|-(?!-))*")
_QUOTES = str.maketrans("‘’‐‑µ−", "''--μ-")
_CLUSTER = re.compile(r".[\u0300-\u036f]*", re.DOTALL)


@lru_cache(maxsize=1 << 16)
def typographic(text: str) -> str:
    """Clean text in the form LaTeX prints it: curly quotes in pairs, one apostrophe, one hyphen."""
    text = clean_text(text).translate(_QUOTES)
    if text.count('"') % 2:
        return text
    parts = text.split('"')
    quoted = (("”" if i % 2 == 0 else "“") + part for i, part in enumerate(parts[1:], 1))
    return parts[0] + "".join(quoted)


@lru_cache(maxsize=1 << 16)
def text_to_latex(text: str) -> str:
    """Any text as LaTeX that prints it and contains no command of its own. Maths is not known."""
    return escaped(typographic(text))


@lru_cache(maxsize=1 << 16)
def title_to_latex(text: str) -> str:
    r"""Text in which maths may stand, as LaTeX that keeps it and the capitals that matter.

    ``β-DPO for $\pi_\theta$`` → ``{$\beta$}-{DPO} for {$\pi_\theta$}``.
    """
    pieces = split_maths(_with_letters(typographic(text)))
    title = " ".join(piece for piece, maths in pieces if not maths)
    return "".join(
        f"{{${piece}$}}" if maths else _with_capitals(piece, title) for piece, maths in pieces
    )


def _with_letters(text: str) -> str:
    """Maths of one symbol as that symbol: ``$\\beta$-DPO`` and ``β-DPO`` are one title."""
    return "".join(
        (SYMBOLS.get(piece.removeprefix("\\")) or f"${piece}$") if maths else piece
        for piece, maths in split_maths(text)
    )


def _with_capitals(text: str, title: str) -> str:
    runs = protected_runs(text, title)
    return "".join(f"{{{escaped(run)}}}" if keep else escaped(run) for run, keep in runs)


def escaped(text: str) -> str:
    """Typographic text as LaTeX, its spaces at the ends kept."""
    if _THE_SAME.fullmatch(text):
        return text
    return _joined(_escape(cluster) for cluster in _CLUSTER.findall(text))


@lru_cache(maxsize=1 << 16)
def latex_to_text(latex: str) -> str:
    r"""The Unicode text that LaTeX made here (or any BibTeX field) prints; ``{\'e}`` → ``é``."""
    if _ONLY_BRACES.fullmatch(latex):
        return unicodedata.normalize("NFC", latex.replace("{", "").replace("}", ""))
    for pattern, replacement in _UNDECODED:
        latex = pattern.sub(replacement, latex)
    text: str = _decoder().latex_to_text(latex, latex_context=accent_grammar())
    return unicodedata.normalize("NFC", text)


def _joined(pieces: Iterator[str]) -> str:
    """The pieces in a row, with ``{}`` wherever two would melt into a ligature such as ``--``."""
    latex = ""
    for piece in pieces:
        seam = latex[-1:] + piece[:1]
        latex += ("{}" if _LIGATURE.fullmatch(seam) else "") + piece
    return latex


@cache
def _escape(cluster: str) -> str:
    """One character with the accents that follow it, as LaTeX."""
    if cluster in LETTERS:
        return f"{{\\{LETTERS[cluster]}}}"
    if len(cluster) > 1:
        return _accented(cluster) or _escape(cluster[0]) + cluster[1:]
    if ord(cluster) > 127:
        return _PLAIN.get(cluster) or _accented(cluster) or _sign(cluster) or cluster
    if cluster in _ESCAPED:
        return "\\" + cluster
    return _sign(cluster) or cluster


def _accented(cluster: str) -> str:
    base, *marks = list(unicodedata.normalize("NFD", cluster))
    if not marks or not base.isascii() or not base.isalpha():
        return ""
    latex = base
    for mark in marks:
        if mark not in ACCENTS:
            return ""
        accent = ACCENTS[mark]
        bare = len(latex) == 1 and not accent.isalpha()
        latex = f"\\{accent}{latex}" if bare else f"\\{accent}{{{latex}}}"
    return f"{{{latex}}}"


def _sign(char: str) -> str:
    if char in SIGNS:
        return f"{{\\{SIGNS[char]}}}"
    if char in _MATHS_SIGNS:
        return f"{{${_MATHS_SIGNS[char]}$}}"
    if char in _DIGITS:
        return f"{{$^{_DIGITS[char]}$}}"
    if char in _LOW_DIGITS:
        return f"{{$_{_LOW_DIGITS[char]}$}}"
    names = [name for name, symbol in SYMBOLS.items() if symbol == char]
    return f"{{$\\{names[0]}$}}" if names else ""


# What pylatexenc's decoder does not know: scripts of one digit.
_UNDECODED = (
    (re.compile(r"\{\$\^(\d)\$\}"), lambda match: "⁰¹²³⁴⁵⁶⁷⁸⁹"[int(match[1])]),
    (re.compile(r"\{\$_(\d)\$\}"), lambda match: "₀₁₂₃₄₅₆₇₈₉"[int(match[1])]),
)


@cache
def _decoder() -> latex2text.LatexNodes2Text:
    return latex2text.LatexNodes2Text(
        latex_context=signs_context(), math_mode="text", strict_latex_spaces=True
    )
