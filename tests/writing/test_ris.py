"""Works as RIS: lines as the format asks, and the same works read back."""

from __future__ import annotations

import re

import rispy
from hypothesis import given
from samples import CODE, ONE_WORK, POST, PREPRINT, PUBLISHED, WORKS

from surveybook.model import Kind, Name, Work
from surveybook.writing.cited import cite_work
from surveybook.writing.csl import plain_title
from surveybook.writing.ris import TYPES, render_ris, render_ris_record, ris_name

LINE = re.compile(r"[A-Z][A-Z0-9]  - [^\r\n\x00-\x1f]*")


@given(ONE_WORK)
def test_any_work_is_one_record(work: Work) -> None:
    """Whatever a work holds: tagged lines with CR and LF, from TY to ER, read back as the work."""
    text = render_ris([work])
    lines = text.split("\r\n")
    assert all(LINE.fullmatch(line) for line in lines[:-1])
    assert (lines[0][:2], lines[-2], lines[-1]) == ("TY", "ER  - ", "")
    (record,) = rispy.loads(text)
    assert record["id"] == work.key
    assert record["title"] == plain_title(cite_work(work))
    assert len(record.get("authors", [])) == len(cite_work(work).names)


def test_every_kind_has_a_type() -> None:
    """Each kind of work has a reference type of the format."""
    assert set(TYPES) == set(Kind)
    assert set(TYPES.values()) <= set(rispy.TYPE_OF_REFERENCE_MAPPING)


def test_preprint() -> None:
    """A preprint is an unpublished work that arXiv holds under its number."""
    assert render_ris_record(cite_work(PREPRINT)).replace("\r\n", "\n") == (
        "TY  - UNPB\n"
        "ID  - doe2023learning\n"
        "AU  - Doe, Jané\n"
        "AU  - van der Wal, Oskar\n"
        "AU  - King, Martin, Jr.\n"
        "AU  - Bird Team Example Labs\n"
        "AU  - 李, 雷\n"
        "AU  - O'Brien, Ada\n"
        "AU  - Ng, Wei\n"
        "TI  - Learning to Rank Bird Songs: RLHF for LLMs and β-DPO\n"
        "PB  - arXiv\n"
        "PY  - 2023\n"
        "DA  - 2023/06/05/\n"
        "DB  - arXiv\n"
        "AN  - arXiv:2301.00001\n"
        "DO  - 10.48550/arXiv.2301.00001\n"
        "UR  - https://arxiv.org/abs/2301.00001\n"
        "KW  - 50% birds & trees\n"
        "KW  - a b c\n"
        "KW  - Reward models\n"
        "M3  - Preprint\n"
        "ER  - \n"
    )


def test_published() -> None:
    """Proceedings with volume, first and last page and publisher; the conference is named too."""
    lines = render_ris_record(cite_work(PUBLISHED)).split("\r\n")
    for line in (
        "TY  - CONF",
        "T2  - Proceedings of the Conference on Birds & Trees",
        "C3  - Proceedings of the Conference on Birds & Trees",
        "VL  - 12",
        "SP  - 10",
        "EP  - 20",
        "PB  - Example Press",
        "PY  - 2022",
        "N1  - Not all authors are given.",
    ):
        assert line in lines


def test_page_of_a_site() -> None:
    """A post stands on its blog; software has the site as its publisher."""
    assert "T2  - Bird Lab blog" in render_ris_record(cite_work(POST)).split("\r\n")
    assert "Y2  - 2026/11/21/" in render_ris_record(cite_work(POST)).split("\r\n")
    assert "PB  - GitHub" in render_ris_record(cite_work(CODE)).split("\r\n")


def test_names() -> None:
    """Family, given, suffix; a comma within a part would part it, so none is left."""
    assert ris_name(Name("Wal", "Oskar", "van der")) == "van der Wal, Oskar"
    assert ris_name(Name("King", "Martin", suffix="Jr.")) == "King, Martin, Jr."
    assert ris_name(Name(literal="Gemini Team, Google")) == "Gemini Team Google"


def test_order_of_works_does_not_matter() -> None:
    """The file is the same whatever the order of the works."""
    assert render_ris(reversed(WORKS)) == render_ris(WORKS)
