"""Works as ``refs.bib``: held to its rules, and read back by pybtex as the same works."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string
from samples import ANY_TEXT, PREPRINT, PUBLISHED, READ, WORKS

from surveybook.model import Kind, Name, Publication, Source, Work
from surveybook.problems import Level
from surveybook.writing.bibtex import HEADER, bib_title, render_bibtex, render_record
from surveybook.writing.bibtex_rules import check_bibtex
from surveybook.writing.clean import clean_text
from surveybook.writing.latex import latex_to_text, title_to_latex, typographic
from surveybook.writing.people import render_name, render_names

GOLDEN = Path(__file__).parent / "cases/refs.bib"

NAMES = st.builds(
    Name,
    family=ANY_TEXT,
    given=ANY_TEXT,
    particle=st.sampled_from(["", "van", "von der", "De"]),
    suffix=st.sampled_from(["", "Jr.", "III"]),
) | st.builds(Name, literal=ANY_TEXT)
PUBLICATIONS = st.builds(
    Publication,
    type=st.sampled_from(["inproceedings", "article", "book"]),
    venue=ANY_TEXT,
    year=st.sampled_from([0, 2021, 2024]),
    volume=ANY_TEXT,
    number=ANY_TEXT,
    pages=ANY_TEXT | st.sampled_from(["1-20", "3 – 4", "e12"]),
    publisher=ANY_TEXT,
    doi=ANY_TEXT | st.just("https://doi.org/10.1234/AbC_(1)"),
    url=ANY_TEXT,
)
ADDRESSES = ANY_TEXT.map(lambda text: "https://example.org/" + text) | ANY_TEXT
ONE_WORK = st.builds(
    Work,
    key=st.from_regex(r"[a-z]{2,6}20[0-9]{2}[a-z]{1,5}", fullmatch=True),
    kind=st.sampled_from(Kind),
    title=ANY_TEXT,
    label=st.none() | ANY_TEXT,
    authors=st.lists(NAMES, max_size=5).map(tuple),
    authors_complete=st.booleans(),
    year=st.none() | st.integers(1800, 2200),
    date=st.sampled_from(["", "2023", "2023-05", "2023-05-29", "soon", "2023-13"]),
    venue=st.none() | ANY_TEXT,
    site=ANY_TEXT,
    published=st.none() | PUBLICATIONS,
    arxiv=st.sampled_from([None, "2305.18290", "hep-th/9901001", "nonsense", "10.1/x"]),
    primary_class=st.sampled_from(["", "cs.LG", "hep-th", "cs LG}"]),
    doi=st.none() | ANY_TEXT,
    url=st.none() | ADDRESSES,
    keywords=st.lists(ANY_TEXT, max_size=3).map(tuple),
    sources=st.lists(st.builds(Source, ADDRESSES, st.just(READ)), max_size=2).map(tuple),
)


def test_golden() -> None:
    """The made-up works give exactly the file beside this test."""
    assert render_bibtex(WORKS) == GOLDEN.read_text("utf-8")


def test_order_of_works_does_not_matter() -> None:
    """The file is the same whatever the order of the works."""
    assert render_bibtex(reversed(WORKS)) == render_bibtex(WORKS)


def test_no_works() -> None:
    """Without works the file is its header, and still correct."""
    assert render_bibtex(()) == HEADER
    assert check_bibtex(HEADER, "refs.bib") == ()


@given(ONE_WORK)
def test_any_work_keeps_the_rules(work: Work) -> None:
    """Whatever a work holds, its record breaks no rule that a reader of the file trips over."""
    errors = [p for p in check_bibtex(render_bibtex([work]), "refs.bib") if p.level is Level.ERROR]
    assert errors == []


@given(ONE_WORK)
def test_pybtex_gives_the_work_back(work: Work) -> None:
    """pybtex reads the title, the number of names, the year and the identifiers back."""
    record = parse_string(render_bibtex([work]), "bibtex").entries[work.key]
    title = record.fields["title"]
    assert title == title_to_latex(bib_title(work))
    if "$" not in bib_title(work):
        assert latex_to_text(title) == typographic(bib_title(work))
    assert record.fields.get("eprint", "") in {"", work.arxiv}
    names = [name for name in work.authors if render_names((name,), True)]
    kept = [str(person) for person in record.persons.get("author", []) if str(person) != "others"]
    assert len(kept) == len(names)


@given(NAMES)
def test_names_come_back(name: Name) -> None:
    """A name read back by pybtex has the same words, and stays one person."""
    value = render_names((name,), True)
    if not value:
        return
    text = f"@misc{{k, author = {{{value}}}, title = {{t}}}}"
    persons = parse_string(text, "bibtex").entries["k"].persons["author"]
    assert len(persons) == 1
    person = persons[0]
    parts = [*person.first_names, *person.middle_names, *person.prelast_names]
    words = " ".join([*parts, *person.last_names, *person.lineage_names])
    given = [typographic(part) for part in (name.given, name.particle, name.family, name.suffix)]
    expected = typographic(name.literal) or " ".join(given)
    assert _words(latex_to_text(words)) == _words(expected)


def _words(text: str) -> list[str]:
    """The words of a name in any order, without the commas that BibTeX sets or takes."""
    return sorted(text.replace(",", " ").split())


def test_name_forms() -> None:
    """Particles, suffixes, bodies and single names stand as BibTeX's manual wants them."""
    assert render_name(Name("Wal", "Oskar", "van der")) == "van der Wal, Oskar"
    assert render_name(Name("King", "Martin", suffix="Jr.")) == "King, Jr., Martin"
    assert render_name(Name(literal="Gemini Team, Google")) == "{Gemini Team, Google}"
    assert render_name(Name("Aristotle")) == "Aristotle"
    assert render_name(Name("de Masson d'Autume", "Cyprien")) == "{de Masson d'Autume}, Cyprien"
    assert render_name(Name("Brantley", "Kianté")) == "Brantley, Kiant{\\'e}"


def test_others_only_after_three_names() -> None:
    """A list cut after one or two names is given without ``others``."""
    doe, roe, poe = Name("Doe", "A"), Name("Roe", "B"), Name("Poe", "C")
    assert render_names((doe, roe), False) == "Doe, A and Roe, B"
    assert render_names((doe, roe, poe), False).endswith("Poe, C and others")
    assert render_names((doe, roe, Name("al", "et")), True) == "Doe, A and Roe, B"


def test_incomplete_publication_becomes_misc() -> None:
    """A style asks for a booktitle; a record without one is @misc and keeps what is known."""
    assert PUBLISHED.published is not None
    bare = dataclasses.replace(
        PUBLISHED, published=dataclasses.replace(PUBLISHED.published, venue="2022")
    )
    record = render_record(bare)
    assert record.startswith("@misc{roe2021direct,")
    assert "  year = {2021},\n  month = jan," in record
    assert "10.48550/arXiv.2101.12345" in record


def test_read_date_is_that_of_the_page() -> None:
    """``urldate`` is the day on which the page itself was read, not another source's day."""
    page = "https://blog.example.org/a"
    later = datetime.date(2027, 1, 1)
    post = Work("x2024a", Kind.BLOG, "A", url=page)
    post = dataclasses.replace(
        post, sources=(Source(page, READ), Source("https://example.com/other", later))
    )
    assert "urldate = {2026-11-21}" in render_record(post)


def test_title_is_clean() -> None:
    """A closing full stop goes, an abbreviation's stays, invisible marks and pictographs go."""
    assert bib_title(dataclasses.replace(PREPRINT, title="Trees.")) == "Trees"
    assert bib_title(dataclasses.replace(PREPRINT, title="Birds of the U.S.A.")).endswith("U.S.A.")
    assert clean_text("a\u202eb \u200b🐦\n c") == "ab c"
    assert bib_title(dataclasses.replace(PREPRINT, title=" \u200b", label="")) == PREPRINT.key
