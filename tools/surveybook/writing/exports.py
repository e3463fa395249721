"""The bibliography in the forms that other programs read, for the whole book and by chapter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from surveybook.model import Work
from surveybook.outline import Outline
from surveybook.writing.bibtex import join_bibtex, render_record
from surveybook.writing.cited import Cited, cite_work
from surveybook.writing.csl import render_csl_item
from surveybook.writing.entries import join_array
from surveybook.writing.json_works import render_works
from surveybook.writing.markdown import escape
from surveybook.writing.ris import join_ris, render_ris_record

FOLDER = "_extra/exports"
"""Below ``book/``. Sphinx puts what is in ``_extra`` at the root of the site: ``/exports/…``."""


@dataclass(frozen=True, slots=True)
class Form:
    """What writes one record, and what makes a file of records."""

    record: Callable[[Cited], str]
    join: Callable[[Iterable[str]], str]


FORMS: Mapping[str, Form] = {
    "bib": Form(render_record, join_bibtex),
    "csl.json": Form(render_csl_item, join_array),
    "ris": Form(render_ris_record, join_ris),
}
"""By the ending of its files."""


def render_exports(works: Sequence[Work], outline: Outline) -> tuple[str, Mapping[str, str]]:
    """``refs.bib``, and every other export with the page that links them by path under ``book/``.

    A chapter's files hold the works whose home is in it. ``refs.bib`` itself is at the root of the
    checkout and of the site.
    """
    ordered = sorted(works, key=lambda work: work.key)
    cited = [cite_work(work) for work in ordered]
    files: dict[str, str] = {}
    for ending, form in FORMS.items():
        records = [form.record(one) for one in cited]
        files[f"refs.{ending}"] = form.join(records)
        for chapter in outline.chapters:
            own = [
                record
                for work, record in zip(ordered, records, strict=True)
                if work.chapter == chapter.slug
            ]
            files[f"{chapter.slug}.{ending}"] = form.join(own)
    files["works.json"] = render_works(works)
    pages = {"chapters/_downloads.md": _render_links(works, outline)}
    bibtex = files.pop("refs.bib")
    return bibtex, pages | {f"{FOLDER}/{name}": text for name, text in files.items()}


def _render_links(works: Sequence[Work], outline: Outline) -> str:
    """A line for each chapter with the addresses of its files, as a definition list."""
    lines = ["% Written by `surveybook convert`. Change book/outline.toml instead.", ""]
    for chapter in outline.chapters:
        count = sum(work.chapter == chapter.slug for work in works)
        names = [f"{chapter.slug}.{ending}" for ending in FORMS]
        links = ", ".join(f"[{name}](site:exports/{name})" for name in names)
        noun = "work" if count == 1 else "works"
        lines += [f"{escape(chapter.title)} ({count} {noun})", f": {links}", ""]
    return "\n".join(lines)
