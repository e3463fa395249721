"""The lists of the book, counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from surveybook.model import Kind, ReadingList
from surveybook.reading.lists import parse_list

COUNTS = [
    ("louieworth-awesome-rlhf", 42, 0),
    ("opendilab-awesome-rlhf", 34, 0),
    ("metame-ai-awesome-llm-plaza-rlhf", 70, 0),
    ("feedback-tuning", 23, 0),
    ("rl-enhanced-llms-survey", 71, 20),
]
"""List, items, and rows of its table of models."""


@pytest.mark.parametrize(("stem", "items", "models"), COUNTS, ids=[stem for stem, *_ in COUNTS])
def test_hand_count(root: Path, stem: str, items: int, models: int) -> None:
    """Each list has as many entries as a person counts in it, and every link has its place."""
    path = root / "book" / "lists" / f"{stem}.md"
    text = path.read_text("utf-8")
    reading = parse_list(text, ReadingList(stem, f"book/lists/{stem}.md"))
    source = text.split("\n")
    rows = [entry for entry in reading.entries if source[entry.line - 1].startswith(("|", "<tr"))]
    assert (len(reading.entries) - len(rows), len(rows)) == (items, models)
    assert {entry.kind for entry in rows} <= {Kind.MODEL}
    assert reading.ledger.adds_up
    assert not reading.problems
