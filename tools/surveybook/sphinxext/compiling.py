"""The theme's templates, compiled once: each build would spend a moment on them again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import FileSystemBytecodeCache
from sphinx.jinja2glue import BuiltinTemplateLoader

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def keep_compiled(app: Sphinx) -> None:
    """Keep them beside the pages that were read; these go where the theme may have changed."""
    templates = getattr(app.builder, "templates", None)
    if app.builder.name == "html" and isinstance(templates, BuiltinTemplateLoader):
        folder = Path(app.doctreedir) / "templates"
        folder.mkdir(parents=True, exist_ok=True)
        templates.environment.bytecode_cache = FileSystemBytecodeCache(str(folder))


def setup(app: Sphinx) -> None:
    """Run before any page is written."""
    app.connect("builder-inited", keep_compiled)
