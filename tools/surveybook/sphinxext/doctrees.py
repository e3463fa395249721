"""Pages read once to be looked at: numbers, references to numbered things, search data.

Sphinx reads every page from disk to number its figures, and again for every reference to one. What
is given out here is shared and must not be changed; a page that is to be written is read by Sphinx
itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sphinx.domains import Domain
from sphinx.domains.std import StandardDomain
from sphinx.environment.collectors.toctree import TocTreeCollector

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.domains._domains_container import _DomainsContainer
    from sphinx.environment import BuildEnvironment

_KEPT: WeakKeyDictionary[BuildEnvironment, dict[str, nodes.document]] = WeakKeyDictionary()


def look_at(env: BuildEnvironment, page: str) -> nodes.document:
    """A page as it was read, before its references were resolved; not to be changed."""
    kept = _KEPT.setdefault(env, {})
    if page not in kept:
        kept[page] = env.get_doctree(page)
    return kept[page]


class _Looking:
    """An environment whose pages are read once."""

    def __init__(self, env: BuildEnvironment) -> None:
        self.__dict__["_env"] = env

    def __getattr__(self, name: str) -> Any:
        return getattr(self._env, name)

    def __setattr__(self, name: str, value: object) -> None:
        setattr(self._env, name, value)

    def get_doctree(self, page: str) -> nodes.document:
        return look_at(self._env, page)


class _Numbering(_Looking):
    """The same with those domains alone that know of a node whether it gets a number."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.__dict__["domains"] = _Domains(env.domains)


class _Domains:
    """Sphinx asks every domain for each node of the book; most answer no to all."""

    def __init__(self, domains: _DomainsContainer) -> None:
        self.standard_domain = domains.standard_domain
        self._numbering = [
            domain
            for domain in domains.sorted()
            if domain.enumerable_nodes
            or type(domain).get_enumerable_node_type is not Domain.get_enumerable_node_type
        ]

    def sorted(self) -> list[Domain]:
        return self._numbering


class LookingTocTreeCollector(TocTreeCollector):
    """Sphinx's own collector, which gives its numbers to pages that are read once."""

    def get_updated_docs(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """The pages whose numbers have changed."""
        return super().get_updated_docs(app, _Numbering(env))  # type: ignore[arg-type]


class LookingStandardDomain(StandardDomain):
    """Sphinx's own domain, which looks a reference's target up in pages that are read once."""

    def resolve_xref(self, env: BuildEnvironment, *where: Any) -> nodes.reference | None:
        """A reference as a link; ``where`` is as Sphinx has it."""
        return super().resolve_xref(_Looking(env), *where)  # type: ignore[arg-type]


def setup(app: Sphinx) -> None:
    """Put each in place of what it extends, and forget the pages of an earlier reading."""
    app.add_domain(LookingStandardDomain, override=True)
    for listener in list(app.events.listeners["env-get-updated"]):
        if type(getattr(listener.handler, "__self__", None)) is TocTreeCollector:
            app.disconnect(listener.id)
            app.connect("env-get-updated", LookingTocTreeCollector().get_updated_docs)
    app.connect("env-updated", lambda _app, env: _KEPT.pop(env, None) and None)
