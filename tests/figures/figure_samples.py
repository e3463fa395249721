"""Invented works, outline and map for the tests of the figures."""

from __future__ import annotations

import datetime

from surveybook.dataset_facts import DataSetFact, Group, UsedDataSet
from surveybook.families import FieldMap, parse_map
from surveybook.figure_data import FigureData
from surveybook.model import Kind, Work
from surveybook.outline import Chapter, Outline, Section
from surveybook.relations import Relation, RelationKind

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


LINES = (
    make_work("old2022", "2022-02-01", "rlhf/games", label="OLD"),
    make_work("root2023", "2023-01-05", "dpo/losses", label="ROOT"),
    make_work("branch2023", "2023-06-01", "dpo/losses", label="Branch-and-more"),
    make_work("twig2023", "2023-09-01", "dpo/losses"),
    make_work("late2024", "2024-03-01", "dpo/losses", label="LATE"),
    make_work("alone2024", "2024-03-01", "dpo/losses", label="ALONE"),
    make_work("elsewhere2022", "2022-01-01", "first/one", label="ELSEWHERE"),
)
"""Works in the places that the lineage shows (all but the last)."""


def relation(
    work: str, other: str, kind: RelationKind = RelationKind.BUILDS_ON, line: int = 0
) -> Relation:
    """A relation between two works."""
    return Relation(work, kind, other, "https://example.org", datetime.date(2026, 11, 21), line)


RELATIONS = (
    relation("branch2023", "root2023"),
    relation("twig2023", "branch2023"),
    relation("late2024", "root2023"),
    relation("late2024", "twig2023"),
    relation("root2023", "old2022"),
    relation("root2023", "elsewhere2022"),
    relation("alone2024", "root2023", RelationKind.COMPARES_WITH),
)


def make_dataset(name: str, *users: str, group: Group = Group.PAIRS) -> UsedDataSet:
    """A data set that works use."""
    fact = DataSetFact(name, group, "https://example.org", datetime.date(2026, 11, 21))
    return UsedDataSet(fact, users)


DATASETS = (
    make_dataset("Chirps", "a", "b"),
    make_dataset("Songs of all the birds there are", "a", "b", "c"),
    make_dataset("Unused"),
    make_dataset("Bird Exam", "a", "b", group=Group.TASKS),
)
"""Data sets with none to three users."""

DATA = FigureData((*WORKS, *LINES), OUTLINE, make_map(), RELATIONS, DATASETS, ("first",))
"""An invented book with every figure."""
