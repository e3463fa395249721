"""Where each work is cited: the places that bibliography, cards and work pages lead back to.

sphinxcontrib-bibtex knows which page cites a work, but not where on it
(https://github.com/mcmtroffaes/sphinxcontrib-bibtex/issues/389).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinxcontrib.bibtex.citation_target import parse_citation_targets
from sphinxcontrib.bibtex.domain import get_docnames

from surveybook.sphinxext.pagestore import PageStore

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

WORK_CLASS = "work"
"""The class of a container that is a work's own entry in its chapter: no use of the work."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A citation as its page holds it: the key, its anchor, and the sections around it."""

    key: str
    anchor: str
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """A place that cites a work: page, anchor, the section around it and its short name.

    The name is ``RLHF 3`` in the third section of that chapter.
    """

    page: str
    anchor: str
    section: str
    place: str


def mark_spots(doctree: nodes.document) -> tuple[Spot, ...]:
    """Every citation of a page in order, after giving each key of each an anchor of its own."""
    seen: Counter[str] = Counter()
    spots: list[Spot] = []
    for node in doctree.findall(pending_xref):
        if node.get("refdomain") != "cite" or in_own_entry(node):
            continue
        keys = cited_keys(node["reftarget"])
        seen.update(keys)
        anchors = [f"ref-{key}-{seen[key]}" for key in keys]
        node["ids"] = anchors
        sections = tuple(reversed([str(section["ids"][0]) for section in sections_around(node)]))
        spots += [Spot(*pair, sections) for pair in zip(keys, anchors, strict=True)]
    return tuple(spots)


@lru_cache(maxsize=1 << 14)
def cited_keys(target: str) -> tuple[str, ...]:
    """The keys that a citation names, as its role takes it."""
    return tuple(one.key for one in parse_citation_targets(target))


def in_own_entry(node: nodes.Node) -> bool:
    """True in the container that is a work's own entry in its chapter."""
    while (node := node.parent) is not None:
        if isinstance(node, nodes.container) and WORK_CLASS in node["classes"]:
            return True
    return False


def sections_around(node: nodes.Node) -> Iterator[nodes.section]:
    """The sections around a node, the innermost first."""
    while (node := node.parent) is not None:
        if isinstance(node, nodes.section):
            yield node


class Spots(PageStore[tuple[Spot, ...]]):
    """The citations of each page."""

    name = "surveybook_uses"

    def gather(self, _app: Sphinx, doctree: nodes.document) -> tuple[Spot, ...]:
        """Those of a page that has been read."""
        return mark_spots(doctree)


def gather_uses(env: BuildEnvironment) -> Mapping[str, tuple[Use, ...]]:
    """For each key the places that cite it, in the order of the book."""
    found: dict[str, list[Use]] = {}
    spots = Spots.pages(env)
    for page in get_docnames(env):  # type: ignore[no-untyped-call]
        for spot in spots.get(page, ()):
            section = (spot.sections[1:2] or spot.sections[:1] or ("",))[0]
            use = Use(page, spot.anchor, section, place_name(env, page, section))
            found.setdefault(spot.key, []).append(use)
    return {key: tuple(uses) for key, uses in found.items()}


def place_name(env: BuildEnvironment, page: str, section: str) -> str:
    """``RLHF 3`` in the third section of that chapter; a page without numbers by its title."""
    short = str(env.metadata[page].get("short", "")) or env.titles[page].astext()
    number = env.toc_secnumbers.get(page, {}).get(f"#{section}", ())
    return f"{short} {number[-1]}" if len(number) > 1 else short


def setup(app: Sphinx) -> None:
    """Collect while pages are read."""
    app.add_env_collector(Spots)
