"""Records: from TOML to values, and the exact message for each fault."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from merging_samples import RECORD, make_record

from surveybook.merging.corrections import parse_corrections
from surveybook.merging.keys import parse_keys
from surveybook.merging.records import parse_record
from surveybook.model import Identifier, Kind, Name, Publication, Source, Status
from surveybook.outline import parse_outline


def test_record_is_read_whole() -> None:
    """Every key of the format becomes a field of the record."""
    record = make_record('site = "arXiv"\nlicence = "CC BY 4.0"\n' + RECORD)
    assert record.identifiers == (
        Identifier("arxiv", "2305.18290"),
        Identifier("openreview", "HPuSIXJaa9"),
    )
    assert (record.kind, record.status) == (Kind.PAPER, Status.VERIFIED)
    assert record.authors[1] == Name("Sharma", "Archit")
    assert (record.date, record.primary_class) == ("2023-05-29", "cs.LG")
    assert (record.site, record.licence) == ("arXiv", "CC BY 4.0")
    assert record.published == Publication(
        "inproceedings",
        "Advances in Neural Information Processing Systems",
        2023,
        "NeurIPS",
        "36",
        pages="53728--53741",
    )
    assert record.sources[0] == Source(
        "https://arxiv.org/abs/2305.18290",
        datetime.date(2026, 11, 21),
        ("title", "authors", "date", "primary_class"),
    )


FAULTS = [
    (
        'kind = "paper"',
        'kind = "poem"',
        "one.toml:2: error: `poem` is no kind; write one of paper, report, blog, talk, code, "
        "model, dataset, course, list, other [toml-value]",
    ),
    (
        '"arxiv:2305.18290"',
        '"arxiv:23"',
        "one.toml:1: error: `arxiv:23` is no identifier; write scheme:value with one of arxiv, "
        "doi, acl, openreview, github, url, such as arxiv:2305.18290 or github:owner/name "
        "[toml-value]",
    ),
    (
        '"openreview:HPuSIXJaa9"',
        '"doi:https://doi.org/10.1145/3560815"',
        "one.toml:1: error: the DOI `https://doi.org/10.1145/3560815` is an address; "
        "write `10.1145/3560815` [doi-address]",
    ),
    (
        'volume = "36"',
        'doi = "https://doi.org/10.1145/3560815"',
        "one.toml:15: error: the DOI `https://doi.org/10.1145/3560815` is an address; "
        "write `10.1145/3560815` [doi-address]",
    ),
    (
        "Advances in Neural Information Processing Systems",
        "Advances in Neutral Processing",
        "one.toml:12: error: the venue “Advances in Neutral Processing” has no line in "
        "venues.toml; write it as that file does, or add it there with its short and its full "
        "name [venue-unknown]",
    ),
    (
        "date = 2023-05-29",
        "date = 2031-05-29",
        "one.toml:6: error: the date 2031-05-29 lies after 2026-11-21, when the page was read; "
        "mend one of them [date-future]",
    ),
    (
        "year = 2023",
        "year = 2032",
        "one.toml:14: error: the year 2032 lies after 2026-11-21, when the page was read; "
        "mend it [date-future]",
    ),
    (
        "date = 2023-05-29",
        'date = "May 2023"',
        'one.toml:6: error: `May 2023` is no date; write 2023-05-29, or "2023-05" or "2023" in '
        "quotes [toml-value]",
    ),
    (
        '"Mitchell, Eric"',
        '"others"',
        "one.toml:5: error: `others` is no author; give every name, and authors_complete = false "
        "if cut [toml-value]",
    ),
    (
        'label = "DPO"',
        'lable = "DPO"',
        "one.toml:4: warning: `lable` is not a key that is known here; known are authors, "
        "authors_complete, date, fixed, identifiers, kind, label, licence, missing, note, "
        "other_titles, primary_class, published, site, sources, status, title [toml-value]",
    ),
    (
        'label = "DPO"',
        'fixed = ["titel"]',
        "one.toml:4: error: `titel` is no field; write one of authors, authors_complete, date, "
        "identifiers, kind, label, licence, missing, note, other_titles, primary_class, "
        "published, published.doi, published.number, published.pages, published.publisher, "
        "published.short, published.type, published.url, published.venue, published.volume, "
        "published.year, site, status, title [toml-value]",
    ),
    (
        'label = "DPO"',
        "label = 3",
        "one.toml:4: error: `label` must be a string in quotes; write it so, or leave the line "
        "out [toml-value]",
    ),
    (
        'status = "verified"',
        "status =",
        "one.toml:8: error: this is not valid TOML: Invalid value; mend this line and run again "
        "[toml-syntax]",
    ),
    (
        'type = "inproceedings"',
        'type = "phdthesis"',
        "one.toml:11: error: `phdthesis` is no type here; write inproceedings or article "
        "[toml-value]",
    ),
    (
        'address = "https://arxiv.org/abs/2305.18290"',
        'address = "javascript:alert(1)"',
        "one.toml:19: error: `javascript:alert(1)` is no web address; write it with https:// "
        "[toml-value]",
    ),
]


@pytest.mark.parametrize(("right", "wrong", "message"), FAULTS, ids=[f[1] for f in FAULTS])
def test_faults_of_a_record(right: str, wrong: str, message: str) -> None:
    """Each fault is named with its line and what to do, and it is the only problem."""
    assert right in RECORD
    _, problems = parse_record(RECORD.replace(right, wrong, 1), "one.toml")
    assert [str(problem) for problem in problems] == [message]


def test_fixed_fields_are_read() -> None:
    """A keeper names the fields that no update may change; they are kept in order."""
    record = make_record('fixed = ["title", "published.year"]\n' + RECORD)
    assert record.fixed == ("title", "published.year")


def test_missing_keys() -> None:
    """A record that cannot name a work is none, and every missing key is named."""
    record, problems = parse_record("", "one.toml")
    assert record is None
    assert [str(problem) for problem in problems] == [
        "one.toml: error: `identifiers` is missing; add a line such as "
        'identifiers = ["arxiv:2305.18290"] [toml-value]',
        'one.toml: error: `kind` is missing here; add a line `kind = "…"` [toml-value]',
        'one.toml: error: `title` is missing here; add a line `title = "…"` [toml-value]',
        'one.toml: error: `status` is missing here; add a line `status = "…"` [toml-value]',
    ]


def test_sure_record_needs_a_source() -> None:
    """Only a record that repeats its list may do without a page that was read."""
    _, problems = parse_record(RECORD.split("[published]")[0], "one.toml")
    assert [str(problem) for problem in problems] == [
        "one.toml:8: error: the status is `verified`, but no [[sources]] say what was read; "
        "add them [toml-value]"
    ]


NAMES = """identifiers kind title other_titles label authors authors_complete date primary_class
status published sources correction keys aliases retired chapter rule fallback works home"""
INNER = "type venue year doi address read list field slug section"
KEYS = st.sampled_from(NAMES.split())
VALUES = st.recursive(
    st.one_of(
        st.text("ab:/[(\\.1"),
        st.integers(),
        st.booleans(),
        st.floats(),
        st.dates(),
        st.datetimes(),
        st.just("arxiv:2305.18290"),
        st.just("paper"),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(INNER.split()),
            inner,
            max_size=3,
        ),
    ),
    max_leaves=6,
)


def as_toml(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return "'" + value + "'"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {as_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


@given(st.dictionaries(KEYS, VALUES))
def test_no_value_raises(table: dict[str, Any]) -> None:
    """Whatever a TOML file holds, reading it gives problems and never an exception."""
    text = "\n".join(f"{key} = {as_toml(value)}" for key, value in table.items())
    parse_record(text, "x.toml")
    parse_corrections(text, "x.toml")
    parse_keys(text, "x.toml")
    parse_outline(text, "x.toml")


@given(st.text())
def test_no_text_raises(text: str) -> None:
    """Text that is not TOML is one problem of its syntax, or of its keys."""
    for parse in (parse_record, parse_corrections, parse_keys, parse_outline):
        parse(text, "x.toml")
