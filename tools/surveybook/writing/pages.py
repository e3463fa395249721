"""Values poured into the templates beside this file."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

import jinja2

from surveybook.writing.markdown import escape

_TEMPLATES = Path(__file__).with_name("templates")


def render_page(template: str, **values: object) -> str:
    """A template filled with values that are Markdown already; one closing line end."""
    text = _environment().get_template(template).render(values)
    return text.strip("\n") + "\n"


class CompiledTemplates(jinja2.FileSystemBytecodeCache):
    """Compiled templates, kept as Python keeps its modules: beside them, where it may write."""

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                Path(self.directory).mkdir(exist_ok=True)
                super().dump_bytecode(bucket)


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        bytecode_cache=CompiledTemplates(str(_TEMPLATES / "__pycache__")),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # the output is Markdown: all text passes through markdown.py
    )
    environment.filters["md"] = escape
    return environment


def group_rows(rows: Iterable[Sequence[str]], headings: Iterable[str]) -> tuple[Sequence[str], ...]:
    """The rows of a table, with a row that bears the heading before the first of each group."""
    found: list[Sequence[str]] = []
    before = ""
    for row, heading in zip(rows, headings, strict=True):
        if heading != before:
            found.append([f"**{heading}**", *[""] * (len(row) - 1)])
            before = heading
        found.append(row)
    return tuple(found)
