"""Corrections: what they change, what stays visible, and which of them fit nothing."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from merging_samples import make_entry

from surveybook.merging.corrections import apply_corrections, parse_corrections
from surveybook.merging.keys import Keys
from surveybook.merging.merging import merge_works
from surveybook.model import Correction, Entry, Link

ONE = """\
[[correction]]
list = "a"
item = "Fine-Tuning Language Models from Human Preferences"
field = "authors"
printed = "Zeigler"
right = "Ziegler"
reason = "misspelt"
source = "https://arxiv.org/abs/1909.08593"
read = 2026-11-21
"""
ZIEGLER = {
    "title": "Fine-Tuning Language Models from Human Preferences",
    "authors": ["Zeigler"],
    "truncated": True,
    "arxiv": "1909.08593",
    "url": "https://arxiv.org/abs/1909.08593",
    "venue": "arXiv",
}


def correct(entry: dict[str, Any], field: str, printed: str, right: str) -> Entry:
    """An entry after one correction that must fit."""
    correction = Correction(
        "a",
        entry["title"],
        field,
        printed,
        right,
        "why",
        "https://x.org",
        datetime.date(2026, 11, 21),
    )
    (found,), problems = apply_corrections([make_entry(entry)], [correction])
    assert problems == ()
    assert found.corrections == (correction,)
    return found


def test_correction_is_read_and_applied() -> None:
    """A correction changes its field, travels with the entry and is the field's provenance."""
    corrections, problems = parse_corrections(ONE, "records/corrections.toml")
    assert problems == ()
    entries, problems = apply_corrections([make_entry(ZIEGLER)], corrections)
    assert problems == ()
    assert entries[0].authors == ("Ziegler",)
    assert entries[0].corrections == corrections
    (work,) = merge_works(entries, [], Keys()).works
    assert work.provenance["authors"] == "correction: https://arxiv.org/abs/1909.08593"
    assert work.provenance["title"] == "a:1"


@pytest.mark.parametrize(
    ("field", "printed", "right", "name", "value"),
    [
        ("title", ZIEGLER["title"], "Tuning", "title", "Tuning"),
        ("year", "", "2019", "year", 2019),
        ("venue", "arXiv", "", "venue", None),
        ("label", "", "FT", "label", "FT"),
        ("authors", "Zeigler", "Ziegler and Stiennon", "authors", ("Ziegler", "Stiennon")),
        ("arxiv", "1909.08593", "1909.08594", "url", "https://arxiv.org/abs/1909.08594"),
        ("url", "http://arxiv.org/abs/1909.08593", "https://openai.com/x", "arxiv", None),
    ],
)
def test_fields_that_can_be_corrected(
    field: str, printed: str, right: str, name: str, value: object
) -> None:
    """Each field can be put right; an id and its address change together."""
    assert getattr(correct(ZIEGLER, field, printed, right), name) == value


def test_links_follow_the_identifier() -> None:
    """Links that hold the wrong id lead to the right page after its correction."""
    entry = {**ZIEGLER, "links": [["pdf", "https://arxiv.org/pdf/1909.08593v1"]]}
    found = correct(entry, "arxiv", "1909.08593", "1909.08594")
    assert found.links == (Link("pdf", "https://arxiv.org/abs/1909.08594"),)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            ('list = "a"', 'list = "b"'),
            "note: no list `b` was read; mend the name if it is misspelt",
        ),
        (
            ('item = "Fine-Tuning', 'item = "Coarse-Tuning'),
            "warning: the list `a` has no item “Coarse-Tuning Language Models from Human "
            "Preferences”; write its title as printed, or take this correction out",
        ),
        (
            ('printed = "Zeigler"', 'printed = "Zigler"'),
            "warning: “Fine-Tuning Language Models from Human Preferences” has authors “Zeigler”, "
            "not “Zigler”; write what is printed now, or take this correction out",
        ),
        (
            ('printed = "Zeigler"\nright = "Ziegler"', 'printed = "Ziegler"\nright = "Zeigler"'),
            "warning: “Fine-Tuning Language Models from Human Preferences” now has the right "
            "authors; take this correction out",
        ),
    ],
)
def test_stale_corrections(change: tuple[str, str], message: str) -> None:
    """A correction that fits nothing is reported with its line and changes nothing."""
    corrections, _ = parse_corrections(ONE.replace(*change), "c.toml")
    entries, problems = apply_corrections([make_entry(ZIEGLER)], corrections)
    assert entries == (make_entry(ZIEGLER),)
    assert [str(problem) for problem in problems] == [f"c.toml:1: {message} [correction-stale]"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            ('field = "authors"', 'field = "pages"'),
            "c.toml:4: error: `pages` cannot be corrected; write one of url, title, authors, "
            "year, venue, arxiv, label [toml-value]",
        ),
        (
            ('field = "authors"', 'field = "year"'),
            "c.toml:6: error: `Ziegler` is no year; write four digits [toml-value]",
        ),
        (
            ('reason = "misspelt"\n', ""),
            'c.toml:1: error: `reason` is missing here; add a line `reason = "…"` [toml-value]',
        ),
        (
            ("read = 2026-11-21", 'read = "today"'),
            "c.toml:9: error: `read` must be a date without quotes, such as 2026-11-21; "
            "write it so, or leave the line out [toml-value]",
        ),
        (
            ("https://arxiv.org/abs/1909.08593", "a page"),
            "c.toml:8: error: `a page` is no web address; write it with https:// [toml-value]",
        ),
    ],
)
def test_faults_of_corrections(change: tuple[str, str], message: str) -> None:
    """Each fault is named with its line and what to do, and the correction is left out."""
    corrections, problems = parse_corrections(ONE.replace(*change), "c.toml")
    assert corrections == ()
    assert [str(problem) for problem in problems] == [message]
