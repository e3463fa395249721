"""Lying answers: another paper, another title, another venue, a date to come; none is taken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from library_server import CASES, Fault, Library, open_library
from updating_samples import DPO, TAMER, TAMER_ON_DISK, on_disk, update


@pytest.fixture
def library() -> Iterator[Library]:
    """A server that speaks the three APIs."""
    with open_library() as opened:
        yield opened


def test_another_papers_entry_is_not_taken(library: Library, tmp_path: Path) -> None:
    """arXiv answers with another paper than was asked for: it is named and dropped."""
    library.entries["2305.18290"] = library.entries["1709.10163"]
    report = update(library, tmp_path, [DPO])
    assert {problem.code for problem in report.problems} == {"answer-false", "id-unknown"}
    assert report.written == ()


LIE = """<entry xmlns="http://www.w3.org/2005/Atom"><id>http://arxiv.org/abs/2305.18290v1</id>
<published>2023-05-29T17:57:46Z</published><title>On the Chemistry of Sodium Lamps</title>
<author><name>Ada Nobody</name></author></entry>"""


def test_a_title_that_contradicts_stops_every_write(library: Library, tmp_path: Path) -> None:
    """Another title and other people at the id: an error that says what to do; nothing written."""
    library.entries["2305.18290"] = LIE
    report = update(library, tmp_path, [DPO, TAMER])
    errors = [problem for problem in report.problems if problem.level == "error"]
    assert [problem.code for problem in errors] == ["record-contradicts"]
    assert "“On the Chemistry of Sodium Lamps”" in errors[0].message
    assert "add it to other_titles" in errors[0].message
    assert report.written == ()
    assert not (tmp_path / "works").exists()


@pytest.mark.parametrize("half", ["no date", "no authors"])
def test_half_an_entry_is_none(library: Library, tmp_path: Path, half: str) -> None:
    """An entry without its date or authors is not taken, and not kept for the next run."""
    entry = library.entries["2305.18290"]
    tag = "published" if half == "no date" else "author"
    library.entries["2305.18290"] = entry.replace(f"<{tag}>", "<x>").replace(f"</{tag}>", "</x>")
    report = update(library, tmp_path, [DPO])
    assert [problem.code for problem in report.problems] == ["answer-false"]
    library.entries["2305.18290"] = entry
    assert len(update(library, tmp_path, [DPO]).written) == 1


def test_a_date_to_come_stops_every_write(library: Library, tmp_path: Path) -> None:
    """A first version of the day after tomorrow is no date; nothing is written."""
    entry = library.entries["2305.18290"]
    library.entries["2305.18290"] = entry.replace("2023-05-29T", "2026-11-23T")
    report = update(library, tmp_path, [DPO])
    assert "date-future" in [problem.code for problem in report.problems]
    assert report.written == ()


CROSSREF = '{"message": {"DOI": "10.1609/aaai.v32i1.11485", "type": "journal-article", %s}}'
WRONG_WORK = {
    "another doi": ('{"message": {"DOI": "10.1/x", "title": ["Deep TAMER"]}}', "answer-false"),
    "no json": ("Resource", "answer-false"),
    "a list": ("[]", "answer-false"),
    "no title": (CROSSREF % '"title": []', "answer-false"),
    "another title": (
        CROSSREF % '"title": ["Soil of Mars"], "author": [{"family": "No", "given": "A."}]',
        "record-contradicts",
    ),
    "unknown venue": (
        CROSSREF % '"title": ["Deep TAMER"], "container-title": ["Proc. of Nowhere"], '
        '"issued": {"date-parts": [[2018]]}',
        "venue-unknown",
    ),
}


@pytest.mark.parametrize(("body", "code"), WRONG_WORK.values(), ids=list(WRONG_WORK))
def test_wrong_answers_for_a_doi(library: Library, tmp_path: Path, body: str, code: str) -> None:
    """What the DOI's record says wrongly is not taken; the rest of the record is written."""
    library.faults["crossref"] = [Fault(body=body)]
    library.faults["dblp"] = [Fault(404)]
    report = update(library, tmp_path, [TAMER])
    assert [problem.code for problem in report.problems] == [code]
    assert report.problems[0].level == "warning"
    text = (tmp_path / "works" / "arxiv-1709.10163.toml").read_text(encoding="utf-8")
    assert "[published]" not in text


def test_a_preprint_server_is_no_venue(library: Library, tmp_path: Path) -> None:
    """DBLP files preprints as articles of CoRR, Crossref as posted content: no publication."""
    library.faults["crossref"] = [
        Fault(
            body=CROSSREF.replace("journal-article", "posted-content") % '"title": ["Deep TAMER"]'
        )
    ]
    library.faults["dblp"] = [
        Fault(
            body="<dblp><article><title>Deep TAMER.</title><year>2017</year><journal>CoRR</journal>"
            "<ee>https://doi.org/10.1609/aaai.v32i1.11485</ee></article></dblp>"
        )
    ]
    report = update(library, tmp_path, [TAMER])
    assert not report.problems
    text = (tmp_path / "works" / "arxiv-1709.10163.toml").read_text(encoding="utf-8")
    assert "[published]" not in text


def test_the_same_lies_by_dblp(library: Library, tmp_path: Path) -> None:
    """DBLP's record of another DOI, or a page that is no record, is not taken."""
    for body in ("<dblp><article><title>X</title></article></dblp>", "<html/>", "<dblp/>"):
        library.faults["dblp"] = [Fault(body=body)]
        root = tmp_path / str(len(library.asked))
        report = update(library, root, [TAMER])
        assert [problem.code for problem in report.problems] == ["answer-false"]


def test_a_title_by_dblp_that_contradicts(library: Library, tmp_path: Path) -> None:
    """A DOI that only arXiv's record names may be a slip of its authors: a warning, not taken."""
    page = (CASES / "dblp" / "doi-10.1609-aaai.v32i1.11485.xml").read_text(encoding="utf-8")
    lie = page.replace("Deep TAMER: Interactive Agent Shaping", "Sodium Lamps").replace(
        "<author", "<editor"
    )
    library.faults["dblp"] = [Fault(body=lie.replace("</author", "</editor"))]
    library.faults["crossref"] = [Fault(404)]
    report = update(library, tmp_path, [TAMER])
    assert [(p.code, p.level) for p in report.problems] == [("record-contradicts", "warning")]
    assert len(report.written) == 1


def test_a_records_own_doi_that_contradicts(library: Library, tmp_path: Path) -> None:
    """A DOI that the record itself names and that leads elsewhere is an error of the record."""
    text = TAMER_ON_DISK.replace('"]', '", "doi:10.1609/aaai.v32i1.11485"]', 1)
    old = on_disk(tmp_path / "works", "arxiv-1709.10163.toml", text)
    library.faults["crossref"] = [Fault(body=WRONG_WORK["another title"][0])]
    report = update(library, tmp_path, [TAMER], [old])
    assert ("record-contradicts", "error") in [(p.code, p.level) for p in report.problems]
    assert report.written == ()


def test_another_venue_is_not_taken(library: Library, tmp_path: Path) -> None:
    """Where the DOI's own record names another venue, the record's is kept and both are named."""
    text = TAMER_ON_DISK + '\n[published]\ntype = "article"\nvenue = "Nature"\nyear = 2018\n'
    old = on_disk(tmp_path / "works", "arxiv-1709.10163.toml", text)
    report = update(library, tmp_path, [TAMER], [old])
    (problem,) = [p for p in report.problems if p.level == "warning"]
    assert problem.code == "record-contradicts"
    assert "“Nature”" in problem.message and "AAAI" in problem.message
    written = (tmp_path / "works" / "arxiv-1709.10163.toml").read_text(encoding="utf-8")
    assert 'venue = "Nature"' in written
