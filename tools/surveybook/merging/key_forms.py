"""How a new citation key is made: family + year + first significant title word, in ASCII.

``rafailov2023direct``; where that is taken, more words of the title follow
(``rafailov2023directpreference``), never a letter that depends on some order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from surveybook.characters import CJK, DEVICES
from surveybook.identifiers import arxiv_year
from surveybook.merging.words import STOP_WORDS
from surveybook.model import Link, Name, Work
from surveybook.names import fold

_BREAKS = re.compile(r"[\s:/|–—―,;()\[\]{}]+")
_BODY_NOISE = frozenset({"the", "team", "inc", "llc", "ltd", "group", "and", "of", "for"})
_BODY_FIELDS = ("publisher", "organization", "organisation", "owner", "company", "developer")
# Second labels of a host that name no one: example.co.uk, someone.github.io, mp.weixin.qq.com.
_NO_NAME = frozenset({"co", "com", "ac", "edu", "org", "net", "gov", "github", "gitlab", "qq"})
_MOST_WORDS = 12
_MOST_LETTERS = 40
_LONGEST = 120
_DEVICE = re.compile(DEVICES)


def ascii_word(text: str) -> str:
    """Lower-case ASCII letters and digits of a word; Greek letters by their names."""
    plain = fold(text)
    if plain.isascii():
        return plain.replace(" ", "")
    letters = []
    for letter in plain.replace(" ", ""):
        name = unicodedata.name(letter, "")
        if not letter.isascii() and name.startswith("GREEK"):
            letters.append(name.rsplit(" ", 1)[-1].lower())
        elif letter.isascii() and letter.isalnum():
            letters.append(letter)
    return "".join(letters)


def title_words(title: str) -> tuple[str, ...]:
    """The significant words of a title in order; compounds stay one (``GPT-4`` → gpt4).

    Bare numbers and single letters tell too little, unless there is nothing else.
    """
    plain = re.sub(r"[’'`]", "", CJK.sub(" ", title))
    words = [ascii_word(word) for word in _BREAKS.split(plain)]
    kept = [word for word in words if word]
    telling = [w for w in kept if w not in STOP_WORDS and len(w) > 1 and not w.isdigit()]
    return tuple(telling or kept)


def name_part(work: Work) -> str:
    """The first author's family name, a body's first words, or the site a work stands on.

    Digits before its first letter are left out, as a key begins with a letter.
    """
    parts = (part.lstrip("0123456789") for part in _name_parts(work))
    return next(part for part in parts if part)


def _name_parts(work: Work) -> Iterator[str]:
    if work.authors:
        yield _author_part(work.authors[0])
    for entry in work.entries:
        for field in _BODY_FIELDS:
            if field in entry.fields:
                yield _body_part(_plain(entry.fields[field]))
    for identifier in work.identifiers:
        if identifier.scheme == "github":
            yield ascii_word(identifier.value.partition("/")[0])
    yield host_part(work.url or "")
    yield str(work.kind)


def _plain(value: str | tuple[Link, ...]) -> str:
    return value if isinstance(value, str) else " ".join(link.text for link in value)


def _author_part(name: Name) -> str:
    if name.literal:
        return _body_part(name.literal)
    return ascii_word(f"{name.particle} {name.family}")


def _body_part(text: str) -> str:
    words = [ascii_word(word) for word in CJK.sub(" ", text.partition(",")[0]).split()]
    kept = [word for word in words if word and word not in _BODY_NOISE]
    part = "".join(kept[:2])
    return part if re.search("[a-z]", part) else ""


def host_part(url: str) -> str:
    """The part of a host that names its owner: zhuanlan.zhihu.com → zhihu."""
    host = re.sub(r"^https?://", "", url).split("/")[0].split(":")[0]
    labels = host.lower().split(".")
    while len(labels) > 2 and labels[-2] in _NO_NAME:
        labels.pop()
    return ascii_word(labels[-2]) if len(labels) > 1 else ""


def key_year(work: Work) -> str:
    """The year of the first version, so that publication does not change it; else nothing."""
    if work.arxiv:
        return str(arxiv_year(work.arxiv))
    if work.date:
        return work.date[:4]
    return str(work.year) if work.year else ""


def key_forms(work: Work) -> Iterator[str]:
    """The keys a work may have, in the order in which they are tried."""
    base = name_part(work)[:_MOST_LETTERS] + key_year(work)
    words = [word[:_MOST_LETTERS] for word in title_words(work.title)[:_MOST_WORDS]]
    if not words:
        words = [_last_of_path(work.url or "") or str(work.kind)]
    for count in range(1, len(words) + 1):
        yield _fit(base + "".join(words[:count]), work)
    longest = base + "".join(words)
    yield _fit(longest + str(work.kind), work)
    if host := host_part(work.url or ""):
        yield _fit(longest + host, work)
    for identifier in work.identifiers:
        yield _fit(longest + ascii_word(identifier.value), work)


def _fit(form: str, work: Work) -> str:
    """The form as a key and the name of a page: a letter first, not too long, no device's name."""
    if form[:1].isdigit():
        form = f"{work.kind}{form}"
    if _DEVICE.fullmatch(form):
        form = f"{form}{work.kind}"
    return form[:_LONGEST]


def _last_of_path(url: str) -> str:
    path = re.sub(r"^https?://[^/]*", "", url).split("?")[0]
    parts = [part for part in map(ascii_word, path.split("/")) if part]
    return parts[-1][:24] if parts else ""
