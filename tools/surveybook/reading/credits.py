"""Who wrote it, where and when: author lists, venues and years from the text of an item."""

from __future__ import annotations

import re
from dataclasses import dataclass

from surveybook.identifiers import bare_arxiv
from surveybook.names import PARTICLES
from surveybook.reading.words import (
    ARXIV_SPELLING,
    BODIES,
    COMMON_WORDS,
    VENUE_ACRONYM,
    VENUE_WORDS,
)

MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
# A date in any of its printed forms; the year is always a group `y` or the two digits `s`.
_DATE = re.compile(
    rf"(?:\b\d{{1,2}}(?:st|nd|rd|th)?[\s.-]*)?\b{MONTHS}[\s.,-]*(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?(?P<m>{_YEAR})\b"
    rf"|(?<![\d.])(?P<d>{_YEAR})[-./年](?:0?[1-9]|1[0-2])(?:[-./月](?:0?[1-9]|[12]\d|3[01])日?)?(?![\d])"
    rf"|(?<![\d.])(?:0?[1-9]|1[0-2])[-/.](?P<b>{_YEAR})(?!\d)"
    rf"|(?<![\d./:])(?P<y>{_YEAR})(?![\d/]|\.\d)"
    rf"|(?<=[A-Za-z\s])['’](?P<s>\d\d)\b"
)
# Page ranges, volumes and issues hold numbers that look like years.
_PAGES = re.compile(
    r"[:,]\s*(?!(?:19|20)\d\d[-–]\d\d\b)\d{1,5}\s*[-–]\s*\d{1,5}\b|\bpp?\.?\s*\d+(?:\s*[-–]+\s*\d+)?"
)
_TRUNCATED = re.compile(
    r"(?:,?\s*\b(?:and|&)?\s*(?:\b|(?<=[a-z]))e[tl]\.?\s*al(?:\b|(?=[A-Z]))\.?|,?\s+(?:and|&)\s+(?:\d+\s+)?(?:many\s+)?others?\b\.?"
    r"|,\s*others?\b\.?|,?\s*(?:\.{3}|…)\s*$|,?\s*\band\s+\d+\s+more\b|\s+等(?:人)?)",
    re.I,
)
_INITIAL = re.compile(r"^(?:[A-Z]\.?-?){1,4}$")
_NAME_WORD = re.compile(r"^[^\W\d_][\w'’`.‐-–-]*$")
_CJK_NAME = re.compile(r"^[\u4e00-\u9fff·]{2,5}$")
# An unknown venue beside a year: an acronym, perhaps with a word behind it.
_SHORT_VENUE = re.compile(r"[A-Z][\w/&-]*[A-Z][\w/&-]*(?:[\s/'’-]+\w+){0,2}")
_TRIM = " \t\n.,;:|·•*-–—/"


@dataclass(frozen=True, slots=True)
class Authors:
    """Display names in order; ``truncated`` where the list says that there are more."""

    names: tuple[str, ...]
    truncated: bool = False


@dataclass(frozen=True, slots=True)
class Credit:
    """What a piece of text says about authors, venue and year; ``rest`` is what it says besides."""

    authors: Authors | None = None
    venue: str | None = None
    year: int | None = None
    arxiv: str | None = None
    rest: str = ""


def find_year(text: str) -> int | None:
    """The last year printed in a text, read from any usual form of a date."""
    text = _PAGES.sub(" ", text)
    found = list(_DATE.finditer(text))
    bracketed = [m for m in found if re.search(r"\(\s*$", text[: m.start()])]
    return _year_of((bracketed or found)[-1]) if found else None


def _year_of(match: re.Match[str]) -> int:
    groups = match.groupdict()
    if groups["s"]:
        return 2000 + int(groups["s"])
    return int(next(value for value in groups.values() if value))


def without_dates(text: str) -> str:
    """The text without its dates and the brackets or commas they leave."""
    bare = _DATE.sub(" ", text)
    bare = re.sub(r"\(\s*[,.;]*\s*\)|\[\s*[,.;]*\s*\]", " ", bare)
    return re.sub(r"\s+", " ", bare).strip()


def tidy(text: str) -> str:
    """One line, single spaces, no separators and no brackets without partner at its ends."""
    text = re.sub(r"\s+", " ", text).strip(_TRIM)
    for opening, closing in ("()", "[]", "{}"):
        if text.startswith(opening) and text.endswith(closing) and text.count(opening) == 1:
            return tidy(text[1:-1])
        if text.startswith((opening, closing)) and text.count(opening) != text.count(closing):
            return tidy(text[1:])
        if text.endswith((opening, closing)) and text.count(opening) != text.count(closing):
            return tidy(text[:-1])
    return text


def is_name(text: str) -> bool:
    """True where a text can be one person's name: capitalised words, initials and particles."""
    words = text.replace("~", " ").split()
    if not 1 <= len(words) <= 6:
        return False
    if _CJK_NAME.match(text):
        return True
    if any(not _is_name_word(word) for word in words):
        return False
    if words[-1] in ("Team", "Group") and len(words) > 1:
        return True
    return sum(word.casefold().strip(".") in COMMON_WORDS for word in words) * 2 < len(words)


def _is_name_word(word: str) -> bool:
    if word in PARTICLES or _INITIAL.match(word) or word in ("Jr.", "Jr", "II", "III"):
        return True
    return bool(_NAME_WORD.match(word)) and (
        word[0].isupper() or "'" in word[:3] or "’" in word[:3]
    )


def parse_authors(text: str, *, trusted: bool = False) -> Authors | None:
    """An author list, or None where the text is none.

    Taken are ``Given Family, …``, ``Family, Given and …`` (BibTeX), a stray or full-width comma,
    ``and``/``&`` before the last name, ``et al.`` and ``and others``, marks of affiliation. With
    ``trusted`` (a labelled author line) a single name or an unusual one is taken as it stands.
    """
    text, truncated = _cut_truncation(_one_line(text))
    if not text:
        return None
    names = tuple(_turned(part) for part in _split(text))
    names = tuple(name for name in (_trim_name(name) for name in names) if name)
    if not names:
        return None
    if trusted or _is_body(names) or _believable(names, truncated):
        return Authors(names, truncated)
    return None


def _is_body(names: tuple[str, ...]) -> bool:
    return len(names) == 1 and bool(BODIES.match(names[0]))


def _one_line(text: str) -> str:
    text = re.sub(r"^\s*by:?\s+", "", text, flags=re.I)
    text = re.sub(r"[，、；;]", ", ", text.replace("\u00a0", " "))
    text = re.sub(r"[*†‡§¶#^✉📧∗⋆♠♣♡♢]+\d*|\$\^.*?\$|<sup>.*?</sup>|[¹²³⁴⁵⁶⁷⁸⁹⁰]+", "", text)
    text = re.sub(r"\s+", " ", text).strip(" \t,:|·•-–—()[]")
    # A full stop at the end belongs to the sentence unless it closes an initial, `Jr.` or `al.`
    last = text.split()[-1] if text else ""
    return text if _INITIAL.match(last) or last in ("Jr.", "Sr.", "al.") else text.rstrip(".")


def _cut_truncation(text: str) -> tuple[str, bool]:
    match = _TRUNCATED.search(text)
    if match is None:
        return text, False
    tail = text[match.end() :].strip(_TRIM)
    return (text[: match.start()].strip(" ,"), True) if len(tail) < 3 else (text, False)


def _split(text: str) -> list[str]:
    parts = re.split(r"\s*,?\s+(?:and|&)\s+", text)
    if _is_bibtex(parts):
        return parts
    parts = re.split(r"\s*,\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+", _join_strays(text))
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
    if len(parts) < 2 or not is_name(parts[0]) or not is_name(parts[1]):
        return parts
    family, given = parts[0].split(), parts[1].split()
    if any(word not in PARTICLES for word in family[:-1]):
        return parts
    whole = len(given) > 1 and not _INITIAL.match(given[-1]) and given[-1] not in PARTICLES
    if whole and len(family) == 1:
        return parts
    if any(len(part.split()) < 2 for part in parts[2:]):
        return parts
    return [f"{parts[1]} {parts[0]}", *parts[2:]]


def _is_bibtex(parts: list[str]) -> bool:
    """``Family, Given and Family, Given``: one comma in (nearly) every part."""
    with_comma = [part for part in parts if part.count(",") == 1 and _is_turned(part)]
    if len(parts) == 1:
        return bool(with_comma) and all(len(side.split()) == 1 for side in parts[0].split(","))
    return len(with_comma) >= 0.7 * len(parts) and all(part.count(",") <= 2 for part in parts)


def _is_turned(part: str) -> bool:
    family, given = (side.strip() for side in part.split(",", 1))
    return bool(family) and bool(given) and len(family.split()) <= 4 and len(given.split()) <= 4


def _join_strays(text: str) -> str:
    """``Kianté,Brantley`` is one name: a comma without space between two single words."""

    def joined(match: re.Match[str]) -> str:
        return f"{match[1]}{match[2]} {match[3]}"

    return re.sub(r"(^|,\s+)([^\W\d_][\w'-]*),([^\W\d_][\w'-]*)(?=\s*(?:,|$))", joined, text)


def _turned(part: str) -> str:
    initials = re.fullmatch(r"((?:[^\W\d_][\w'’-]+\s+)+)((?:[A-Z]\.?\s*){1,4})", part.strip())
    if initials and not initials[2].strip().endswith(".") and _only_initials(initials[2]):
        return f"{initials[2].strip()} {initials[1].strip()}"
    pieces = [piece.strip() for piece in part.split(",")]
    if len(pieces) == 2 and pieces[1] and pieces[1] not in ("Jr.", "Jr", "II", "III"):
        return f"{pieces[1]} {pieces[0]}"
    if len(pieces) == 3:
        return f"{pieces[2]} {pieces[0]}, {pieces[1]}"
    return part


def _only_initials(text: str) -> bool:
    return all(len(word.strip(".")) == 1 for word in text.split())


def _trim_name(name: str) -> str:
    name = re.sub(r"^(?:and|by|&)\s+", "", name.strip(" ,;:*"), flags=re.I)
    name = re.sub(r"\s*\([^)]*\)$", "", name)
    # Digits behind a person's name point to an affiliation; a body may have them in its name.
    return (re.sub(r"(?<=[^\W\d])\d+$", "", name) if " " in name else name).strip(" ,;:")


def _believable(names: tuple[str, ...], truncated: bool) -> bool:
    good = sum(is_name(name) for name in names)
    if parse_venue(names[-1])[0] or (len(names) > 1 and BODIES.match(names[-1])):
        return False
    if truncated:
        return good >= 0.6 * len(names) and good > 0 and len(names) <= 30
    full = sum(len(name.split()) > 1 or bool(_CJK_NAME.match(name)) for name in names)
    if len(names) == 1:
        return good == 1 and full == 1 and 2 <= len(names[0].split()) <= 4
    return good >= 0.75 * len(names) and full >= 0.5 * len(names)


def parse_venue(text: str) -> tuple[str | None, str]:
    """The venue as printed without its year (``arXiv`` for any spelling of it), and what is left."""
    bare = tidy(without_dates(text))
    if not bare:
        return None, ""
    if ARXIV_SPELLING.match(bare):
        rest = tidy(
            re.sub(
                r"[\d.:v]+|\[?\b(?:cs|stat|math|eess)\.[A-Z]{2}\]?",
                "",
                ARXIV_SPELLING.sub("", bare),
            )
        )
        return ("arXiv", rest) if word_like(rest) else ("arXiv", "")
    match = VENUE_ACRONYM.search(bare)
    if match and len(bare) - len(match[0]) <= 45 and not _lower_words(bare, match):
        return _venue_name(bare), ""
    if VENUE_WORDS.search(bare) and len(bare) <= 200 and bare[0].isupper():
        return bare, ""
    return None, bare


def word_like(text: str) -> bool:
    """True where a text holds a word, not only numbers and marks of a page."""
    return bool(re.search(r"[^\W\d_]{3}", re.sub(r"arxiv|preprint|x{3,}", "", text, flags=re.I)))


def _lower_words(text: str, match: re.Match[str]) -> bool:
    """True where the text around an acronym reads like a sentence or a title."""
    around = (text[: match.start()] + " " + text[match.end() :]).split()
    small = [
        w for w in around if w.islower() and w not in ("of", "the", "on", "in", "and", "at", "for")
    ]
    return len(small) > 2 or (len(around) > 6 and not VENUE_WORDS.search(text))


def _venue_name(text: str) -> str:
    text = re.sub(
        r"^(?:published\s+)?(?:in|at|accepted\s+(?:by|to|at)|to appear in)\s+", "", text, flags=re.I
    )
    return tidy(re.sub(r"^(?:the)\s+", "", text, flags=re.I))


def parse_credit(text: str, *, first: bool = True) -> Credit:
    """Authors, venue and year of a line such as ``A, B and C. arXiv, 2023``.

    With ``first`` false (authors are already known) what is left is read as a venue.
    """
    text = re.sub(r"\b(al\.)(?=\w)", r"\1 ", text.replace("*", " "))
    arxiv = bare_arxiv(text) if re.search(r"arxiv", text, re.I) else None
    text = re.sub(
        r"\b(?:arXiv|abs)[\s:,]*\d{4}\.\d{4,5}(?:v\d+)?(?:\s*\[[\w.-]+\])?",
        "arXiv",
        text,
        flags=re.I,
    )
    year = find_year(text)
    plain = re.sub(r"(?:\barXiv(?:\s+preprint)?\b[\s:,]*){2,}", "arXiv ", text, flags=re.I)
    if not first:
        venue, rest = parse_venue(plain)
        return Credit(None, venue, year, arxiv, rest)
    for head, tail in _cuts(plain):
        authors = parse_authors(head)
        if authors is None:
            continue
        venue, rest = parse_venue(tail)
        if venue is None and rest and (_can_be_venue(rest, tail) or _ends_list(authors, rest)):
            venue, rest = rest, ""
        if not rest:
            return Credit(authors, venue, year, arxiv, "")
    venue, rest = parse_venue(plain)
    if venue is None and year is not None and _SHORT_VENUE.fullmatch(rest):
        venue, rest = rest, ""
    return Credit(None, venue, year, arxiv, rest)


def bracketed_venue(text: str) -> str | None:
    """The venue in brackets of its own with a year (``COLLING 2022``), known or not."""
    bare = tidy(without_dates(text))
    words = bare.split()
    if find_year(text) is None or not 1 <= len(words) <= 6 or parse_authors(bare) is not None:
        return None
    return (
        bare
        if all(w[0].isupper() or w in ("of", "on", "the", "and", "in") for w in words)
        else None
    )


def _ends_list(authors: Authors, rest: str) -> bool:
    """After ``et al.`` up to three words say where the work appeared."""
    return authors.truncated and len(rest.split()) <= 3


def _can_be_venue(rest: str, tail: str) -> bool:
    """After an author list and a full stop or a year, a short capitalised text is where it appeared."""
    return (
        len(rest) <= 80
        and rest[:1].isupper()
        and (bool(_DATE.search(tail)) or bool(BODIES.match(rest)) or bool(VENUE_WORDS.search(rest)))
    )


def _cuts(text: str) -> list[tuple[str, str]]:
    """Ways to cut a line into authors and the rest, the most likely first."""
    text = text.strip()
    if re.fullmatch(r"\([^()]*\)", text):
        text = text[1:-1]
    bare = re.sub(r"\(([^()]*)\)[\s.]*$", r". \1", text)
    cuts: list[tuple[str, str]] = []
    for match in re.finditer(
        r"(?<![A-Z])(?<!\bal)(?<!\bJr)\.\s+|\bal\.?,?\s+|\bothers\.?\s+|\s[-–—|·]\s|:\s", bare
    ):
        keep = (
            0
            if match[0].strip(" .") in ("", "-", "–", "—", "|", "·", ":")
            else len(match[0].rstrip())
        )
        cuts.append((bare[: match.start() + keep], bare[match.end() :]))
    if re.search(r"(?:^|,\s|by\s)[^\W\d_][\w'’ -]+(?:\s[A-Z])+(?=,|\.)", bare):
        # Names such as `Shoham Y` end in initials, so a full stop behind one may end the list.
        cuts.extend(
            (bare[: m.start()], bare[m.end() :]) for m in re.finditer(r"(?<=\s[A-Z])\.\s+", bare)
        )
    pieces = bare.split(",")
    for count in range(len(pieces) - 1, 0, -1):
        tail = ",".join(pieces[count:])
        if (
            parse_venue(tail)[0]
            or BODIES.match(tidy(without_dates(tail)))
            or not tidy(without_dates(tail))
        ):
            cuts.append((",".join(pieces[:count]), tail))
    dated = _DATE.search(bare)
    if dated:
        cuts.append((bare[: dated.start()], bare[dated.start() :]))
    cuts.append((bare, ""))
    return cuts
