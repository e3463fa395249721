"""An EPUB that says which of its pages hold mathematics, as EPUB 3 asks.

Reading software may leave MathML undrawn on a page whose manifest item does not announce it
(EPUB 3.3, section 5.7.2, ``mathml``); Sphinx never writes it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.builders.epub3 import Epub3Builder

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_PAGE = re.compile(r'(?P<item><item id="[^"]*" href="(?P<page>[^"]*\.xhtml)"[^>]*?) ?/>')


def announce_mathematics(manifest: str, pages: frozenset[str]) -> str:
    """The manifest with ``properties="mathml"`` on the items of ``pages``."""
    return _PAGE.sub(
        lambda m: f'{m["item"]} properties="mathml"/>' if m["page"] in pages else m[0], manifest
    )


class MathEpubBuilder(Epub3Builder):
    """Sphinx's EPUB 3 builder, with that announcement, and without the files beside the pages."""

    def copy_extra_files(self) -> None:
        """Nothing: a book to read offline needs no refs.bib, and EPUB knows no such file type."""

    def build_content(self) -> None:
        """Write content.opf as Sphinx does, then announce the mathematics."""
        super().build_content()
        manifest = self.outdir / "content.opf"
        pages = [name for name in self.files if name.endswith(".xhtml")]
        with_math = frozenset(
            name for name in pages if "<math" in (self.outdir / name).read_text(encoding="utf-8")
        )
        text = announce_mathematics(manifest.read_text(encoding="utf-8"), with_math)
        manifest.write_text(text, encoding="utf-8", newline="\n")


def setup(app: Sphinx) -> None:
    """Put the builder in place of the one it extends."""
    app.add_builder(MathEpubBuilder, override=True)
