"""Citations as objects, found by the search and through objects.inv; and found by their key.

sphinxcontrib-bibtex keeps its citations to itself; a domain names its objects in ``get_objects``.
It also goes through all works for every citation, so that a long book would take an hour: here each
citation sees only the works that it names.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pybtex.plugin
from docutils import nodes
from pybtex.backends.plaintext import Backend as PlainText
from sphinx.domains import ObjType
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation
from sphinxcontrib.bibtex.roles import CiteRole

from surveybook.sphinxext.latextext import plain_text
from surveybook.sphinxext.referencing import SurveyReferenceStyle
from surveybook.sphinxext.uses import cited_keys
from surveybook.sphinxext.webtext import ELSEWHERE, backend_for

if TYPE_CHECKING:
    from pybtex.database import Entry
    from sphinx.application import Sphinx

_IMPORTANT = 0
_ALL = ast.dump(ast.parse("True"))


def _bare_text(_rawtext: str, title: str, **_: object) -> nodes.Text:
    """What Sphinx puts into the node of a role."""
    return nodes.Text(title)


class LeanCiteRole(CiteRole):
    """The role of sphinxcontrib-bibtex, whose node holds a bare text until it is resolved.

    Nobody gets to see it, and an element around it is one more node in every pass over a page.
    """

    innernodeclass = staticmethod(_bare_text)


class SearchableBibtexDomain(BibtexDomain):
    """The domain of sphinxcontrib-bibtex, with its citations as objects."""

    object_types = {  # noqa: RUF012 (Sphinx reads it from the class)
        "citation": ObjType("work", *BibtexDomain.roles, searchprio=_IMPORTANT)
    }

    roles = {name: LeanCiteRole() for name in BibtexDomain.roles}  # noqa: RUF012

    _places: Mapping[str, tuple[int, ...]] | None = None

    def env_updated(self) -> Iterable[str]:
        """Gather the citations, as the book may have others now."""
        self._places = None
        updated: Iterable[str] = super().env_updated()
        return updated

    def resolve_xref(self, *where: Any) -> nodes.Element:
        """A citation as links to its works; ``where`` ends in target, node and content."""
        ours = isinstance(self.reference_style, SurveyReferenceStyle)
        self.backend = backend_for(where[2]) if ours else ELSEWHERE
        with self._only(cited_keys(where[4])):
            return super().resolve_xref(*where)

    def resolve_any_xref(self, *where: Any) -> list[tuple[str, nodes.Element]]:
        """The same for a link that may lead to anything; ``where`` has no type."""
        with self._only([key.strip() for key in where[3].split(",")]):
            return super().resolve_any_xref(*where)

    @contextmanager
    def _only(self, keys: Iterable[str]) -> Iterator[None]:
        """Leave only the citations of some works to be found, in their order."""
        everything = self.citations
        if self._places is None:
            found: dict[str, tuple[int, ...]] = {}
            for place, citation in enumerate(everything):
                found[citation.key] = (*found.get(citation.key, ()), place)
            self._places = found
        places = {place for key in keys for place in self._places.get(key, ())}
        self.data["citations"] = [everything[place] for place in sorted(places)]
        try:
            yield
        finally:
            self.data["citations"] = everything

    def get_filtered_entries(self, bibliography_key: Any) -> Iterable[tuple[str, Entry]]:
        """The entries of a bibliography; one of all works needs no look at who cites each."""
        bibliography = self.bibliographies[bibliography_key]
        if ast.dump(bibliography.filter_) != _ALL:
            return super().get_filtered_entries(bibliography_key)
        entries = self.get_entries(bibliography.bibfiles)
        return ((bibliography.keyprefix + entry.key, entry) for entry in entries)

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:  # noqa: ARG002
        """What the search calls a result: ``work``, without naming the domain."""
        return str(type.lname)

    def get_objects(self) -> Iterable[tuple[str, str, str, str, str, int]]:
        """Key, shown name, type, page, anchor and search priority of each citation."""
        for citation in self.citations:
            page = citation.bibliography_key.docname
            anchor = citation.citation_id
            yield citation.key, shown_name(citation), "citation", page, anchor, _IMPORTANT


def shown_name(citation: Citation) -> str:
    """What a search result prints: ``Title (Rafailov et al., 2023)``."""
    title = plain_text(citation.entry.fields.get("title", citation.key))
    return f"{title} ({citation.formatted_entry.label})"


def setup(app: Sphinx) -> None:
    """Put the domain in place of the one it extends."""
    # Asked for at every citation; what is registered is found without looking for plug-ins.
    pybtex.plugin.register_plugin("pybtex.backends", "plaintext", PlainText, force=True)
    app.add_domain(SearchableBibtexDomain, override=True)
