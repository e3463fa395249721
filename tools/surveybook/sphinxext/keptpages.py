"""Pages of works that a build need not make again, as it would make the same."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from surveybook.sphinxext.freshness import navigation
from surveybook.sphinxext.rendering import render, templates_digest

if TYPE_CHECKING:
    from sphinx.application import Sphinx

Page = tuple[str, dict[str, Any], str]
"""What Sphinx makes a page of: its name, values, template."""
_FILE = "work-pages.json"


@dataclass(frozen=True, slots=True)
class WorkPage:
    """A page before it is rendered: name, title, template of its body, and what that shows."""

    name: str
    title: str
    template: str
    values: Mapping[str, object]


_KEPT: WeakKeyDictionary[Sphinx, dict[str, str]] = WeakKeyDictionary()


def stale_pages(app: Sphinx, pages: Iterable[WorkPage]) -> Iterator[Page]:
    """The pages whose file is not there or was made of something else, rendered.

    Beside its own values a page shows only what the navigation and the settings say.
    """
    before = _read(app)
    info = app.builder.build_info  # type: ignore[attr-defined]
    around = (navigation(app.env), info.config_hash, info.tags_hash, templates_digest())
    now = _KEPT.setdefault(app, {})
    for page in pages:
        made_from = repr((page.template, page.title, sorted(page.values.items()), around))
        now[page.name] = sha256(made_from.encode()).hexdigest()
        if before.get(page.name) != now[page.name] or not _path(app, page.name).is_file():
            body = render(page.template, page.values)
            yield page.name, {"title": page.title, "body": body}, "page.html"


def _read(app: Sphinx) -> dict[str, str]:
    path = Path(app.doctreedir) / _FILE
    return json.loads(path.read_text("utf-8")) if path.is_file() else {}


def _path(app: Sphinx, name: str) -> Path:
    return Path(app.outdir) / f"{name}.html"


def keep_pages(app: Sphinx, failure: Exception | None) -> None:
    """Remember of what the pages were made, and remove those of works that are gone."""
    if failure or app not in _KEPT:
        return
    now = _KEPT[app]
    made = {_path(app, name) for name in now}
    for folder in {path.parent for path in made}:
        for path in set(folder.glob("*.html")) - made:
            path.unlink()
    (Path(app.doctreedir) / _FILE).write_text(json.dumps(now), "utf-8")


def setup(app: Sphinx) -> None:
    """Run when all pages are there."""
    app.connect("build-finished", keep_pages)
