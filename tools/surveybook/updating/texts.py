"""Texts of answers: markup, entities and line breaks away, LaTeX to Unicode."""

from __future__ import annotations

import html
import re
import unicodedata
import xml.etree.ElementTree as ET

from pylatexenc.latex2text import LatexNodes2Text

from surveybook.merging.authors import parse_author
from surveybook.model import Name

_TAG = re.compile(r"</?[a-zA-Z][\w:.-]*(?:\s[^<>]*)?/?>")
_LATEX = re.compile(r"\\[a-zA-Z'\"`^~=.{]|\$[^$\s](?:[^$]*[^$\s])?\$")
_DECIMALS = re.compile(r"\s+\d{4}$")


class BadAnswer(ValueError):
    """An answer that is not what was asked for; the message says what it is instead."""


def clean(text: object) -> str:
    """A printed text on one line: no markup, entities, control characters or half characters."""
    if not isinstance(text, str):
        return ""
    plain = html.unescape(_TAG.sub("", text))
    if _LATEX.search(plain):
        plain = LatexNodes2Text(math_mode="text").latex_to_text(
            re.sub(r"(?<!\\)([%&])", r"\\\1", plain)
        )
    kept = (c if unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn") else " " for c in plain)
    return unicodedata.normalize("NFC", " ".join("".join(kept).split()))


def parse_people(texts: list[str]) -> tuple[Name, ...]:
    """Display names as people and bodies; DBLP's numbers and arXiv's lone colons are left out."""
    plain = [_DECIMALS.sub("", clean(text)).rstrip(" :") for text in texts]
    names = [(text, parse_author(text)) for text in plain if text]
    # A body keeps the order in which its own page prints it (``Team GLM``).
    return tuple(Name(literal=text) if name.literal else name for text, name in names)


def parse_xml(text: str) -> ET.Element:
    """The root of an XML text.

    :raises BadAnswer: where it is no XML, or declares entities of its own (they can explode).
    """
    if "<!ENTITY" in text:
        raise BadAnswer("XML with entities of its own")
    try:
        return ET.fromstring(text)
    except (ET.ParseError, ValueError) as error:
        raise BadAnswer(f"something that is not XML ({error})") from None


def inner(element: ET.Element, path: str) -> str:
    """The clean text below a path, with that of elements inside it; empty where there is none."""
    found = element.find(path)
    return clean("".join(found.itertext())) if found is not None else ""


def bibtex_pages(text: object) -> str:
    """Pages as records write them: ``12-34`` → ``12--34``."""
    return re.sub(r"\s*[-–—]+\s*", "--", clean(text))
