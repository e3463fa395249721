"""Works as ``refs.bib``: the one place where a record of the bibliography is made.

Preprints and everything without proceedings are ``@misc`` as arXiv's own export has them;
``@inproceedings`` and ``@article`` are used only where a checked publication has all that these
types require, so that no bibliography style meets a hole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from surveybook.bibtex_lines import MONTH_NAMES
from surveybook.model import Work
from surveybook.writing.cited import Cited, cite_work
from surveybook.writing.latex import text_to_latex, title_to_latex
from surveybook.writing.people import author_field

HEADER = (
    "% The works of the survey book, sorted by citation key.\n"
    "% Written by `surveybook convert`; change the records or the lists instead of this file.\n"
)
FIELDS = (
    *("author", "key", "title", "booktitle", "journal", "howpublished", "volume", "number"),
    *("pages", "publisher", "year", "month", "eprint", "archiveprefix", "primaryclass"),
    *("doi", "url", "urldate", "keywords", "note", "ids"),
)
"""Every field that may occur, in the order in which a record has them."""
MONTHS = tuple(MONTH_NAMES)


def render_bibtex(works: Iterable[Work]) -> str:
    """The whole of ``refs.bib``, sorted by key, with a header and a closing line end."""
    ordered = sorted(works, key=lambda work: work.key)
    return join_bibtex(render_record(cite_work(work)) for work in ordered)


def join_bibtex(records: Iterable[str]) -> str:
    """The file of these records."""
    return "\n".join([HEADER, *records])


def render_record(cited: Cited) -> str:
    """One work as a BibTeX record with its fields in fixed order."""
    fields = _fields(cited)
    lines = [f"  {name} = {fields[name]}," for name in FIELDS if fields.get(name)]
    return "\n".join([f"@{cited.form}{{{cited.key},", *lines, "}", ""])


def _fields(cited: Cited) -> dict[str, str]:
    """The fields as they stand in the file, braces and all."""
    fields = {
        "author": author_field(cited.names, cited.cut),
        "title": title_to_latex(cited.title),
        "year": cited.date[:4],
        "eprint": cited.eprint,
        "archiveprefix": "arXiv" if cited.eprint else "",
        "primaryclass": cited.primary_class,
        "doi": cited.doi,
        "url": cited.url,
        "urldate": cited.read,
        "keywords": ", ".join(text_to_latex(word) for word in cited.keywords),
        "ids": ",".join(cited.aliases),
    }
    fields |= _unpublished(cited) if cited.form == "misc" else _published(cited)
    if not fields["author"]:
        # A bracket would end the label that styles make of it.
        bracketed = "[" in fields["title"] or "]" in fields["title"]
        fields["key"] = f"{{{fields['title']}}}" if bracketed else fields["title"]
    braced = {name: f"{{{value}}}" for name, value in fields.items() if value}
    if cited.date[5:7]:
        braced["month"] = MONTHS[int(cited.date[5:7]) - 1]
    return braced


def _published(cited: Cited) -> dict[str, str]:
    """What proceedings or journal add.

    BibTeX's own styles take a number only beside the volume of a journal; biblatex takes only a
    whole number as volume, and knows no publisher of a journal.
    """
    volume = cited.volume if re.fullmatch(r"[0-9]+", cited.volume) else ""
    pages = text_to_latex(re.sub(r"(?<=\w)-(?=\w)", "–", cited.pages))
    fields = {"volume": volume, "pages": pages}
    if cited.form == "article":
        return fields | {
            "journal": text_to_latex(cited.venue),
            "number": text_to_latex(cited.number) if volume else "",
        }
    return fields | {
        "booktitle": text_to_latex(cited.venue),
        "publisher": text_to_latex(cited.publisher),
    }


def _unpublished(cited: Cited) -> dict[str, str]:
    return {"howpublished": text_to_latex(cited.site), "note": cited.what}
