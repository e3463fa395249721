"""Updates of records: what is taken, what is left, and what changes nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from library_server import Library, open_library
from updating_samples import DPO, TAMER, TAMER_ON_DISK, TODAY, on_disk, update

from surveybook.merging.records import parse_record
from surveybook.model import Identifier, Kind, Name, Publication, Record, Status
from surveybook.updating.report import render_report


@pytest.fixture
def library() -> Iterator[Library]:
    """A server that speaks the three APIs."""
    with open_library() as opened:
        yield opened


def read_back(root: Path, name: str) -> Record:
    """A written record, which must be without fault."""
    text = (root / "works" / name).read_text(encoding="utf-8")
    record, problems = parse_record(text, name)
    assert record is not None and not problems, problems
    return record


def test_missing_record_is_filled(library: Library, tmp_path: Path) -> None:
    """A work with an arXiv id and no record gets one that says what was read, where and when."""
    report = update(library, tmp_path, [DPO])
    record = read_back(tmp_path, "arxiv-2305.18290.toml")
    assert not report.problems
    assert record.title == DPO.title
    assert [name.display for name in record.authors] == [
        "Rafael Rafailov",
        "Archit Sharma",
        "Eric Mitchell",
        "Stefano Ermon",
        "Christopher D. Manning",
        "Chelsea Finn",
    ]
    assert (record.date, record.primary_class) == ("2023-05-29", "cs.LG")
    assert (record.kind, record.status, record.authors_complete) == ("paper", "verified", True)
    assert record.published is None
    assert record.identifiers == (Identifier("arxiv", "2305.18290"),)
    (source,) = record.sources
    assert source.address.endswith("/arxiv/query?id_list=2305.18290&max_results=1")
    assert (source.read, source.gave) == (TODAY, ("title", "authors", "date", "primary_class"))


def test_published_version_comes_from_the_doi(library: Library, tmp_path: Path) -> None:
    """The DOI that arXiv's own record names gives venue and pages, and completes the names."""
    report = update(library, tmp_path, [TAMER])
    record = read_back(tmp_path, "arxiv-1709.10163.toml")
    assert record.published == Publication(
        "inproceedings",
        "Proceedings of the AAAI Conference on Artificial Intelligence",
        2018,
        "AAAI",
        "32",
        "1",
        "1545--1553",
        "Association for the Advancement of Artificial Intelligence (AAAI)",
        "10.1609/aaai.v32i1.11485",
        "https://ojs.aaai.org/index.php/AAAI/article/view/11485",
    )
    assert Identifier("doi", "10.1609/aaai.v32i1.11485") in record.identifiers
    assert [name.display for name in record.authors] == [
        "Garrett Warnell",
        "Nicholas R. Waytowich",
        "Vernon Lawhern",
        "Peter Stone",
    ]
    assert [str(problem) for problem in report.problems] == [
        f"{tmp_path}/works/arxiv-1709.10163.toml: note: pages is 1545--1553 by Crossref, "
        "1545--1554 by DBLP; the first was kept [answer-differs]"
    ]


def test_existing_record_is_refreshed(library: Library, tmp_path: Path) -> None:
    """A record from a list is completed; what a keeper wrote into it stays."""
    old = on_disk(tmp_path / "works", "arxiv-1709.10163.toml", TAMER_ON_DISK)
    report = update(library, tmp_path, [TAMER], [old])
    new = read_back(tmp_path, "arxiv-1709.10163.toml")
    assert new.title == TAMER.title
    assert new.other_titles == ("Deep TAMER",)
    assert (new.label, new.note) == ("Deep TAMER", "kept by hand")
    assert (new.status, new.authors_complete, len(new.authors)) == ("verified", True, 4)
    lines = render_report(report).splitlines()
    assert lines[0] == "book/records/works/arxiv-1709.10163.toml"
    assert f"  title: Deep TAMER → {TAMER.title}" in lines
    assert "  published.year: (nothing) → 2018" in lines
    assert lines[-1] == "0 records new, 1 changed, 0 confirmed, 0 left as they are"


def test_second_run_changes_nothing(library: Library, tmp_path: Path) -> None:
    """What was read once is confirmed the next time, even days later: no file is touched."""
    update(library, tmp_path, [DPO, TAMER])
    records = [read_back(tmp_path, f"arxiv-{i}.toml") for i in ("2305.18290", "1709.10163")]
    later = TODAY + datetime.timedelta(days=9)
    report = update(library, tmp_path, [DPO, TAMER], records, today=later)
    assert (report.changes, report.written, report.unchanged) == ((), (), 2)
    assert len(library.paths("arxiv")) == 2


def test_fixed_fields_stay(library: Library, tmp_path: Path) -> None:
    """A field that `fixed` names is never overwritten, also inside the table [published]."""
    text = TAMER_ON_DISK + 'fixed = ["title", "authors", "status", "published.pages"]\n'
    text += '\n[published]\ntype = "inproceedings"\nvenue = "AAAI"\nyear = 2017\npages = "1--9"\n'
    old = on_disk(tmp_path / "works", "arxiv-1709.10163.toml", text)
    update(library, tmp_path, [TAMER], [old])
    new = read_back(tmp_path, "arxiv-1709.10163.toml")
    assert (new.title, new.other_titles) == (old.title, ())
    assert (new.authors, new.authors_complete) == (old.authors, False)
    assert new.status is Status.FROM_LIST
    assert new.published is not None
    assert (new.published.pages, new.published.year) == ("1--9", 2018)


def test_verified_is_never_lowered(library: Library, tmp_path: Path) -> None:
    """A verified record stays so, and its publication is completed, not overwritten."""
    text = TAMER_ON_DISK.replace("from list", "verified")
    text += '\n[published]\ntype = "inproceedings"\nvenue = "AAAI"\nyear = 2017\n'
    text += '\n[[sources]]\naddress = "https://aaai.org/x"\nread = 2026-01-02\ngave = ["title"]\n'
    old = on_disk(tmp_path / "works", "arxiv-1709.10163.toml", text)
    report = update(library, tmp_path, [TAMER], [old])
    new = read_back(tmp_path, "arxiv-1709.10163.toml")
    assert new.status is Status.VERIFIED
    assert new.published is not None
    assert (new.published.year, new.published.volume) == (2017, "32")
    assert any("year is 2017 by the record, 2018 by Crossref" in str(p) for p in report.problems)


def test_open_question_keeps_a_record_partly(library: Library, tmp_path: Path) -> None:
    """Where `missing` names what nobody read now, the status stays and the keeper is told."""
    text = TAMER_ON_DISK.replace("from list", "partly").replace("1709.10163", "2305.18290")
    text = (
        text.replace("Deep TAMER", "Direct Preference Optimization")
        .replace("note = ", 'missing = "the pages in the proceedings"\nnote = ')
        .replace("Warnell, G.", "Rafailov, R.")
    )
    text += '\n[[sources]]\naddress = "https://x.org/y"\nread = 2026-01-02\ngave = ["title"]\n'
    old = on_disk(tmp_path / "works", "arxiv-2305.18290.toml", text)
    report = update(library, tmp_path, [DPO], [old])
    new = read_back(tmp_path, "arxiv-2305.18290.toml")
    assert (new.status, new.missing) == ("partly", "the pages in the proceedings")
    assert [p.code for p in report.problems] == ["record-partly"]


def test_latex_in_a_title_becomes_unicode(library: Library, tmp_path: Path) -> None:
    """arXiv prints formulas as LaTeX; a record holds letters."""
    arxiv = Identifier("arxiv", "2407.08639")
    target = replace(DPO, identifiers=(arxiv,), title="β-DPO", authors=(), label="β-DPO")
    update(library, tmp_path, [target])
    record = read_back(tmp_path, "arxiv-2407.08639.toml")
    assert record.title == "β-DPO: Direct Preference Optimization with Dynamic β"


def test_work_without_identifier_is_left(library: Library, tmp_path: Path) -> None:
    """A post has nothing to be asked for; the report says so and nobody is troubled."""
    post = replace(DPO, key="post", identifiers=(Identifier("url", "x.org/a"),), kind=Kind.BLOG)
    report = update(library, tmp_path, [post])
    assert report.left == (
        ("post", "without an arXiv id or a DOI in a record (such records are written by hand)"),
    )
    assert library.asked == []


def test_initials_are_looked_up_at_dblp(library: Library, tmp_path: Path) -> None:
    """Without a DOI, DBLP is asked for a preprint only where arXiv prints initials."""
    entry = library.entries["2305.18290"]
    library.entries["2305.18290"] = entry.replace("Chelsea Finn", "C. Finn")
    update(library, tmp_path, [DPO])
    assert library.paths("dblp") == ["/rec/journals/corr/abs-2305-18290.xml"]


def test_bodies_and_colons_among_authors(library: Library, tmp_path: Path) -> None:
    """arXiv lists a team with a colon before its people: a body, and no person called “:”."""
    entry = library.entries["2305.18290"]
    people = "<author><name>Gemini Team</name></author><author><name>:</name></author><author>"
    library.entries["2305.18290"] = entry.replace("<author>", people, 1)
    update(library, tmp_path, [DPO])
    authors = read_back(tmp_path, "arxiv-2305.18290.toml").authors
    assert authors[:2] == (Name(literal="Gemini Team"), Name("Rafailov", "Rafael"))


COMMENTED = "# checked by hand\n" + TAMER_ON_DISK
MEANWHILE = TAMER_ON_DISK.replace("kept by hand", "written meanwhile")
BROKEN = 'title = "half a reco'


@pytest.mark.parametrize("text", [COMMENTED, MEANWHILE, BROKEN], ids=["comment", "new", "broken"])
def test_a_keepers_text_is_not_lost(library: Library, tmp_path: Path, text: str) -> None:
    """A file that holds more than the record that was read from it is not written over."""
    old = on_disk(tmp_path / "works", "arxiv-1709.10163.toml", TAMER_ON_DISK)
    file = tmp_path / "works" / "arxiv-1709.10163.toml"
    file.write_text(text, encoding="utf-8")
    report = update(library, tmp_path, [TAMER], [old])
    assert "record-kept" in [problem.code for problem in report.problems]
    assert file.read_text(encoding="utf-8") == text


def test_a_broken_record_is_not_taken_for_a_missing_one(library: Library, tmp_path: Path) -> None:
    """A file that could not be read is no reason to write a new one over it."""
    file = tmp_path / "works" / "arxiv-1709.10163.toml"
    file.parent.mkdir()
    file.write_text(BROKEN, encoding="utf-8")
    report = update(library, tmp_path, [TAMER])
    assert [p.code for p in report.problems if p.level == "warning"] == ["record-kept"]
    assert file.read_text(encoding="utf-8") == BROKEN
