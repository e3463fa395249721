"""Which entries are one work: the cases of ``cases/identity.toml`` and the laws behind them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from merging_samples import make_entry, make_record

from surveybook.merging.agreement import titles_agree
from surveybook.merging.grouping import Groups
from surveybook.merging.keys import Keys
from surveybook.merging.merging import merge_works
from surveybook.model import Entry, FieldValue, Kind, Link, Record
from surveybook.names import fold

CASES = tomllib.loads((Path(__file__).parent / "cases/identity.toml").read_text("utf-8"))["case"]

RECORD = """\
identifiers = ["arxiv:{arxiv}"]
kind = "{kind}"
title = "{title}"
other_titles = ["{other}"]
authors = ["Stone, Ada", "Hill, Ben"]
status = "from list"
"""


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_identity_cases(case: dict[str, Any]) -> None:
    """Each case's entries become the works it names, and the problems it names are reported."""
    entries = [make_entry(short, line) for line, short in enumerate(case["entry"], 1)]
    merged = merge_works(entries, [], Keys())
    found = sorted([place.line - 1 for place in work.occurrences] for work in merged.works)
    assert found == sorted(case["works"])
    assert [str(problem.code) for problem in merged.problems] == case.get("codes", [])


def test_record_joins_its_identifiers() -> None:
    """Entries under two identifiers of one record are one work, even with short titles."""
    record = make_record(
        'identifiers = ["arxiv:2009.01325", "openreview:abc"]\nkind = "paper"\n'
        'title = "Summarize"\nstatus = "from list"\n'
    )
    entries = [
        make_entry({"title": "Summarize", "arxiv": "2009.01325"}, 1),
        make_entry({"title": "Summarize", "url": "https://openreview.net/forum?id=abc"}, 2),
    ]
    assert len(merge_works(entries, [record], Keys()).works) == 1
    assert len(merge_works(entries, [], Keys()).works) == 2


def test_two_records_stay_two_works() -> None:
    """What two records tell apart is never joined: an entry goes to the one that fits it best."""
    post = make_record(
        'identifiers = ["url:starling.example.org"]\nkind = "blog"\n'
        'title = "Starling-7B: Increasing LLM Helpfulness"\nstatus = "from list"\n',
        "b.toml",
    )
    paper = make_record(
        'identifiers = ["openreview:GqDntYTTbk"]\nkind = "paper"\n'
        'title = "Starling-7B: Improving LLM Helpfulness"\nstatus = "from list"\n',
        "a.toml",
    )
    address = "https://starling.example.org/"
    entries = [
        make_entry({"title": "Starling-7B: Increasing LLM Helpfulness", "url": address}, 1),
        make_entry({"title": "Starling-7b: Improving LLM helpfulness", "url": address}, 2),
    ]
    merged = merge_works(entries, [post, paper], Keys())
    assert {work.title: len(work.entries) for work in merged.works} == {
        post.title: 1,
        paper.title: 1,
    }


TITLES = (
    "Learning Rewards from Pairwise Preferences",
    "Learning rewards from pairwise preferences",
    "Learning Rewards from Pairwise Preferences: Part II",
    "On the Limits of Feedback for Long Answers",
    "Limits of Feedback",
    "trl",
    "Transformer Reinforcement Learning",
    "用人类反馈训练语言模型的方法",
)
ADDRESSES = (
    None,
    "https://arxiv.org/abs/2305.00001v2",
    "https://arxiv.org/pdf/2305.00002",
    "https://github.com/alice/trl",
    "https://github.com/bob/trl",
    "https://example.org/post?id=1",
    "https://openreview.net/forum?id=Abc",
)
PEOPLE = (
    (),
    ("Stone",),
    ("Ada Stone", "Ben Hill"),
    ("Ada Stone",),
    ("Cleo Marsh", "Ben Hill", "Dan Field"),
    ("OpenAI",),
)
FIELDS: tuple[dict[str, FieldValue], ...] = (
    {},
    {"keyword": "rewards, preferences，PPO"},
    {"organization": "Meta", "paper": (Link("paper", "https://arxiv.org/abs/2305.00001"),)},
)


@st.composite
def entry_lists(draw: st.DrawFn) -> list[Entry]:
    """Lists of entries that clash as often as may be: few titles, few addresses, few people."""
    count = draw(st.integers(0, 9))
    return [
        Entry(
            list=draw(st.sampled_from("ab")),
            line=draw(st.integers(1, 6)),
            section=(),
            kind=draw(st.sampled_from([Kind.PAPER, Kind.CODE, Kind.BLOG, Kind.MODEL, Kind.OTHER])),
            title=draw(st.sampled_from(TITLES)),
            label=draw(st.sampled_from([None, "TRL", "LRP"])),
            authors=draw(st.sampled_from(PEOPLE)),
            truncated=draw(st.booleans()),
            year=draw(st.sampled_from([None, 2023, 2024])),
            venue=draw(st.sampled_from([None, "arXiv", "NeurIPS 2023", "ICML"])),
            arxiv=draw(st.sampled_from([None, None, "2305.00001", "2305.00002"])),
            url=draw(st.sampled_from(ADDRESSES)),
            fields=draw(st.sampled_from(FIELDS)),
        )
        for _ in range(count)
    ]


def some_records() -> list[Record]:
    """Two records that can meet the entries above."""
    shapes = [
        ("2305.00001", "paper", TITLES[0], "An Older Title of Some Length"),
        ("2305.00002", "paper", TITLES[3], TITLES[4]),
    ]
    return [
        make_record(
            RECORD.format(arxiv=arxiv, kind=kind, title=title, other=other), f"{arxiv}.toml"
        )
        for arxiv, kind, title, other in shapes
    ]


@settings(deadline=None, max_examples=150)
@given(entry_lists(), st.randoms(use_true_random=False), st.booleans())
def test_order_does_not_matter(entries: list[Entry], random: Any, with_records: bool) -> None:
    """Entries in any order give the same works, keys and problems."""
    records = some_records() if with_records else []
    shuffled = list(entries)
    random.shuffle(shuffled)
    one = merge_works(entries, records, Keys())
    assert merge_works(shuffled, records[::-1], Keys()) == one


@settings(deadline=None, max_examples=100)
@given(entry_lists(), st.booleans())
def test_nothing_is_lost_or_doubled(entries: list[Entry], with_records: bool) -> None:
    """Every entry ends in exactly one work, and no two works share a key or an identifier."""
    merged = merge_works(entries, some_records() if with_records else [], Keys())
    inside = [entry for work in merged.works for entry in work.entries]
    assert sorted(map(repr, inside)) == sorted(map(repr, entries))
    keys = [work.key for work in merged.works]
    assert len(set(keys)) == len(keys)
    identifiers = [i for work in merged.works for i in work.identifiers]
    assert len(set(identifiers)) == len(identifiers)


@given(st.sampled_from(TITLES), st.sampled_from(TITLES))
def test_agreement_is_symmetric(one: str, other: str) -> None:
    """Titles agree in both directions or in none."""
    assert titles_agree(fold(one), fold(other)) == titles_agree(fold(other), fold(one))


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))), st.randoms())
def test_union_in_any_order(pairs: list[tuple[int, int]], random: Any) -> None:
    """The sets do not depend on the order of the unions."""
    one, other = Groups(10), Groups(10)
    for pair in pairs:
        one.union(*pair)
    random.shuffle(pairs)
    for pair in pairs:
        other.union(*pair)
    assert one.sets() == other.sets()


def test_seals_keep_sets_apart() -> None:
    """Sets with different seals never become one, also not through a third."""
    groups = Groups(3, {0: 0, 2: 2})
    groups.union(0, 1)
    groups.union(1, 2)
    assert groups.sets() == [[0, 1], [2]]
