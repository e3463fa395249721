"""Answers of any shape are read without an exception; targets are chosen by key."""

from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library_server import CASES, FEED

from surveybook.merging.keys import Keys
from surveybook.merging.merging import merge_works
from surveybook.model import Entry, Identifier, Kind, Name
from surveybook.updating.arxiv import parse_paper, split_feed
from surveybook.updating.crossref import parse_work, work_path
from surveybook.updating.dblp import doi_path, parse_record_page, preprint_path
from surveybook.updating.targets import choose_targets
from surveybook.updating.texts import BadAnswer, bibtex_pages, clean, parse_people
from surveybook.updating.updating import record_name

READ = datetime.date(2026, 11, 21)
DOI = "10.1609/aaai.v32i1.11485"
PAGE = (CASES / "dblp" / "doi-10.1609-aaai.v32i1.11485.xml").read_text(encoding="utf-8")

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text("a<&\\$\ud800\x00"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["date-parts", "given", "name", "primary"]), inner)
    ),
    max_leaves=8,
)
KEYS = "type title author container-title issued published-print resource page volume".split()


@given(st.dictionaries(st.sampled_from(KEYS), JSON), st.booleans())
def test_no_work_of_crossref_raises(work: dict[str, Any], whole: bool) -> None:
    """Whatever the fields hold, there is an answer with a title, or a bad answer."""
    text = json.dumps({"message": {"DOI": DOI, **work}} if whole else work)
    try:
        assert parse_work(text, DOI, "address", READ).title
    except BadAnswer:
        return


MARKUP = st.text("<>/&;!?= \"'\x00\ud800aA[]-")
ENTRY = (CASES / "arxiv" / "2407.08639.xml").read_text(encoding="utf-8")


@given(MARKUP, st.sampled_from([ENTRY, PAGE]), st.integers(0, 700))
def test_no_text_raises(noise: str, text: str, at: int) -> None:
    """XML with noise anywhere in it, or noise alone, gives an answer or a bad answer."""
    for broken in (noise, text[:at] + noise + text[at:], FEED + text[:at]):
        for parse in (
            split_feed,
            lambda t: parse_paper(t, "address", READ),
            lambda t: parse_record_page(t, DOI, "address", READ),
            lambda t: parse_work(t, DOI, "address", READ),
        ):
            try:
                parse(broken)
            except BadAnswer:
                continue


@given(st.text("\\${}^_%&~ab<>'\"`=.1é\n"))
def test_no_title_raises(text: str) -> None:
    """A title is one line of text, whatever LaTeX or markup it is made of."""
    assert "\n" not in clean(text)


@pytest.mark.parametrize(
    ("printed", "right"),
    [
        ("The  <i>N</i>-gram\n story &amp; more", "The N-gram story & more"),
        (r"$\pi_0$: 50% more & Sergio G\'omez", "π_0: 50% more & Sergio Gómez"),
        ("If a < b and c > d", "If a < b and c > d"),
        ("It costs $5, or $6", "It costs $5, or $6"),
        (None, ""),
        (["x"], ""),
    ],
)
def test_clean_texts(printed: object, right: str) -> None:
    """Markup, entities and LaTeX become plain letters; signs that are none of these stay."""
    assert clean(printed) == right


def test_people_of_the_services() -> None:
    """DBLP numbers its namesakes and arXiv lists colons; neither is part of a name."""
    assert parse_people(["Wei Wang 0001", "Team GLM", ":", "Oskar van der Wal"]) == (
        Name("Wang", "Wei"),
        Name(literal="Team GLM"),
        Name("Wal", "Oskar", "van der"),
    )


def test_pages_have_two_hyphens() -> None:
    """BibTeX writes a range with two hyphens, whatever dash the source has."""
    assert [bibtex_pages(p) for p in ("1-9", "1–9", "e12", None)] == ["1--9", "1--9", "e12", ""]


def test_an_error_feed_of_arxiv() -> None:
    """arXiv reports a malformed id as a feed with one entry called Error (manual, 3.4)."""
    entry = (
        "<entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_23</id>"
        "<title>Error</title><summary>incorrect id format for 23</summary></entry></feed>"
    )
    with pytest.raises(BadAnswer, match="incorrect id format for 23"):
        split_feed(FEED + entry)


def test_paths() -> None:
    """Identifiers are escaped in addresses; old ids keep their archive in file names."""
    assert work_path("10.1/a(b)#c") == "/works/10.1%2Fa%28b%29%23c"
    assert doi_path("10.1/a b") == "/doi/10.1/a%20b.xml"
    assert preprint_path("2305.18290") == "/rec/journals/corr/abs-2305-18290.xml"
    assert record_name(Identifier("arxiv", "hep-th/9901001")) == "arxiv-hep-th-9901001.toml"
    assert record_name(Identifier("arxiv", "2305.18290")) == "arxiv-2305.18290.toml"


def test_targets_are_chosen_by_key_or_alias() -> None:
    """Without keys every work is wanted; a key that no work has is given back."""
    entries = [
        Entry("a", 1, (), Kind.PAPER, "Deep TAMER", authors=("G. Warnell",), arxiv="1709.10163"),
        Entry("a", 2, (), Kind.BLOG, "A post on feedback", url="https://x.org/post"),
    ]
    works = merge_works(entries, [], Keys()).works
    every, unknown = choose_targets(works)
    assert (len(every), unknown) == (2, ())
    paper = next(work for work in works if work.arxiv)
    chosen, unknown = choose_targets(works, ["old", "nobody"], {"old": paper.key})
    assert [target.key for target in chosen] == [paper.key]
    assert chosen[0].identifiers == (Identifier("arxiv", "1709.10163"),)
    assert unknown == ("nobody",)
