"""What the command prints: JSON of entries and works, and the explanation of one work."""

from __future__ import annotations

import dataclasses
import json

from samples import LIST_A, POST, PREPRINT, READ, WORKS, entry

from surveybook.model import Claim, Conflict, Correction, Kind, Link, Status
from surveybook.writing.entries import render_entries
from surveybook.writing.explain import explain_work
from surveybook.writing.json_works import render_works


def test_entries_json() -> None:
    """Every key is there in its fixed order; a field is a string or parts with text and url."""
    fields = {
        "code": (Link("official", "https://a.example/c"), Link("soon", "")),
        "keyword": "a, b",
    }
    item = entry(
        LIST_A, 3, "Bäume", kind=Kind.PAPER, fields=fields, links=(Link("x", "https://b.c"),)
    )
    text = render_entries([item])
    assert json.loads(text) == [
        {
            "list": "birds",
            "line": 3,
            "section": ["Papers"],
            "kind": "paper",
            "title": "Bäume",
            "label": None,
            "authors": [],
            "truncated": False,
            "year": None,
            "venue": None,
            "arxiv": None,
            "url": None,
            "links": [{"text": "x", "url": "https://b.c"}],
            "fields": {
                "code": [
                    {"text": "official", "url": "https://a.example/c"},
                    {"text": "soon", "url": None},
                ],
                "keyword": "a, b",
            },
        }
    ]
    assert "Bäume" in text
    assert list(json.loads(text)[0])[:4] == ["list", "line", "section", "kind"]


def test_works_json() -> None:
    """Works are sorted by key; bodies are literal, persons have parts; every key is there."""
    works = json.loads(render_works(WORKS))
    assert [work["key"] for work in works] == sorted(work.key for work in WORKS)
    work = next(work for work in works if work["key"] == PREPRINT.key)
    assert list(work) == [
        *("key", "kind", "title", "label", "authors", "authors_complete", "year", "venue"),
        *("arxiv", "doi", "url", "links", "chapter", "section", "occurrences", "provenance"),
        "conflicts",
    ]
    assert work["authors"][:4] == [
        {"given": "Jané", "family": "Doe"},
        {"given": "Oskar", "family": "Wal", "particle": "van der"},
        {"given": "Martin", "family": "King", "suffix": "Jr."},
        {"literal": "Bird Team, Example Labs"},
    ]
    assert work["occurrences"] == [{"list": "birds", "line": 12}, {"list": "trees_2", "line": 7}]


def test_explanation() -> None:
    """A person sees each value and its origin, the lists, the record, corrections, conflicts."""
    wrong = Correction(
        "trees_2", "Hi", "title", "Hi", "Hello", "It is longer.", "https://x.org", READ
    )
    item = dataclasses.replace(POST.entries[0], corrections=(wrong,))
    claims = (Claim("2023", "trees_2:9"), Claim("2024", "https://blog.example.org/hello_1"))
    work = dataclasses.replace(
        POST,
        title="Hello",
        entries=(item,),
        status=Status.PARTLY,
        missing="author",
        provenance={"title": "https://blog.example.org/hello_1"},
        conflicts=(Conflict("year", "2024", claims),),
    )
    text = explain_work(work)
    for line in (
        "title         Hello",
        "              from https://blog.example.org/hello_1",
        "authors       Bird Lab",
        "home          resources/posts",
        "  - trees_2:9 Blogs > New",
        "Record: partly checked",
        "  - missing: author",
        '  - trees_2, title: printed "Hi", right "Hello": It is longer.',
        "  - year: kept 2024",
        "    - ! trees_2:9: 2023",
        "    - = https://blog.example.org/hello_1: 2024",
    ):
        assert line in text.splitlines()
    assert all(len(line) <= 80 for line in text.splitlines() if "://" not in line)


def test_explanation_of_little() -> None:
    """A work of which nothing is known but its key and title is explained all the same."""
    text = explain_work(dataclasses.replace(POST, entries=(), sources=(), authors=(), url=None))
    assert "No list names it." in text
    assert "The sources do not disagree." in text
