"""Works as ``refs.bib``: held to its rules, and read back by pybtex as the same works."""

from __future__ import annotations

import dataclasses
import datetime
import re
from pathlib import Path

from hypothesis import given
from pybtex.database import parse_string
from samples import NAMES, ONE_WORK, PREPRINT, PUBLISHED, READ, WORKS

from surveybook.model import Kind, Name, Source, Work
from surveybook.problems import Level
from surveybook.writing.bibtex import HEADER, render_bibtex, render_record
from surveybook.writing.bibtex_rules import check_bibtex
from surveybook.writing.cited import bib_title, cite_work
from surveybook.writing.clean import clean_text
from surveybook.writing.latex import latex_to_text, title_to_latex, typographic
from surveybook.writing.people import render_name, render_names

GOLDEN = Path(__file__).parent / "cases/refs.bib"


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
    """The words of a name in any order, Chinese by its signs, without the commas of BibTeX.

    Quotes are plain: which of them make a pair depends on the order of the parts.
    """
    plain = text.translate(dict.fromkeys(map(ord, "“”„"), '"'))
    return sorted(re.findall(r"[\u3040-\u9fff]|[^\s,\u3040-\u9fff]+", plain))


def test_name_forms() -> None:
    """Particles, suffixes, bodies and single names stand as BibTeX's manual wants them."""
    assert render_name(Name("Wal", "Oskar", "van der")) == "van der Wal, Oskar"
    assert render_name(Name("King", "Martin", suffix="Jr.")) == "King, Jr., Martin"
    assert render_name(Name(literal="Gemini Team, Google")) == "{Gemini Team, Google}"
    assert render_name(Name("Aristotle")) == "Aristotle"
    assert render_name(Name("de Masson d'Autume", "Cyprien")) == "{de Masson d'Autume}, Cyprien"
    assert render_name(Name("Brantley", "Kianté")) == "Brantley, Kiant{\\'e}"


def test_names_without_initials() -> None:
    """Styles cut a name after the first byte; where that is half a letter, it is kept whole."""
    assert render_name(Name("李", "雷")) == "{李雷}"
    assert render_name(Name("Петров", "Иван")) == "{Иван Петров}"
    assert render_name(Name("Üstün", "Ömer")) == '{\\"U}st{\\"u}n, {\\"O}mer'


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
    record = render_record(cite_work(bare))
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
    assert "urldate = {2026-11-21}" in render_record(cite_work(post))


def test_title_is_clean() -> None:
    """A closing full stop goes, an abbreviation's stays, invisible marks and pictographs go."""
    assert bib_title(dataclasses.replace(PREPRINT, title="Trees.")) == "Trees"
    assert bib_title(dataclasses.replace(PREPRINT, title="Birds of the U.S.A.")).endswith("U.S.A.")
    assert clean_text("a\u202eb \u200b🐦\n c") == "ab c"
    assert bib_title(dataclasses.replace(PREPRINT, title=" \u200b", label="")) == PREPRINT.key
