"""What is done to every page of the site when all are written, in one pass over them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from surveybook.sphinxext.accessible import mend_page
from surveybook.sphinxext.policy import SHEET, keep_policy, moved_classes, render_sheet

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_AFTER_PAGES = 900
"""After whatever else is done to the written pages."""


def finish_pages(app: Sphinx, failure: Exception | None) -> None:
    """Mend all pages, and write the files that they load; a page finished before stays as it is."""
    if failure or app.builder.name != "html":
        return
    out = Path(app.outdir)
    policies = (app.config.content_security_policy, app.config.preview_security_policy)
    policy = "; ".join(filter(None, policies)) if policies[0] else ""
    classes: set[str] = set()
    files: dict[str, str] = {}
    for path in sorted(out.rglob("*.html")):
        html = path.read_text("utf-8")
        root = "../" * (len(path.relative_to(out).parts) - 1)
        finished, blocks = keep_policy(mend_page(html), root, policy)
        if finished != html:
            path.write_text(finished, "utf-8", newline="\n")
        classes.update(moved_classes(finished))
        files |= {f"_static/{name}": text for name, text in blocks.items()}
    for name, text in {**files, SHEET: render_sheet(classes)}.items():
        (out / name).write_text(text, "utf-8", newline="\n")


def setup(app: Sphinx) -> None:
    """Run after the pages and all that mends them."""
    app.add_config_value("content_security_policy", "", "html")
    app.add_config_value("preview_security_policy", "", "html")
    app.connect("build-finished", finish_pages, priority=_AFTER_PAGES)
