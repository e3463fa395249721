"""The bibliography in the forms that other programs read, for the whole book and by chapter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from surveybook.model import Work
from surveybook.outline import Outline
from surveybook.writing.bibtex import render_bibtex
from surveybook.writing.csl import render_csl
from surveybook.writing.json_works import render_works
from surveybook.writing.markdown import escape
from surveybook.writing.ris import render_ris

FOLDER = "_extra/exports"
"""Below ``book/``. Sphinx puts what is in ``_extra`` at the root of the site: ``/exports/…``."""
FORMS: Mapping[str, Callable[[Iterable[Work]], str]] = {
    "bib": render_bibtex,
    "csl.json": render_csl,
    "ris": render_ris,
}
"""The ending of each form, and what writes it."""


def render_exports(works: Sequence[Work], outline: Outline) -> Mapping[str, str]:
    """Every export by its path under ``book/``, and the page that links them.

    A chapter's files hold the works whose home is in it. ``refs.bib`` itself is at the root of the
    checkout and of the site.
    """
    files: dict[str, str] = {}
    for chapter in outline.chapters:
        own = [work for work in works if work.chapter == chapter.slug]
        files |= {f"{chapter.slug}.{ending}": render(own) for ending, render in FORMS.items()}
    files |= {f"refs.{end}": render(works) for end, render in FORMS.items() if end != "bib"}
    files["works.json"] = render_works(works)
    pages = {"chapters/_downloads.md": _render_links(works, outline)}
    return pages | {f"{FOLDER}/{name}": text for name, text in files.items()}


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
