"""The entries of a bibliography, put where its directive stands.

In place of sphinxcontrib-bibtex's own transform, which for each entry goes through all citations of
the book to find those on its page: 2,400 entries took as long as a quarter of the build.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinxcontrib.bibtex.directives import BibliographyKey
from sphinxcontrib.bibtex.domain import BibtexDomain, Citation
from sphinxcontrib.bibtex.nodes import bibliography
from sphinxcontrib.bibtex.transforms import BibliographyTransform

from surveybook.sphinxext.pieces import Pieces
from surveybook.sphinxext.webtext import ELSEWHERE, backend_for

BEHIND_THE_OTHERS = 700

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
            if cite_domain(self.env).bibliographies[key].list_ == "citation":
                node.replace_self(place("", key=key))


class EntryList(SphinxPostTransform):
    """Puts the entries in their places, but on the web, where that is done later."""

    default_priority = PlaceKeeper.default_priority + 1

    def is_supported(self) -> bool:
        """For builders whose own transforms look for the entries."""
        return self.app.builder.format != "html"

    def run(self, **_: object) -> None:
        """Once for each page."""
        put_entries(self.app, self.document)


def put_late(app: Sphinx, doctree: nodes.document, _docname: str) -> None:
    """Put the entries in their places behind all that looks for other things on a page."""
    if app.builder.format == "html":
        put_entries(app, doctree)


def put_entries(app: Sphinx, doctree: nodes.document) -> None:
    """Replace each place by the entries of its bibliography."""
    domain = cite_domain(app.env)
    for node in list(doctree.findall(place)):
        listed = [one for one in domain.citations if one.bibliography_key == node["key"]]
        node.replace_self(_entries(app, node["key"], listed) if listed else nodes.target())


def _entries(app: Sphinx, key: BibliographyKey, listed: list[Citation]) -> nodes.container:
    domain = cite_domain(app.env)
    empty = domain.bibliographies[key].citation_nodes
    uses = citing_ids(domain, key.docname)
    entries = nodes.container()
    for citation in listed:
        entry = empty[citation.key].copy()
        entry["docname"] = key.docname
        if ids := uses.get(citation.key):
            entry["backrefs"] = ids
        entry += nodes.label("", citation.formatted_entry.label, support_smartquotes=False)
        text = citation.formatted_entry.text
        backend = backend_for(app.builder) if isinstance(text, Pieces) else ELSEWHERE
        entry += nodes.paragraph("", "", *text.render(backend))
        entries += entry
    return entries


def cite_domain(env: BuildEnvironment) -> BibtexDomain:
    """The domain of citations."""
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
    app.add_post_transform(PlaceKeeper)
    app.add_post_transform(EntryList)
    app.connect("doctree-resolved", put_late, priority=BEHIND_THE_OTHERS)
