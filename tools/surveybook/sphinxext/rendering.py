"""The templates of pages that have no source of their own, beside this file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

import jinja2

_FOLDER = Path(__file__).parent / "templates"


def render(template: str, values: Mapping[str, object]) -> str:
    """HTML; every value is escaped but what a template marks as HTML already."""
    return _environment().get_template(template).render(values)


@cache
def templates_digest() -> str:
    """What the templates hold."""
    digest = sha256()
    for path in sorted(_FOLDER.glob("*.html")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
    )
