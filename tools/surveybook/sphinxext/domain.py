"""Citations as objects: found by the search, and by other Sphinx books through objects.inv.

sphinxcontrib-bibtex keeps its citations to itself; a domain names its objects in ``get_objects``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from sphinx.domains import ObjType
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation

from surveybook.sphinxext.latextext import plain_text

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_IMPORTANT = 0


class SearchableBibtexDomain(BibtexDomain):
    """The domain of sphinxcontrib-bibtex, with its citations as objects."""

    object_types = {  # noqa: RUF012 (Sphinx reads it from the class)
        "citation": ObjType("work", *BibtexDomain.roles, searchprio=_IMPORTANT)
    }

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
    app.add_domain(SearchableBibtexDomain, override=True)
