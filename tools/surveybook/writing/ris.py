"""Works as RIS, which EndNote, Mendeley and library catalogues read.

Each line is a tag, two spaces, a hyphen, a space and a value, and ends in carriage return and line
feed; a record goes from ``TY`` to ``ER`` (RIS Format Specifications, Research Information Systems).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from surveybook.model import Kind, Name, Work
from surveybook.writing.cited import Cited, cite_work
from surveybook.writing.clean import clean_text
from surveybook.writing.csl import CUT_NOTE, is_preprint, plain_title

TYPES: Mapping[Kind, str] = {
    Kind.PAPER: "UNPB",
    Kind.REPORT: "RPRT",
    Kind.BLOG: "BLOG",
    Kind.TALK: "SLIDE",
    Kind.CODE: "COMP",
    Kind.MODEL: "COMP",
    Kind.DATASET: "DATA",
    Kind.COURSE: "ELEC",
    Kind.LIST: "ELEC",
    Kind.OTHER: "GEN",
}
"""What a work without proceedings or eprint is called."""
_FORMS = {"inproceedings": "CONF", "article": "JOUR"}


def render_ris(works: Iterable[Work]) -> str:
    """The works as RIS records, sorted by key, with an empty line between; ``ID`` is the key."""
    ordered = sorted(works, key=lambda work: work.key)
    return join_ris(render_ris_record(cite_work(work)) for work in ordered)


def join_ris(records: Iterable[str]) -> str:
    """The file of these records."""
    return "\r\n".join(records)


def render_ris_record(cited: Cited) -> str:
    """One work as a RIS record; what is unknown is left out."""
    lines = [f"{tag}  - {value}" for tag, value in _tags(cited) if value]
    return "\r\n".join([*lines, "ER  - ", ""])


def _tags(cited: Cited) -> Iterator[tuple[str, str]]:
    """Tags and values in the order of the record; ``TY`` comes first, as the format asks."""
    preprint = is_preprint(cited)
    kind = _FORMS.get(cited.form) or ("UNPB" if preprint else TYPES[cited.kind])
    yield "TY", kind
    yield "ID", cited.key
    yield from (("AU", ris_name(name)) for name in cited.names)
    yield "TI", plain_title(cited)
    # T2 names the conference, C3 its proceedings; readers know one of them, some both.
    yield "T2", cited.venue or (cited.site if kind == "BLOG" else "")
    yield "C3", cited.venue if kind == "CONF" else ""
    yield "VL", cited.volume
    yield "IS", cited.number
    yield from _pages(cited.pages)
    yield "PB", "arXiv" if preprint else cited.publisher or ("" if kind == "BLOG" else cited.site)
    yield "PY", cited.date[:4]
    yield "DA", _date(cited.date)
    yield "DB", "arXiv" if cited.eprint else ""
    yield "AN", f"arXiv:{cited.eprint}" if cited.eprint else ""
    yield "DO", cited.doi
    # Readers take a semicolon as the start of another address.
    yield "UR", cited.url.replace(";", "%3B")
    yield "Y2", _date(cited.read)
    yield from (("KW", word) for word in cited.keywords)
    yield "M3", "Preprint" if preprint else cited.what
    yield "N1", CUT_NOTE if cited.cut else ""


def ris_name(name: Name) -> str:
    """``van der Wal, Oskar``, ``King, Martin, Jr.``, or a body without commas.

    RIS parts every name at its commas and has no sign against it.
    """
    if name.literal or not (name.family and name.given):
        return clean_text(clean_text(name.literal or name.display).replace(",", " "))
    family = f"{name.particle} {name.family}"
    parts = (clean_text(part.replace(",", " ")) for part in (family, name.given, name.suffix))
    return ", ".join(part for part in parts if part)


def _pages(pages: str) -> Iterator[tuple[str, str]]:
    first, _, last = pages.partition("-")
    yield "SP", first
    yield "EP", last


def _date(date: str) -> str:
    """``2023/05/29/``: year, month, day and a place for more, as far as known."""
    return "/".join([*date.split("-"), "", "", ""][:3]) + "/" if date else ""
