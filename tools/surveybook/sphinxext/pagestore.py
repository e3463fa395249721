"""What is gathered from each page as it is read, kept from one build to the next."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Set
from typing import TYPE_CHECKING, Generic, TypeVar

from docutils import nodes
from sphinx.environment.collectors import EnvironmentCollector

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

Facts = TypeVar("Facts")


class PageStore(EnvironmentCollector, Generic[Facts]):
    """One value for each page, under ``name`` in the environment."""

    name: str

    @abstractmethod
    def gather(self, app: Sphinx, doctree: nodes.document) -> Facts:
        """The value of a page that has been read."""

    @classmethod
    def pages(cls, env: BuildEnvironment) -> dict[str, Facts]:
        """Page → value."""
        found: dict[str, Facts] | None = getattr(env, cls.name, None)
        if found is None:
            found = {}
            setattr(env, cls.name, found)
        return found

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:  # noqa: ARG002
        """Forget a page."""
        self.pages(env).pop(docname, None)

    def merge_other(
        self,
        app: Sphinx,  # noqa: ARG002
        env: BuildEnvironment,
        docnames: Set[str],
        other: BuildEnvironment,
    ) -> None:
        """Take over the pages that another process has read."""
        theirs = self.pages(other)
        self.pages(env).update({name: theirs[name] for name in docnames if name in theirs})

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Remember a page that has been read."""
        self.pages(app.env)[app.env.docname] = self.gather(app, doctree)
