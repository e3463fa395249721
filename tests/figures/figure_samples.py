"""Invented works, outline and map for the tests of the figures."""

from __future__ import annotations

from surveybook.figures.families import FieldMap, parse_map
from surveybook.model import Kind, Work
from surveybook.outline import Chapter, Outline, Section

OUTLINE = Outline(
    "A book",
    (
        Chapter("first", "The first chapter", sections=(Section("one", "One"),)),
        Chapter("second", "The second chapter", sections=(Section("two", "Two"),)),
    ),
)

MAP = """\
[[feedback]]
slug = "people"
title = "people"

[[sampling]]
slug = "online"
title = "online"

[[family]]
slug = "known"
title = "A family"
feedback = "people"
learned = "a policy"
reward_model = true
rl = true
sampling = "online"
works = ["adler2021quiet", "old2009name"]
"""


def make_work(key: str, date: str, place: str = "first/one", **fields: object) -> Work:
    """A paper with a home."""
    chapter, _, section = place.partition("/")
    given = {"kind": Kind.PAPER, "title": key, **fields}
    return Work(key=key, date=date, chapter=chapter, section=section, **given)  # type: ignore[arg-type]


WORKS = (
    make_work("adler2021quiet", "2021-03-01", year=2022),
    make_work("berg2021loud", "2021", "second/two"),
    make_work("cole2023name", "2023-05", aliases=("old2009name",)),
    make_work("dunn2023report", "2023-06-01", kind=Kind.REPORT),
    make_work("ek2023post", "2023-07-01", kind=Kind.BLOG),
    make_work("fry2023undated", "", "second/two", year=2023),
    make_work("gill2023homeless", "2023-01-01", ""),
)


def make_map(text: str = MAP) -> FieldMap:
    """A map without fault."""
    found, problems = parse_map(text, "map.toml")
    assert problems == ()
    assert found is not None
    return found
