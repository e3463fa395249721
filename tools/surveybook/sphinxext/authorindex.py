"""The index at the end of the book: everyone who signed a work, with the works they signed.

Sphinx's index holds what pages mark; the bibliography is one page without marks, so that the index
would be empty. Chapters may add entries of their own with {index}.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sphinx.domains.index import IndexDomain
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation

from surveybook.sphinxext.labels import family, parse_label
from surveybook.sphinxext.latextext import plain_text

if TYPE_CHECKING:
    from pybtex.database import Person
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_AFTER_BIBTEX = 700
IndexEntry = tuple[str, str, str, str, None]


def index_name(person: Person) -> str:
    """``Family, Given``; a body's whole name."""
    given = plain_text(" ".join([*person.first_names, *person.middle_names]))
    return f"{family(person)}, {given}" if given else family(person)


def index_entries(citation: Citation) -> Iterator[IndexEntry]:
    """An entry for each author of a work, with the work below it; Sphinx parts them at ``;``."""
    title = plain_text(citation.entry.fields.get("title", citation.key)).replace(";", ",")
    year = parse_label(citation.formatted_entry.label).year
    for person in citation.entry.persons.get("author", ()):
        if (name := index_name(person).replace(";", ",")) != "others":
            yield "single", f"{name}; {title} ({year})", citation.citation_id, "", None


def add_authors(_app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Give the index domain the entries of each bibliography page; no page changes by it."""
    citations, index = env.get_domain("cite"), env.get_domain("index")
    assert isinstance(citations, BibtexDomain)
    assert isinstance(index, IndexDomain)
    for page in {key.docname for key in citations.bibliographies}:
        index.entries[page] = [
            entry
            for citation in citations.citations
            if citation.bibliography_key.docname == page
            for entry in index_entries(citation)
        ]
    return []


def setup(app: Sphinx) -> None:
    """Run after sphinxcontrib-bibtex has gathered its citations."""
    app.connect("env-updated", add_authors, priority=_AFTER_BIBTEX)
