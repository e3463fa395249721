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
    from sphinx.environment import BuildEnvironment


class place(nodes.General, nodes.Element):  # type: ignore[misc]
    """Where the entries of a bibliography will stand."""


class PlaceKeeper(SphinxPostTransform):
    """Keeps the places of bibliographies; lists with numbers or dots are left as they are."""

    default_priority = BibliographyTransform.default_priority - 1

    def run(self, **_: object) -> None:
        """Once for each page."""
        for node in list(self.document.findall(bibliography)):
            key = BibliographyKey(docname=node["docname"], id_=node["ids"][0])
            if _domain(self.env).bibliographies[key].list_ == "citation":
                node.replace_self(place("", key=key))


class EntryList(SphinxPostTransform):
    """Puts the entries in their places."""

    default_priority = PlaceKeeper.default_priority + 1
    backend = Backend()

    def is_supported(self) -> bool:
        """Everywhere but on the web, where it is done later."""
        return self.app.builder.format != "html"

    def run(self, **_: object) -> None:
        """Once for each page."""
        domain = _domain(self.env)
        for node in list(self.document.findall(place)):
            key = node["key"]
            listed = [one for one in domain.citations if one.bibliography_key == key]
            node.replace_self(self._entries(domain, key, listed) if listed else nodes.target())

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


class LateEntryList(EntryList):
    """Does so on the web behind all other transforms: no entry has anything that they look for."""

    default_priority = 900

    def is_supported(self) -> bool:
        """On the web."""
        return self.app.builder.format == "html"


def _domain(env: BuildEnvironment) -> BibtexDomain:
    domain = env.get_domain("cite")
    assert isinstance(domain, BibtexDomain)
    return domain


def citing_ids(domain: BibtexDomain, page: str) -> dict[str, list[str]]:
    """Key → the ids of the citations on a page, which docutils links back to."""
    found: dict[str, list[str]] = {}
    for reference in domain.citation_refs:
        if reference.docname == page:
            for key in dict.fromkeys(target.key for target in reference.targets):
                found.setdefault(key, []).append(reference.citation_ref_id)
    return found


def setup(app: Sphinx) -> None:
    """Run before the transform that this replaces, which then finds nothing to do."""
    for transform in (PlaceKeeper, EntryList, LateEntryList):
        app.add_post_transform(transform)
