"""What each page points at beside works, and what is shown of the places pointed at.

A reference shows the title or number of its place, which may stand on a page that has changed since
the one that refers to it was written; so does a box of a figure that is a link.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import pending_xref

from surveybook.sphinxext.figurelinks import parse_boxes, picture_of
from surveybook.sphinxext.pagestore import PageStore
from surveybook.sphinxext.sitedata import read_site_works

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


class Pointers(PageStore[frozenset[str]]):
    """The names of the places that each page points at."""

    name = "surveybook_pointers"

    def gather(self, app: Sphinx, doctree: nodes.document) -> frozenset[str]:
        """Those of a page that has been read."""
        return frozenset(_targets(app, doctree))


def _targets(app: Sphinx, doctree: nodes.document) -> Iterator[str]:
    for node in doctree.findall(pending_xref):
        yield str(node.get("reftarget")).lower()
    for image in doctree.findall(nodes.image):
        picture = picture_of(app, image)
        if picture is not None:
            yield from (box.label.lower() for box in parse_boxes(picture))


def pointing_pages(
    env: BuildEnvironment, before: Mapping[str, str], now: Mapping[str, str]
) -> frozenset[str]:
    """The pages that point at a place of which something else is shown now."""
    changed = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
    return frozenset(page for page, names in Pointers.pages(env).items() if names & changed)


def shown_places(app: Sphinx) -> Mapping[str, str]:
    """What may be shown of each place by its name in lower case: page, anchor, title, numbers."""
    facts: dict[str, list[object]] = {}
    for name, fact in _facts(app):
        facts.setdefault(name.lower(), []).append(fact)
    return {name: repr(found) for name, found in facts.items()}


def _facts(app: Sphinx) -> Iterator[tuple[str, object]]:
    env = app.env
    standard = env.domaindata["std"]
    numbers = _numbers(env)
    for kind in ("labels", "anonlabels"):
        for name, (page, anchor, *title) in sorted(standard[kind].items()):
            yield name, (page, anchor, title, numbers.get((page, anchor)))
    for (_, name), place in sorted(standard["objects"].items()):
        yield name, place
    for name, place in sorted(standard["terms"].items()):
        yield name, place
    for name, place in sorted(env.domaindata["math"]["objects"].items()):
        yield name, place
    for key, work in read_site_works(Path(app.confdir)).items():
        yield f"work-{key}", work["title"]


def _numbers(env: BuildEnvironment) -> dict[tuple[str, str], list[tuple[int, ...]]]:
    """The numbers of figures, tables and the like by page and anchor."""
    numbers: dict[tuple[str, str], list[tuple[int, ...]]] = {}
    for page, kinds in env.toc_fignumbers.items():
        for _, anchors in sorted(kinds.items()):
            for anchor, number in anchors.items():
                numbers.setdefault((page, anchor), []).append(number)
    return numbers


def setup(app: Sphinx) -> None:
    """Collect while pages are read."""
    app.add_env_collector(Pointers)
