"""Works as CSL-JSON, which Zotero, pandoc and citation processors read.

Types and variables are those of CSL 1.0.2 (specification, appendices III and IV). It knows no
eprint: an arXiv id is the archive's location, and a preprint's number as Zotero writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from surveybook.model import Kind, Name, Work
from surveybook.writing.cited import Cited, cite_work
from surveybook.writing.clean import clean_text
from surveybook.writing.entries import Json, join_array, render_item
from surveybook.writing.latex import latex_to_text, title_to_latex

TYPES: Mapping[Kind, str] = {
    Kind.PAPER: "article",
    Kind.REPORT: "report",
    Kind.BLOG: "post-weblog",
    Kind.TALK: "speech",
    Kind.CODE: "software",
    Kind.MODEL: "software",
    Kind.DATASET: "dataset",
    Kind.COURSE: "webpage",
    Kind.LIST: "webpage",
    Kind.OTHER: "document",
}
"""What a work without proceedings or eprint is called."""
CUT_NOTE = "Not all authors are given."
_PAGES_OF_A_SITE = frozenset({"post-weblog", "webpage"})


def render_csl(works: Iterable[Work]) -> str:
    """The works as a CSL-JSON array, sorted by key; the key is the ``id``."""
    ordered = sorted(works, key=lambda work: work.key)
    return join_array(render_csl_item(cite_work(work)) for work in ordered)


def render_csl_item(cited: Cited) -> str:
    """One work as a CSL item in JSON."""
    return render_item(csl_item(cited))


def csl_item(cited: Cited) -> dict[str, Json]:
    """One work as a CSL item; what is unknown is left out."""
    kind = csl_type(cited)
    item: dict[str, Json] = {
        "id": cited.key,
        "type": kind,
        "title": plain_title(cited),
        "author": [csl_name(name) for name in cited.names],
        "issued": _date(cited.date),
        "container-title": cited.venue or (cited.site if kind in _PAGES_OF_A_SITE else ""),
        "volume": cited.volume,
        "issue": cited.number,
        "page": cited.pages,
        "publisher": _publisher(cited, kind),
        "genre": "Preprint" if is_preprint(cited) else cited.what,
        "number": f"arXiv:{cited.eprint}" if is_preprint(cited) else "",
        "archive": "arXiv" if cited.eprint else "",
        "archive_location": cited.eprint,
        "DOI": cited.doi,
        "URL": cited.url,
        "accessed": _date(cited.read),
        "keyword": ", ".join(cited.keywords),
        "note": CUT_NOTE if cited.cut else "",
    }
    return {name: value for name, value in item.items() if value}


def csl_type(cited: Cited) -> str:
    """The CSL type: by proceedings or journal, else as a preprint, else by kind."""
    if cited.form != "misc":
        return {"inproceedings": "paper-conference", "article": "article-journal"}[cited.form]
    return "article" if cited.eprint else TYPES[cited.kind]


def csl_name(name: Name) -> dict[str, Json]:
    """A person by parts, a particle apart; a body, or a name of one part, as literal."""
    parts: dict[str, Json] = {
        "family": clean_text(name.family),
        "given": clean_text(name.given),
        "non-dropping-particle": clean_text(name.particle),
        "suffix": clean_text(name.suffix),
    }
    if name.literal or not (parts["family"] and parts["given"]):
        return {"literal": clean_text(name.literal or name.display)}
    return {part: value for part, value in parts.items() if value}


def plain_title(cited: Cited) -> str:
    """The title as refs.bib prints it, in Unicode: maths as signs, quotes in pairs."""
    return latex_to_text(title_to_latex(cited.title))


def is_preprint(cited: Cited) -> bool:
    """True for what is on arXiv only."""
    return cited.form == "misc" and bool(cited.eprint)


def _publisher(cited: Cited, kind: str) -> str:
    if is_preprint(cited):
        return "arXiv"
    return cited.publisher or ("" if kind in _PAGES_OF_A_SITE else cited.site)


def _date(date: str) -> dict[str, Json]:
    return {"date-parts": [[int(part) for part in date.split("-")]]} if date else {}
