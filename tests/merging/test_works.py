"""One group of entries and a record → one work: which value is chosen, and where it was read."""

from __future__ import annotations

from typing import Any

import pytest
from merging_samples import RECORD, make_entry, make_record

from surveybook.merging.authors import parse_author
from surveybook.merging.fields import is_cased
from surveybook.merging.keys import Keys
from surveybook.merging.merging import merge_works
from surveybook.model import Claim, Identifier, Kind, Name, Record, Status, Work

DPO = "Direct Preference Optimization: Your Language Model is Secretly a Reward Model"


def one_work(*entries: dict[str, Any], record: Record | None = None) -> Work:
    """The single work that entries under one arXiv id make."""
    made = [
        make_entry({"arxiv": "2305.18290", "title": DPO, **entry}, line)
        for line, entry in enumerate(entries, 1)
    ]
    (work,) = merge_works(made, [record] if record else [], Keys()).works
    return work


def test_record_wins_everywhere() -> None:
    """A record's values win over every entry, with the page that gave each as provenance."""
    work = one_work(
        {"title": DPO.lower(), "authors": ["R. Rafailov"], "year": 2022, "venue": "ICML"},
        record=make_record(RECORD),
    )
    assert (work.title, work.label, work.kind) == (DPO, "DPO", Kind.PAPER)
    assert work.authors[0] == Name("Rafailov", "Rafael")
    assert (work.year, work.venue, work.date) == (2023, "NeurIPS", "2023-05-29")
    assert work.published is not None
    assert work.published.venue == "Advances in Neural Information Processing Systems"
    assert work.status is Status.VERIFIED
    assert work.url == "https://arxiv.org/abs/2305.18290"
    assert work.identifiers == (
        Identifier("arxiv", "2305.18290"),
        Identifier("openreview", "HPuSIXJaa9"),
    )
    assert work.provenance["title"] == "https://arxiv.org/abs/2305.18290"
    assert work.provenance["venue"] == "https://papers.nips.cc/paper/2023/one"
    assert work.provenance["year"] == "https://papers.nips.cc/paper/2023/one"


def test_titles_with_capitals_win() -> None:
    """Among entries a title with capitals wins over a longer one in lower case."""
    work = one_work({"title": DPO.lower() + " today"}, {"title": DPO})
    assert work.title == DPO
    assert work.provenance["title"] == "a:2"
    assert work.other_titles == (DPO.lower() + " today",)


@pytest.mark.parametrize(
    ("title", "cased"),
    [
        ("Deep Reinforcement Learning from Human Preferences", True),
        ("Deep reinforcement learning from human preferences", False),
        ("Rrhf: Rank responses to align language models", False),
        ("sDPO: Don't Use Your Data All at Once", True),
        ("TextRL", True),
        ("通向AGI之路：大型语言模型（LLM）技术精要", True),
    ],
)
def test_cased_titles(title: str, cased: bool) -> None:
    """A title is cased where most of its longer words begin with a capital."""
    assert is_cased(title) is cased


@pytest.mark.parametrize(
    ("lists", "winner", "complete"),
    [
        ([(["A. One", "B. Two"], True), (["Ann One", "Bob Two", "Cy Three"], False)], 1, True),
        ([(["Ann One", "Bob Two"], False), (["A. One", "B. Two"], False)], 0, True),
        ([(["One"], True), (["Ann One", "Bob Two"], True)], 1, False),
        ([(["Meta"], False), (["Ann One", "Bob Two", "Cy Three"], True)], 1, False),
        ([(["One", "Two"], False), (["Ann One", "Bob Two"], False)], 1, True),
    ],
)
def test_fullest_author_list_wins(
    lists: list[tuple[list[str], bool]], winner: int, complete: bool
) -> None:
    """Complete before cut, long before short, given names before initials and family names."""
    work = one_work(*({"authors": names, "truncated": cut} for names, cut in lists))
    expected = [parse_author(name) for name in lists[winner][0]]
    assert list(work.authors) == expected
    assert work.authors_complete is complete


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Gemini Team", Name(literal="Gemini Team")),
        ("Team Gemini", Name(literal="Gemini Team")),
        ("Google Research", Name(literal="Google Research")),
        ("Qingyao Ai", Name("Ai", "Qingyao")),
        ("Oskar van der Wal", Name("Wal", "Oskar", "van der")),
        ("{Meta AI}", Name(literal="Meta AI")),
        ("OpenAI", Name("OpenAI")),
    ],
)
def test_bodies_among_authors(text: str, name: Name) -> None:
    """Words that end or begin bodies' names make a body; people with like names stay people."""
    assert parse_author(text) == name


def test_real_venue_before_arxiv() -> None:
    """A venue that one list prints wins over arXiv in others; the year is the most frequent."""
    work = one_work(
        {"venue": "arXiv", "year": 2023},
        {"venue": "Advances in neural information processing systems", "year": 2023},
        {"venue": "arXiv", "year": 2024},
    )
    assert (work.venue, work.year) == ("NeurIPS", 2023)
    assert work.provenance["venue"] == "a:2"


def test_conflicts_hold_every_claim() -> None:
    """What disagrees is kept with all claims; what stops early or is cased otherwise is not."""
    work = one_work(
        {"authors": ["Rafael Rafailov", "Archit Sharma", "Eric Mitchell"], "year": 2023},
        {"authors": ["Rafailov"], "truncated": True, "year": 2023, "title": DPO.lower()},
        {"authors": ["Rafael Rafailov", "Eric Mitchell"], "year": 2024},
    )
    conflicts = {conflict.field: conflict for conflict in work.conflicts}
    assert set(conflicts) == {"authors", "year"}
    assert conflicts["year"].kept == "2023"
    assert conflicts["year"].claims == (
        Claim("2023", "a:1"),
        Claim("2023", "a:2"),
        Claim("2024", "a:3"),
    )
    assert conflicts["authors"].claims[1] == Claim("Rafailov et al.", "a:2")


def test_row_gives_label_and_nothing_else() -> None:
    """A row of a table of models gives its name as label; title, kind and url stay the paper's."""
    work = one_work(
        {"title": "Training language models to follow instructions", "authors": ["Long Ouyang"]},
        {
            "title": "Instruct-GPT",
            "kind": "model",
            "arxiv": None,
            "fields": {
                "organization": "OpenAI",
                "paper": [["paper", "https://arxiv.org/abs/2305.18290"]],
            },
        },
    )
    assert (work.label, work.kind) == ("Instruct-GPT", Kind.PAPER)
    assert work.conflicts == ()
    assert len(work.entries) == 2


def test_keywords_are_split_and_united() -> None:
    """Keywords are split at commas of both widths, and each stands once however it is cased."""
    work = one_work(
        {"fields": {"keyword": "Imitation learning， BC, long form question"}},
        {"fields": {"keywords": [["bc, None", ""], ["BERT", "https://github.com/x/bert"]]}},
    )
    assert work.keywords == ("Imitation learning", "BC", "long form question", "BERT")


def test_two_owners_are_a_conflict() -> None:
    """A repository under two owners keeps both identifiers, and says so."""
    entries = [
        make_entry({"title": "trl", "kind": "code", "url": "https://github.com/huggingface/trl"}),
        make_entry({"title": "trl", "kind": "code", "url": "https://github.com/lvwerra/trl"}, 2),
    ]
    (work,) = merge_works(entries, [], Keys()).works
    assert [conflict.field for conflict in work.conflicts] == ["identifier"]
    assert len(work.identifiers) == 2
    assert work.kind is Kind.CODE


def test_www_is_kept_where_printed() -> None:
    """The landing page drops tracking but keeps ``www``, as some hosts answer only there."""
    address = "https://www.deepmind.com/blog/learning?utm_source=x"
    (work,) = merge_works(
        [make_entry({"title": "A", "kind": "blog", "url": address})], [], Keys()
    ).works
    assert work.url == "https://www.deepmind.com/blog/learning"


def test_arxiv_doi_is_the_arxiv_id() -> None:
    """A DOI that arXiv gives is the arXiv id, and no DOI of the work."""
    entry = make_entry({"title": "A", "url": "https://doi.org/10.48550/arXiv.2305.18290"})
    (work,) = merge_works([entry], [], Keys()).works
    assert (work.arxiv, work.doi) == ("2305.18290", None)
