"""Every published form of the bibliography gives the same works to whoever reads it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from urllib.parse import unquote

import pytest
import rispy
from pybtex.database import parse_file

from citation_js import Seen, essence, read_works

ENDINGS = ("bib", "csl.json", "ris")


@pytest.fixture(scope="session")
def seen(refs: Path, exports: Path, citation_js: Path) -> dict[str, list[Seen]]:
    """The whole bibliography as citation-js reads it, by the ending of each form."""
    files = [refs, exports / "refs.csl.json", exports / "refs.ris"]
    return dict(zip(ENDINGS, read_works(citation_js, files), strict=True))


def test_citation_js_reads_the_same_works(seen: dict[str, list[Seen]]) -> None:
    """Ids, titles, names and years are the same in BibTeX, CSL-JSON and RIS."""
    bibtex = [essence(work) for work in seen["bib"]]
    assert [essence(work) for work in seen["csl.json"]] == bibtex
    assert [essence(work) for work in seen["ris"]] == bibtex


def test_citation_js_reads_the_same_addresses(seen: dict[str, list[Seen]]) -> None:
    """So are DOIs and addresses."""
    bibtex = [places(work) for work in seen["bib"]]
    assert [places(work) for work in seen["csl.json"]] == bibtex
    assert [places(work) for work in seen["ris"]] == bibtex


def places(work: Seen) -> tuple[str, str | None, str]:
    """Id, DOI and address, decoded: citation-js encodes a percent sign of a .bib once more."""
    return work["id"], work["doi"], unquote(unquote(work["url"] or ""))


def test_citation_js_reads_every_record(seen: dict[str, list[Seen]], refs: Path) -> None:
    """No record is lost on the way: the keys are those that pybtex finds."""
    assert [work["id"] for work in seen["bib"]] == list(parse_file(refs).entries)


@pytest.mark.parametrize("form", ENDINGS)
def test_references_can_be_set(seen: dict[str, list[Seen]], form: str) -> None:
    """A citation processor makes a reference of every work, with nothing undefined in it."""
    for work in seen[form]:
        assert len(work["shown"]) > 20
        assert "undefined" not in work["shown"]
        assert "[object" not in work["shown"]


def test_rispy_reads_the_same_works(exports: Path) -> None:
    """A reader in another language finds the ids and titles of the CSL-JSON in the RIS."""
    text = (exports / "refs.ris").read_bytes().decode("utf-8")
    records = rispy.loads(text)
    items = json.loads((exports / "refs.csl.json").read_text("utf-8"))
    assert [(r["id"], r["title"]) for r in records] == [(i["id"], i["title"]) for i in items]
    assert not [record for record in records if "unknown_tag" in record]


def test_chapters_share_out_the_works(root: Path, refs: Path, exports: Path) -> None:
    """Every work is in the files of exactly one chapter, and those files hold nothing else."""
    outline = tomllib.loads((root / "book" / "outline.toml").read_text("utf-8"))
    slugs = [chapter["slug"] for chapter in outline["chapter"]]
    bibtex = [key for slug in slugs for key in parse_file(exports / f"{slug}.bib").entries]
    assert sorted(bibtex) == sorted(parse_file(refs).entries)
    for slug in slugs:
        items = json.loads((exports / f"{slug}.csl.json").read_text("utf-8"))
        records = rispy.loads((exports / f"{slug}.ris").read_bytes().decode("utf-8"))
        keys = [item["id"] for item in items]
        assert keys == [record["id"] for record in records]
        assert keys == list(parse_file(exports / f"{slug}.bib").entries)


def test_works_tell_where_they_were_read(exports: Path, refs: Path) -> None:
    """The JSON of works has every record, and for each the places and pages behind it."""
    works = json.loads((exports / "works.json").read_text("utf-8"))
    assert [work["key"] for work in works] == list(parse_file(refs).entries)
    assert all(work["provenance"]["title"] and work["occurrences"] for work in works)
