"""The outline: one home for each work, by key, by rule, or by the fallback."""

from __future__ import annotations

import pytest

from surveybook.model import Entry, Kind, Work
from surveybook.outline import Chapter, Outline, Rule, Section, assign_works, parse_outline

TEXT = """\
title = "Learning from Feedback"
fallback = "resources/other"

[[chapter]]
slug = "rlhf"
title = "Human feedback"
summary = "What people prefer."

[[chapter.section]]
slug = "early"
title = "Before language models"
works = ["christiano2017deep", "old2009name"]
also = ["lee2023rlaif"]

[[chapter.section]]
slug = "models"
title = "With language models"

[[chapter]]
slug = "resources"
title = "Resources"

[[chapter.section]]
slug = "other"
title = "Other"

[[rule]]
home = "rlhf/models"
title = "direct preference|\\\\bdpo\\\\b"

[[rule]]
home = "rlhf/early"
heading = "algorithms"
kind = ["paper", "report"]
"""


def make_work(key: str, title: str = "A", heading: str = "", **fields: object) -> Work:
    """A work with one entry under a heading."""
    entry = Entry("a", 1, ("Papers", heading), Kind.PAPER, title)
    return Work(key=key, kind=Kind.PAPER, title=title, entries=(entry,), **fields)  # type: ignore[arg-type]


def make_outline(text: str = TEXT) -> Outline:
    """An outline without fault."""
    outline, problems = parse_outline(text, "book/outline.toml")
    assert problems == ()
    assert outline is not None
    return outline


CHRISTIANO = make_work("christiano2017deep")
IBARZ = make_work("ibarz2018reward", aliases=("old2009name",))
LEE = make_work("lee2023rlaif", heading="RL Algorithms")


def test_outline_is_read_whole() -> None:
    """Every key of the format becomes a field of the outline."""
    outline = make_outline()
    assert outline.title == "Learning from Feedback"
    assert outline.chapters[0] == Chapter(
        "rlhf",
        "Human feedback",
        "What people prefer.",
        (
            Section(
                "early",
                "Before language models",
                ("christiano2017deep", "old2009name"),
                ("lee2023rlaif",),
            ),
            Section("models", "With language models"),
        ),
    )
    assert outline.rules[1] == Rule("rlhf/early", "", "algorithms", (Kind.PAPER, Kind.REPORT))
    assert outline.homes == ("rlhf/early", "rlhf/models", "resources/other")


def test_works_get_one_home() -> None:
    """A line places a work by its key or an old one; else a rule does; else the fallback."""
    works = (
        CHRISTIANO,
        IBARZ,
        LEE,
        make_work("rafailov2023direct", "Direct Preference Optimization"),
        make_work("labelled2023", "Nothing to see", label="DPO"),
        make_work("blog2023", heading="Algorithms", site=""),
        make_work("stray2023"),
    )
    placed, problems = assign_works(works, make_outline())
    assert [f"{work.chapter}/{work.section}" for work in placed] == [
        "rlhf/early",
        "rlhf/early",
        "rlhf/early",
        "rlhf/models",
        "rlhf/models",
        "rlhf/early",
        "resources/other",
    ]
    assert [str(problem) for problem in problems][-2:] == [
        "book/outline.toml: note: “A” was placed in rlhf/early by rule 2; to pin it, "
        'add "blog2023" to the works of a section [placed-by-rule]',
        "book/outline.toml: note: “A” was placed in resources/other by the fallback; to pin it, "
        'add "stray2023" to the works of a section [placed-by-rule]',
    ]


def test_all_conditions_of_a_rule_must_hold() -> None:
    """A rule for papers under a heading does not take a post under that heading."""
    post = Work(
        "post2023", Kind.BLOG, "A", entries=(Entry("a", 1, ("Algorithms",), Kind.BLOG, "A"),)
    )
    placed, _ = assign_works((CHRISTIANO, IBARZ, LEE, post), make_outline())
    assert placed[-1].section == "other"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            ('"old2009name"]', '"nobody2009"]'),
            "book/outline.toml:12: error: no work has the key `nobody2009` (works of rlhf/early); "
            "mend it (`surveybook works` shows all keys), or take it out [outline-unknown-key]",
        ),
        (
            ('also = ["lee2023rlaif"]', 'also = [\n  "lee2023rlaif",\n  "nobody2009",\n]'),
            "book/outline.toml:15: error: no work has the key `nobody2009` (also of rlhf/early); "
            "mend it (`surveybook works` shows all keys), or take it out [outline-unknown-key]",
        ),
        (
            (
                'title = "With language models"',
                'title = "With"\nworks = ["ibarz2018reward"]',
            ),
            "book/outline.toml:18: error: `ibarz2018reward` has two homes, rlhf/early and "
            "rlhf/models; keep it in the `works` of one, and name it in the `also` of the other "
            "[outline-two-homes]",
        ),
        (
            ('"old2009name"]', '"christiano2017deep"]'),
            "book/outline.toml:12: error: `christiano2017deep` stands twice in the works of "
            "rlhf/early; take one out [outline-two-homes]",
        ),
    ],
)
def test_problems_of_homes(change: tuple[str, str], message: str) -> None:
    """Unknown keys and second homes are errors at their line."""
    _, problems = assign_works((CHRISTIANO, IBARZ, LEE), make_outline(TEXT.replace(*change)))
    assert message in [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            ('fallback = "resources/other"', 'fallback = "resources/none"'),
            "book/outline.toml:2: error: there is no section `resources/none`; write "
            "chapter/section with slugs of this file [outline-bad-rule]",
        ),
        (
            ('home = "rlhf/early"', 'home = "rlhf"'),
            "book/outline.toml:32: error: there is no section `rlhf`; write chapter/section with "
            "slugs of this file [outline-bad-rule]",
        ),
        (
            ('heading = "algorithms"', 'heading = "(algorithms"'),
            "book/outline.toml:33: error: `(algorithms` is no regular expression (missing ), "
            "unterminated subpattern at position 0); mend it [outline-bad-rule]",
        ),
        (
            ('"paper", "report"', '"paper", "poem"'),
            "book/outline.toml:34: error: `poem` is no kind; write one of paper, report, blog, "
            "talk, code, model, dataset, course, list, other [outline-bad-rule]",
        ),
        (
            ('heading = "algorithms"\nkind = ["paper", "report"]\n', ""),
            "book/outline.toml:31: error: this rule has no condition; add title, heading or kind, "
            "or use `fallback` [outline-bad-rule]",
        ),
        (
            ('slug = "models"', 'slug = "early"'),
            "book/outline.toml: error: the slug `rlhf/early` stands twice; give one of them "
            "another [toml-value]",
        ),
        (
            ('slug = "rlhf"', 'slug = "RL HF"'),
            "book/outline.toml:5: error: `RL HF` must be lower-case letters, digits and single "
            "hyphens, at most 80 signs, and no name that Windows keeps for itself; rename it "
            "[toml-value]",
        ),
        (
            ("[[rule]]", "[rule"),
            "book/outline.toml:27: error: this is not valid TOML: Expected ']' at the end of a "
            "table declaration; mend this line and run again [toml-syntax]",
        ),
    ],
)
def test_problems_of_the_outline(change: tuple[str, str], message: str) -> None:
    """Each fault of the outline is named with its line and what to do."""
    _, problems = parse_outline(TEXT.replace(*change, 1), "book/outline.toml")
    assert message in [str(problem) for problem in problems]
