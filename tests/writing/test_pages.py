"""Templates are compiled once where that can be kept, and work where it cannot."""

from __future__ import annotations

import sys
from pathlib import Path

import jinja2
import pytest

from surveybook.writing.pages import CompiledTemplates


def render(kept: Path) -> str:
    """A template, compiled by an environment of its own."""
    environment = jinja2.Environment(
        loader=jinja2.DictLoader({"one": "{{ word }}!"}),
        bytecode_cache=CompiledTemplates(str(kept)),
        autoescape=True,
    )
    return environment.get_template("one").render(word="tide")


def test_a_compiled_template_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One file for a template, which the next environment reads."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    assert render(tmp_path / "kept") == "tide!"
    (kept,) = (tmp_path / "kept").iterdir()
    written = kept.stat().st_mtime_ns
    assert render(tmp_path / "kept") == "tide!"
    assert kept.stat().st_mtime_ns == written


@pytest.mark.parametrize("place", ["there/no/folder", "locked"])
def test_nothing_is_kept_where_nothing_may_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """In a folder that cannot be made, or where Python itself writes nothing."""
    monkeypatch.setattr(sys, "dont_write_bytecode", place == "locked")
    assert render(tmp_path / place) == "tide!"
    assert list(tmp_path.iterdir()) == []
