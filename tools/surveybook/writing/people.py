"""Names as BibTeX reads them back: ``Family, Given``, bodies in braces (BibTeXing, section 4)."""

from __future__ import annotations

import re
from functools import lru_cache

from surveybook.characters import CJK
from surveybook.model import Name
from surveybook.names import fold
from surveybook.writing.latex import text_to_latex

_BETWEEN_WORDS = re.compile(r"[\s~]+|-")
_ENDS_A_LABEL = re.compile(r"[][,]")
_CUT_MARKS = frozenset({"et al", "others", "and others"})
LEAST_BEFORE_OTHERS = 3
"""Fewer names than this before ``and others`` read as "One and others" in prose."""


def render_names(names: tuple[Name, ...], complete: bool) -> str:
    """The value of an author field; ``and others`` only after at least three names."""
    return author_field(*shown_names(names, complete))


def author_field(names: tuple[Name, ...], cut: bool) -> str:
    """The same from names that can all be printed, and whether there are more."""
    others = ["others"] if cut and len(names) >= LEAST_BEFORE_OTHERS else []
    return " and ".join([*(render_name(name) for name in names), *others])


def shown_names(names: tuple[Name, ...], complete: bool) -> tuple[tuple[Name, ...], bool]:
    """The names that can be printed, and True where there are more that are not given."""
    kept = tuple(name for name in names if not _is_cut_mark(name) and render_name(name))
    return kept, not complete or any(_is_cut_mark(name) for name in names)


@lru_cache(maxsize=1 << 16)
def render_name(name: Name) -> str:
    """One name: ``van der Wal, Oskar``, ``King, Jr., Martin``, ``{OpenAI}``; or nothing."""
    if name.literal or not name.family:
        return _braced(name.literal or name.display)
    if not name.given:
        return _lonely(name)
    if _has_no_initials(name.given):
        return _braced(_together(name))
    family = _part(name.family)
    if " " in family and re.search(r"(?:^|\s)[^\sA-Z]", name.family):
        family = f"{{{family}}}"
    if name.particle and _part(name.particle):
        family = _with_particle(_part(name.particle), family)
    return ", ".join(part for part in (family, _part(name.suffix), _part(name.given)) if part)


def _lonely(name: Name) -> str:
    """A name without given names: one word stays bare, more would be split and is braced."""
    text = _part(name.display)
    return text if text.isalnum() and text[:1].isupper() else _braced(name.display)


def _has_no_initials(given: str) -> bool:
    """True where a word begins with no letter, or with one without LaTeX form.

    BibTeX would take a byte of it, and biber a brace without its other half.
    """
    words = _BETWEEN_WORDS.split(given.strip())
    return any(not (w[:1].isalpha() and (w.isascii() or _opens_in_ascii(w))) for w in words)


def _opens_in_ascii(word: str) -> bool:
    return text_to_latex(word)[:1].isascii()


def _together(name: Name) -> str:
    """A name that styles must leave alone: as prose has it, Chinese with the family name first."""
    given, particle, family, suffix = name.given, name.particle, name.family, name.suffix
    if not (particle or suffix or CJK.sub("", given + family)):
        return family + given
    plain = " ".join(part for part in (given, particle, family) if part)
    return f"{plain}, {suffix}" if suffix else plain


def _with_particle(particle: str, family: str) -> str:
    """BibTeX finds a particle by its lower-case words; any other is kept in braces as family."""
    if all(re.match(r"[a-z]", word) for word in particle.split()):
        return f"{particle} {family}"
    return f"{{{particle} {family}}}"


def _braced(text: str) -> str:
    r"""A name in braces. Biber takes half a brace or escape for an initial; ``\relax`` hides it."""
    latex = text_to_latex(text)
    if latex.startswith(("{", "\\")):
        latex = rf"\relax{'' if latex.startswith('{') else '{}'}{latex}"
    return f"{{{latex}}}" if latex else ""


def _part(text: str) -> str:
    """Part of a name; in braces where BibTeX would split it, or LaTeX end a label, within it."""
    latex = text_to_latex(text)
    words = fold(text).split()
    risky = _ENDS_A_LABEL.search(latex) or "and" in words or words[:1] == ["others"]
    return f"{{{latex}}}" if risky else latex


def _is_cut_mark(name: Name) -> bool:
    return fold(name.display) in _CUT_MARKS
