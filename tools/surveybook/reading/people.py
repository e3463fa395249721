"""Who wrote it: author lists in all the ways they are printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from surveybook.names import PARTICLES
from surveybook.reading.dates import TRIM
from surveybook.reading.venues import parse_venue
from surveybook.reading.words import BODIES, COMMON_WORDS

_TRUNCATED = re.compile(
    r"(?:,?\s*\b(?:and|&)?\s*(?:\b|(?<=[a-z]))e[tl]\.?\s*al(?:\b|(?=[A-Z]))\.?|,?\s+(?:and|&)\s+(?:\d+\s+)?(?:many\s+)?others?\b\.?"
    r"|,\s*others?\b\.?|,?\s*(?:\.{3}|…)\s*$|,?\s*\band\s+\d+\s+more\b|\s+等(?:人)?)",
    re.I,
)
# What every form of the above holds; most texts have none of it.
_MORE = re.compile(r"e[tl]\.?\s*al|other|more|\.{3}|[…等]")
_INITIAL = re.compile(r"^(?:[A-Z]\.?-?){1,4}$")
_WITH_STOP = frozenset({"Jr.", "Sr.", "al.", "..."})
_NAME_WORD = re.compile(r"^[^\W\d_][\w'’`.‐-–-]*$")
_BY = re.compile(r"^\s*by:?\s+", re.I)
_LEADING_WORD = re.compile(r"^(?:and|by|&)\s+", re.I)
_DIGITS_BEHIND = re.compile(r"(?<=[^\W\d])\d+$")
_SEPARATOR = re.compile(r"[，、；;]")
_BEFORE_LAST = re.compile(r"\s*,?\s+(?:and|&)\s+")
_BETWEEN = re.compile(r"\s*,\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+")
_AND = re.compile(r"\s+and\s+")
_TIGHT_COMMA = re.compile(r",[^\W\d_]")
_STRAY_COMMA = re.compile(r"(^|,\s+)([^\W\d_][\w'-]*),([^\W\d_][\w'-]*)(?=\s*(?:,|$))")
_INITIALS_LAST = re.compile(r"((?:[^\W\d_][\w'’-]+\s+)+)((?:[A-Z]\.?\s*){1,4})")
_BRACKETS_LAST = re.compile(r"\s*\([^)]*\)$")
_AFFILIATION = re.compile(r"[*†‡§¶#^✉📧∗⋆♠♣♡♢]+\d*|\$\^.*?\$|<sup>.*?</sup>|[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
_MARK = re.compile(r"[*†‡§¶#^✉📧∗⋆♠♣♡♢$<¹²³⁴⁵⁶⁷⁸⁹⁰]")
"""Where an affiliation begins."""
_CJK_NAME = re.compile(r"^[\u4e00-\u9fff·]{2,5}$")
_LONGEST = 50_000
"""Letters of more than a thousand names; a longer text is no list of authors."""


@dataclass(frozen=True, slots=True)
class Authors:
    """Display names in order; ``truncated`` where the list says that there are more."""

    names: tuple[str, ...]
    truncated: bool = False


@lru_cache(maxsize=4096)
def is_name(text: str) -> bool:
    """True where a text can be one person's name: capitalised words, initials and particles."""
    words = text.replace("~", " ").split()
    if not 1 <= len(words) <= 6:
        return False
    if _CJK_NAME.match(text):
        return True
    if not all(map(_is_name_word, words)):
        return False
    if words[-1] in ("Team", "Group") and len(words) > 1:
        return True
    common = [word for word in words if word.casefold().strip(".") in COMMON_WORDS]
    return 2 * len(common) < len(words)


def _is_name_word(word: str) -> bool:
    if word.isalpha() and word[0].isupper():
        return True
    if word in PARTICLES or _INITIAL.match(word) or word in ("Jr.", "Jr", "II", "III"):
        return True
    return bool(_NAME_WORD.match(word)) and (
        word[0].isupper() or "'" in word[:3] or "’" in word[:3]
    )


@lru_cache(maxsize=4096)
def parse_authors(text: str, *, trusted: bool = False) -> Authors | None:
    """An author list, or None where the text is none.

    Taken are ``Given Family, …``, ``Family, Given and …`` (BibTeX), a stray or full-width comma,
    ``and``/``&`` before the last name, ``et al.`` and ``and others``, marks of affiliation. With
    ``trusted`` (a labelled author line) a single name or an unusual one is taken as it stands.
    """
    if len(text) > _LONGEST:
        return None
    text, truncated = _cut_truncation(_one_line(text))
    if not text:
        return None
    names = tuple(name for part in _split(text) if (name := _trim_name(_turned(part))))
    if not names:
        return None
    if trusted or _is_body(names) or _believable(names, truncated):
        return Authors(names, truncated)
    return None


def _is_body(names: tuple[str, ...]) -> bool:
    return len(names) == 1 and bool(BODIES.match(names[0]))


def _one_line(text: str) -> str:
    text = _SEPARATOR.sub(", ", _BY.sub("", text).replace("\u00a0", " "))
    text = _AFFILIATION.sub("", text) if _MARK.search(text) else text
    text = " ".join(text.split()).strip(" ,:|·•-–—()[]")
    # A full stop at the end belongs to the sentence unless it closes an initial, `Jr.` or `al.`
    last = text.split()[-1] if text else ""
    return text if _INITIAL.match(last) or last in _WITH_STOP else text.rstrip(".")


def _cut_truncation(text: str) -> tuple[str, bool]:
    match = _TRUNCATED.search(text) if _MORE.search(text.lower()) else None
    if match is None:
        return text, False
    tail = text[match.end() :].strip(TRIM)
    return (text[: match.start()].strip(" ,"), True) if len(tail) < 3 else (text, False)


def _split(text: str) -> list[str]:
    parts = _BEFORE_LAST.split(text) if " and " in text or " & " in text else [text]
    if _is_bibtex(parts):
        return parts
    if len(parts) == 1 and "," not in text:
        return parts
    parts = _BETWEEN.split(_join_strays(text))
    return _first_turned(_paired([part.strip() for part in parts if part.strip()]))


def _paired(parts: list[str]) -> list[str]:
    """``Cheng, Qinyuan, Sun, Tianxiang``: family and given names alternate."""
    if len(parts) < 4 or len(parts) % 2 or any(" " in part for part in parts[::2]):
        return parts
    if sum(" " not in part for part in parts[1::2]) * 2 < len(parts[1::2]):
        return parts
    return [f"{given} {family}" for family, given in zip(parts[::2], parts[1::2], strict=True)]


def _first_turned(parts: list[str]) -> list[str]:
    """``Hinton, Geoffrey E., and Ruslan Salakhutdinov``: only the first name is turned (MLA)."""
    if len(parts) < 2:
        return parts
    family, given = parts[0].split(), parts[1].split()
    if any(word not in PARTICLES for word in family[:-1]):
        return parts
    whole = len(given) > 1 and not _INITIAL.match(given[-1]) and given[-1] not in PARTICLES
    if whole and len(family) == 1:
        return parts
    if any(len(part.split()) < 2 for part in parts[2:]):
        return parts
    if not is_name(parts[0]) or not is_name(parts[1]):
        return parts
    return [f"{parts[1]} {parts[0]}", *parts[2:]]


def _is_bibtex(parts: list[str]) -> bool:
    """``Family, Given and Family, Given``: one comma in (nearly) every part."""
    with_comma = [part for part in parts if part.count(",") == 1 and _is_turned(part)]
    if len(parts) == 1:
        return bool(with_comma) and all(len(side.split()) == 1 for side in parts[0].split(","))
    return len(with_comma) >= 0.7 * len(parts) and all(part.count(",") <= 2 for part in parts)


def is_turned_list(text: str) -> bool:
    """True for ``Family, Given and Family, Given``: every name is turned."""
    parts = _AND.split(text)
    return len(parts) > 1 and _is_bibtex(parts)


def _is_turned(part: str) -> bool:
    family, given = (side.strip() for side in part.split(",", 1))
    return bool(family) and bool(given) and len(family.split()) <= 4 and len(given.split()) <= 4


def _join_strays(text: str) -> str:
    """``Kianté,Brantley`` is one name: a comma without space between two single words."""

    def joined(match: re.Match[str]) -> str:
        return f"{match[1]}{match[2]} {match[3]}"

    return _STRAY_COMMA.sub(joined, text) if _TIGHT_COMMA.search(text) else text


def _turned(part: str) -> str:
    bare = part.strip()
    # An initial with its full stop stands behind a given name; one without, behind a family name.
    initials = _INITIALS_LAST.fullmatch(bare) if "A" <= bare[-1:] <= "Z" else None
    if initials and _only_initials(initials[2]):
        return f"{initials[2].strip()} {initials[1].strip()}"
    if "," not in part:
        return part
    pieces = [piece.strip() for piece in part.split(",")]
    if len(pieces) == 2 and pieces[1] and pieces[1] not in ("Jr.", "Jr", "II", "III"):
        return f"{pieces[1]} {pieces[0]}"
    if len(pieces) == 3:
        return f"{pieces[2]} {pieces[0]}, {pieces[1]}"
    return part


def _only_initials(text: str) -> bool:
    return all(len(word.strip(".")) == 1 for word in text.split())


@lru_cache(maxsize=4096)
def _trim_name(name: str) -> str:
    name = _LEADING_WORD.sub("", name.strip(" ,;:*"))
    name = _BRACKETS_LAST.sub("", name) if name.endswith(")") else name
    # Digits behind a person's name point to an affiliation; a body may have them in its name.
    has_digits = name[-1:].isdecimal() and " " in name
    return (_DIGITS_BEHIND.sub("", name) if has_digits else name).strip(" ,;:")


def _believable(names: tuple[str, ...], truncated: bool) -> bool:
    if not _mostly_names(names, truncated) or (len(names) > 1 and BODIES.match(names[-1])):
        return False
    return not parse_venue(names[-1])[0]


def _mostly_names(names: tuple[str, ...], truncated: bool) -> bool:
    good = sum(map(is_name, names))
    if truncated:
        return good >= 0.6 * len(names) and good > 0 and len(names) <= 30
    if good < 0.75 * len(names):
        return False
    if len(names) == 1 and not 2 <= len(names[0].split()) <= 4:
        return False
    full = sum(" " in name or bool(_CJK_NAME.match(name)) for name in names)
    return full >= 0.5 * len(names)
