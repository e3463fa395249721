"""Wording as one clean line: Markdown, emoji, LaTeX and quotation marks taken off."""

from __future__ import annotations

import re

from pylatexenc.latex2text import LatexNodes2Text

from surveybook.reading.words import SENTENCE_WORDS

_LATEX = LatexNodes2Text(math_mode="verbatim", keep_comments=True)
_MATHS = re.compile(r"\$([^$]{1,60})\$")
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3\u2190-\u21ff]+|:[a-z_]{2,30}:"
)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def clean_title(text: str) -> str:
    """A title as one clean line: no Markdown, emoji, LaTeX escapes or quotation marks around it."""
    text = re.sub(r"\s+", " ", _EMOJI.sub(" ", text.replace("\u00a0", " "))).strip()
    text = re.sub(r"^\[?\d{1,3}[.)\]]\s+(?=\D)", "", text)
    text = re.sub(r"\s+", " ", unlatex(text)).strip()
    text = re.sub(r"^[\s\"“”«»*_|·•–—:,;/]+|[\s\"“”«»*_|·•–—,;/]+$", "", text)
    text = re.sub(r",\s*(?:19|20)\d\d$", "", text)
    text = (
        re.sub(r"(?<![.\s])\.$", "", text)
        if not re.search(r"\b(?:al|etc|vs|[A-Z])\.$", text)
        else text
    )
    for opening, closing in ("[]", "()"):
        if text.startswith(closing):
            text = text[1:].lstrip()
        if text.count(opening) > text.count(closing) and text.startswith(opening):
            text = text[1:]
        if text.count(closing) > text.count(opening) and text.endswith(closing):
            text = text[:-1]
    return re.sub(r"\s*[:\-–—|(\[]$", "", text.strip().strip("*")).strip()


def unlatex(text: str) -> str:
    """LaTeX escapes and simple maths (``{\\'e}``, ``$\\beta$``) as Unicode; other maths stays."""
    if not re.search(r"[\\{}$]", text):
        return text
    text = _MATHS.sub(_plain_maths, text)
    if "\\" not in text and "{" not in text:
        return text
    try:
        return str(_LATEX.latex_to_text(re.sub(r"(?<!\\)[%#&]", r"\\\g<0>", text))).strip()
    except (
        Exception
    ):  # pylatexenc raises many kinds on broken LaTeX; the text then stays as printed
        return text


def _plain_maths(match: re.Match[str]) -> str:
    inner = match[1]
    if re.search(r"[\^_{}]|\\(?:frac|sum|int|sqrt|begin|left)", inner):
        return match[0]
    if not re.fullmatch(r"(?:\\[A-Za-z]+|[\w\s+\-*/.,])+", inner) or inner.strip().isdigit():
        return match[0]
    plain = LatexNodes2Text().latex_to_text(f"${inner}$").strip()
    return plain or match[0]


def word_count(text: str) -> float:
    """How many words a text has; two ideographs count as a word."""
    cjk = len(_CJK.findall(text))
    return cjk / 2 + len(_CJK.sub(" ", text).split())


def reads_as_prose(text: str) -> bool:
    """True where a text outside of any title is a sentence addressed to the reader."""
    words = re.findall(r"[^\W\d_]+", text)
    small = sum(word.islower() for word in words)
    return len(words) >= 9 and small >= 0.6 * len(words) and bool(SENTENCE_WORDS.search(text))
