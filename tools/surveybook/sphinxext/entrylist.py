"""The entries of a bibliography, put where its directive stands.

In place of sphinxcontrib-bibtex's own transform, which for each entry goes through all citations of
the book to find those on its page: 2,400 entries took as long as a quarter of the build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from pybtex_docutils import Backend
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.directives import BibliographyKey
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation
from sphinxcontrib.bibtex.nodes import bibliography
from sphinxcontrib.bibtex.transforms import BibliographyTransform

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class EntryList(SphinxPostTransform):
    """Replaces each bibliography by the citations it lists; lists with numbers or dots stay."""

    default_priority = BibliographyTransform.default_priority - 1
    backend = Backend()

    def run(self, **_: object) -> None:
        """Once for each page."""
        domain = self.env.get_domain("cite")
        assert isinstance(domain, BibtexDomain)
        for node in list(self.document.findall(bibliography)):
            key = BibliographyKey(docname=node["docname"], id_=node["ids"][0])
            listed = [one for one in domain.citations if one.bibliography_key == key]
            if domain.bibliographies[key].list_ == "citation" and listed:
                node.replace_self(self._entries(domain, key, listed))

    def _entries(
        self, domain: BibtexDomain, key: BibliographyKey, listed: list[Citation]
    ) -> nodes.container:
        empty = domain.bibliographies[key].citation_nodes
        uses = citing_ids(domain, key.docname)
        entries = nodes.container()
        for citation in listed:
            entry = empty[citation.key].copy()
            entry["docname"] = key.docname
            if ids := uses.get(citation.key):
                entry["backrefs"] = ids
            label = citation.formatted_entry.label
            entry += nodes.label("", label, support_smartquotes=False)
            entry += self.backend.paragraph(citation.formatted_entry)
            entries += entry
        return entries


def citing_ids(domain: BibtexDomain, page: str) -> dict[str, list[str]]:
    """Key → the ids of the citations on a page, which docutils links back to."""
    found: dict[str, list[str]] = {}
    for reference in domain.citation_refs:
        if reference.docname == page:
            for key in dict.fromkeys(target.key for target in reference.targets):
                found.setdefault(key, []).append(reference.citation_ref_id)
    return found


def setup(app: Sphinx) -> None:
    """Run before the transform that it replaces, which then finds nothing to do."""
    app.add_post_transform(EntryList)
