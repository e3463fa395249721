"""The toy book of invented works: what comes out is what a person wrote down beforehand."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pybtex.database import parse_string

from surveybook.inputs import Inputs, read_inputs
from surveybook.layout import Layout, find_layout
from surveybook.pipeline import Book, make_book, read_book
from surveybook.problems import Code

TOY = Path(__file__).parent / "toy"
GOLDEN = sorted(path for path in (TOY / "golden").rglob("*") if path.is_file())


def toy_layout() -> Layout:
    """The toy book where it lies; nothing is written in these tests."""
    layout = find_layout(TOY)
    assert layout is not None
    return layout


def toy_inputs() -> Inputs:
    """The toy book's lists, records, outline and prose."""
    return read_inputs(toy_layout())


def made(inputs: Inputs) -> Book:
    """The toy book made from these inputs."""
    return make_book(inputs, toy_layout())


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_golden(path: Path) -> None:
    """Every generated file is the one kept in tests/toy/golden."""
    name = path.relative_to(TOY / "golden").as_posix()
    assert made(toy_inputs()).files[name] == path.read_text(encoding="utf-8")


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_order_gives_the_same_book(shuffler: object) -> None:
    """Works, keys and refs.bib do not depend on the order of lists, entries or records."""
    inputs = toy_inputs()
    readings = list(inputs.readings)
    shuffler.shuffle(readings)  # type: ignore[attr-defined]
    records = list(inputs.records)
    shuffler.shuffle(records)  # type: ignore[attr-defined]
    other = made(replace(inputs, readings=tuple(readings), records=tuple(records)))
    assert other.files["refs.bib"] == made(inputs).files["refs.bib"]
    assert other.works == made(inputs).works


def test_refs_bib_holds_what_the_record_says() -> None:
    """A record written here by hand comes out of refs.bib as it went in."""
    entry = parse_string(made(toy_inputs()).files["refs.bib"], "bibtex").entries[
        "lindqvist2021learning"
    ]
    assert entry.type == "inproceedings"
    assert entry.fields["booktitle"] == "Advances in Neural Information Processing Systems"
    assert entry.fields["eprint"] == "2101.00011"
    assert entry.fields["pages"] == "10--19"
    assert [str(person) for person in entry.persons["author"]] == [
        "Lindqvist, Ada",
        "Okafor, Bo",
        "van der Munk, Dora",
    ]


def test_every_entry_is_in_one_work() -> None:
    """Each line of each list ends in exactly one work, and its links stay with it."""
    book = made(toy_inputs())
    lines = [(e.list, e.line) for reading in book.inputs.readings for e in reading.entries]
    placed = [(place.list, place.line) for work in book.works for place in work.occurrences]
    assert sorted(placed) == sorted(lines)
    assert len(set(placed)) == len(placed)
    for reading in book.inputs.readings:
        assert reading.ledger.adds_up


def test_each_work_has_one_home() -> None:
    """Every work is shown in full in exactly one chapter."""
    book = made(toy_inputs())
    pages = "\n".join(text for name, text in book.files.items() if name.endswith(".md"))
    for work in book.works:
        assert pages.count(f"(work-{work.key})=\n") == 1


OBJECTIVE = r"""[[objective]]
name = "TIDE"
work = "lindqvist2021learning"
family = "pairs"
loss = '''-\log \sigma(\beta m_\theta)'''
data = "pairs"
reference = "yes"
setting = "offline"
answers = "needs no reward model"
checked = "paper"
source = "https://example.org/tide"
read = 2026-11-21
"""


def test_objectives_become_a_table_and_data(tmp_path: Path) -> None:
    """records/objectives.toml, where there is one, gives a page to include and a file of data."""
    book = tmp_path / "book"
    shutil.copytree(TOY / "book", book)
    layout = find_layout(tmp_path)
    assert layout is not None
    names = {"book/chapters/_objectives.md", "book/_extra/exports/objectives.json"}
    assert not names & set(read_book(layout).files)
    (book / "records" / "objectives.toml").write_text(OBJECTIVE, encoding="utf-8")
    made_with = read_book(layout)
    assert names <= set(made_with.files)
    assert not [one for one in made_with.problems if "objectives" in one.path]


def test_an_objective_of_no_work_is_an_error(tmp_path: Path) -> None:
    """The problem names the file as the user can open it."""
    shutil.copytree(TOY / "book", tmp_path / "book")
    wrong = OBJECTIVE.replace("lindqvist2021learning", "nobody2021")
    (tmp_path / "book" / "records" / "objectives.toml").write_text(wrong, encoding="utf-8")
    layout = find_layout(tmp_path)
    assert layout is not None
    found = [one for one in read_book(layout).problems if one.path.endswith("objectives.toml")]
    assert [(one.line, one.code) for one in found] == [(1, Code.OBJECTIVE_UNKNOWN_KEY)]
