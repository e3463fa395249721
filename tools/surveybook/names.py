"""Names of people and bodies: from the ways they are printed to parts, and a form for comparing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from surveybook.characters import CJK
from surveybook.model import Name

PARTICLES = frozenset(
    {
        "von",
        "van",
        "der",
        "den",
        "de",
        "del",
        "della",
        "di",
        "da",
        "du",
        "dos",
        "das",
        "la",
        "le",
        "ter",
        "ten",
        "zu",
        "zur",
        "bin",
        "ibn",
        "al",
        "el",
        "af",
        "av",
    }
)
SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})
# Letters that Unicode does not decompose into a base letter and an accent.
_NO_DECOMPOSITION = {
    ord(letter): plain
    for letter, plain in [
        ("ı", "i"),
        ("ł", "l"),
        ("Ł", "L"),
        ("ø", "o"),
        ("Ø", "O"),
        ("đ", "d"),
        ("Đ", "D"),
        ("ß", "ss"),
        ("æ", "ae"),
        ("Æ", "AE"),
        ("œ", "oe"),
        ("Œ", "OE"),
    ]
}
_NO_LETTER = re.compile(r"[\W_]+")


def parse_name(text: str) -> Name:
    """A name from ``Given Family``, ``Family, Given``, ``Family, Jr., Given`` or ``{Body}``.

    BibTeX's own reading (Patashnik, *BibTeXing*, section 4): lower-case particles belong to the
    family name; words before them are given names.
    """
    text = " ".join(text.split())
    if not text:
        return Name()
    if text.startswith("{") and text.endswith("}"):
        return Name(literal=text[1:-1])
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) == 2 and parts[1].lower() in SUFFIXES:
        plain = parse_name(parts[0])
        return Name(plain.family, plain.given, plain.particle, parts[1])
    if len(parts) == 3:
        return _with_particle(parts[0], parts[2], parts[1])
    if len(parts) == 2:
        return _with_particle(parts[0], parts[1], "")
    return _from_display(text)


def _with_particle(family: str, given: str, suffix: str) -> Name:
    words = family.split()
    count = 0
    while count < len(words) - 1 and words[count] in PARTICLES:
        count += 1
    return Name(" ".join(words[count:]), given, " ".join(words[:count]), suffix)


def _from_display(text: str) -> Name:
    words = text.split()
    if len(words) == 1 or CJK.search(text):
        return Name(family=text)
    suffix = words.pop() if words[-1].lower() in SUFFIXES and len(words) > 2 else ""
    start = next((i for i, word in enumerate(words[1:-1], 1) if word in PARTICLES), len(words) - 1)
    end = start
    while end < len(words) - 1 and words[end] in PARTICLES:
        end += 1
    return Name(" ".join(words[end:]), " ".join(words[:start]), " ".join(words[start:end]), suffix)


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Text for comparing: without accents, case, punctuation and doubled spaces."""
    plain = text if text.isascii() else _without_accents(text)
    return " ".join(_NO_LETTER.sub(" ", plain.casefold()).split())


def _without_accents(text: str) -> str:
    special = text.translate(_NO_DECOMPOSITION)
    return "".join(
        c for c in unicodedata.normalize("NFKD", special) if not unicodedata.combining(c)
    )


def family_key(name: Name) -> str:
    """What two printings of one person share: the folded family name, or the folded body."""
    return fold(name.literal or name.family)


def same_person(one: Name, other: Name) -> bool:
    """True where two names can be one person: same family, and given names that do not disagree."""
    if family_key(one) != family_key(other):
        return False
    left, right = fold(one.given).split(), fold(other.given).split()
    return all(a.startswith(b) or b.startswith(a) for a, b in zip(left, right, strict=False))
