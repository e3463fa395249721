"""``sources.toml``: where the lists come from, a table a list."""

from __future__ import annotations

from collections.abc import Mapping

from surveybook.model import ReadingList
from surveybook.problems import Problem
from surveybook.toml_tables import parse_toml

_KEYS = ("title", "upstream", "revision", "date", "licence")


def parse_sources(text: str, path: str) -> tuple[dict[str, dict[str, str]], tuple[Problem, ...]]:
    """The tables of a ``sources.toml`` by the stem of their list, and what is wrong in them."""
    top, problems = parse_toml(text, path)
    if top is None:
        return {}, problems
    sources: dict[str, dict[str, str]] = {}
    for stem in top.values:
        table = top.table(stem)
        if table is not None:
            sources[stem] = {key: table.text(key) for key in _KEYS}
            table.close()
    return sources, tuple(top.problems)


def make_reading_list(stem: str, path: str, source: Mapping[str, str]) -> ReadingList:
    """The list of a file; without a table in ``sources.toml`` nothing but its name is known."""
    return ReadingList(
        stem,
        path,
        title=source.get("title", ""),
        upstream=source.get("upstream", ""),
        revision=source.get("revision") or source.get("date", ""),
        licence=source.get("licence", ""),
    )
