"""Wording as one clean line: Markdown, emoji, LaTeX and quotation marks taken off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.latexwalker import (
    LatexCharsNode,
    LatexGroupNode,
    LatexMacroNode,
    LatexMathNode,
    LatexNode,
    LatexSpecialsNode,
    LatexWalker,
)

from surveybook.characters import CJK
from surveybook.latex_signs import SYMBOLS, accent_grammar, signs_context
from surveybook.reading.encoding import mend_encoding
from surveybook.reading.words import SENTENCE_WORDS

_MACROS = signs_context()
_LATEX = LatexNodes2Text(_MACROS, math_mode="verbatim", keep_comments=True)
_PLAIN_MATHS = LatexNodes2Text(_MACROS)
# Macros that set their argument in another shape, and accents; all others must stand for a sign.
_SHAPES = frozenset(
    "emph textbf textit textrm textsc textsf textsl texttt textup textsuperscript mbox".split()
)
_ACCENTS = frozenset("' ` ^ \" ~ = . u v H c k r b d textcommabelow".split())
_BARE = re.compile(r"(?<!\\)[%#&]")
_HIDDEN = {"%": "\ue025", "#": "\ue023", "&": "\ue026"}
# Signs that only maths prints in every font; braces keep their backslash until all is read.
_SIGNS = {
    **{"<": "<", ">": ">", "|": "|", r"\lbrace": r"\{", r"\rbrace": r"\}"},
    **{f"^{digit}": sign for digit, sign in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")},
    **{f"_{digit}": sign for digit, sign in enumerate("₀₁₂₃₄₅₆₇₈₉")},
    **{rf"\{name}": sign for name, sign in SYMBOLS.items()},
}
_MATHS = re.compile(r"(?<!\\)\$([^$]{1,60})(?<!\\)\$")
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3\u2190-\u21ff]+|:[a-z_]{2,30}:"
)
_NUMBERED = re.compile(r"^\[?\d{1,3}[.)\]]\s+(?=\D)")
_AROUND = ' "“”«»*_|·•–—,;/'
_LOOSE_ENDS = (":", "-", "–", "—", "|", "(", "[")
_OF_LATEX = re.compile(r"[\\{}$]")
_WORDS = re.compile(r"[^\W\d_]+")
_YEAR_BEHIND = re.compile(r",\s*(?:19|20)\d\d$")
_STOP_OF_ITS_OWN = re.compile(r"\b(?:al|etc|vs|[A-Z])\.$")
_FULL_STOP = re.compile(r"(?<![.\s])\.$")


@lru_cache(maxsize=4096)
def clean_title(text: str) -> str:
    """A title as one clean line: no Markdown, emoji, LaTeX escapes or quotation marks around it."""
    # What else stands on its line may have kept it from being mended there (``mend_text``).
    text = mend_encoding(text)
    if ":" in text or not text.isascii():
        text = _EMOJI.sub(" ", text)
    text = " ".join(text.split())
    text = " ".join(unlatex(_NUMBERED.sub("", text)).split())
    text = text.lstrip(f"{_AROUND}:").rstrip(_AROUND)
    text = _YEAR_BEHIND.sub("", text)
    if text.endswith(".") and not _STOP_OF_ITS_OWN.search(text):
        text = _FULL_STOP.sub("", text)
    for opening, closing in ("[]", "()"):
        if text.startswith(closing):
            text = text[1:].lstrip()
        if text.count(opening) > text.count(closing) and text.startswith(opening):
            text = text[1:]
        if text.count(closing) > text.count(opening) and text.endswith(closing):
            text = text[:-1]
    text = text.strip().strip("*")
    return (text[:-1] if text.endswith(_LOOSE_ENDS) else text).strip()


def unlatex(text: str) -> str:
    """LaTeX escapes and simple maths (``{\\'e}``, ``$\\beta$``) as Unicode; other maths stays.

    A text with anything in it that is no text to LaTeX either, such as ``\\input{x}`` or a brace
    without its other half, stays as printed.
    """
    if not _OF_LATEX.search(text):
        return text
    text = _MATHS.sub(_plain_maths, text)
    if "\\" not in text and "{" not in text:
        return text
    try:
        walker = LatexWalker(_hidden(text), latex_context=accent_grammar(), tolerant_parsing=False)
        nodes, _, _ = walker.get_latex_nodes()
        if not all(map(_is_shown, nodes)):
            return text
        plain = _shown(str(_LATEX.nodelist_to_text(nodes))).strip()
    except Exception:  # pylatexenc raises many kinds on broken LaTeX; the text stays as printed
        return text
    return unicodedata.normalize("NFC", plain)


def _hidden(text: str) -> str:
    """The text with what a list means as itself, though LaTeX does not, in other signs."""
    return _BARE.sub(lambda match: _HIDDEN[match[0]], text)


def _shown(text: str) -> str:
    return text.translate({ord(sign): bare for bare, sign in _HIDDEN.items()})


def _is_shown(node: LatexNode, *, maths: bool = True) -> bool:
    """True for words and for maths, which stays as it is; and for groups, signs, shapes of these.

    An accent stands on words alone.
    """
    if isinstance(node, LatexMathNode):
        return maths
    if isinstance(node, LatexGroupNode):
        return node.delimiters[0] == "{" and all(
            _is_shown(inner, maths=maths) for inner in node.nodelist
        )
    if isinstance(node, LatexMacroNode):
        inside = [one for one in (node.nodeargd.argnlist if node.nodeargd else ()) if one]
        return _is_known(node.macroname, inside) and all(
            _is_shown(one, maths=maths and node.macroname in _SHAPES) for one in inside
        )
    return isinstance(node, LatexCharsNode | LatexSpecialsNode)


def _is_known(macro: str, inside: Sequence[LatexNode]) -> bool:
    if macro in _ACCENTS:
        return re.search(r"[^\W\d_]", "".join(n.latex_verbatim() for n in inside)) is not None
    sign = getattr(_MACROS.get_macro_spec(macro), "simplify_repl", None)
    stands_for = isinstance(sign, str) and "%s" not in sign and "%(" not in sign
    return macro != "\\" and (stands_for or macro in _SHAPES or macro in "%&#_${}")


def _plain_maths(match: re.Match[str]) -> str:
    inner = match[1]
    if inner in _SIGNS:
        return _SIGNS[inner]
    if re.search(r"[\^_{}]|\\(?:frac|sum|int|sqrt|begin|left)", inner):
        return match[0]
    if not re.fullmatch(r"(?:\\[A-Za-z]+|[\w\s+\-*/.,])+", inner) or inner.strip().isdigit():
        return match[0]
    plain = _PLAIN_MATHS.latex_to_text(f"${inner}$").strip()
    return plain or match[0]


@lru_cache(maxsize=4096)
def word_count(text: str) -> float:
    """How many words a text has; two ideographs count as a word."""
    if text.isascii():
        return float(len(text.split()))
    cjk = len(CJK.findall(text))
    return cjk / 2 + len(CJK.sub(" ", text).split())


@lru_cache(maxsize=4096)
def reads_as_prose(text: str) -> bool:
    """True where a text outside of any title is a sentence addressed to the reader."""
    words = _WORDS.findall(text)
    small = sum(word.islower() for word in words)
    return len(words) >= 9 and small >= 0.6 * len(words) and bool(SENTENCE_WORDS.search(text))
