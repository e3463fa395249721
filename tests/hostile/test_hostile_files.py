"""The hostile book's files: each program that reads them finds the texts, and nothing else."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
import rispy
from pybtex.database import parse_file

from hostile_book import ADDRESSES, TEXTS, Hostile
from needs import need
from surveybook.writing.latex import latex_to_text

HERE = Path(__file__).parent
UNSEEN = {"Cc", "Cf", "Cs"}


def plain(text: str) -> str:
    """A text without what typography changes: quotes, dashes, an ellipsis, a closing full stop."""
    return text.translate(str.maketrans("“”’‘", "\"\"''")).replace("…", "...").rstrip(" .")


def unseen(text: str) -> set[str]:
    """The characters of a text that nobody sees, but line ends."""
    return {char for char in text if unicodedata.category(char) in UNSEEN and char != "\n"}


def test_nothing_steers_the_terminal(hostile: Hostile) -> None:
    """What every command says holds no control character and no mark of direction."""
    assert len(hostile.said) > 10_000
    assert unseen(hostile.said) == set()


def test_files_hold_nothing_unseen(hostile: Hostile) -> None:
    """Neither does any file that is written, whatever its form."""
    paths = [hostile.home / "refs.bib", *hostile.exports.iterdir()]
    paths += sorted((hostile.home / "book" / "chapters").iterdir())
    assert {p.name: found for p in paths if (found := unseen(p.read_text("utf-8")))} == {}


def test_nothing_is_lost(hostile: Hostile) -> None:
    """The sum over every list adds up, and nothing else stands where the lists are read from."""
    assert hostile.said.count("adds up") == len(list((hostile.home / "book/lists").iterdir()))
    assert "NOT" not in re.findall(r"does (\w+) add up", hostile.said)


def test_keys_are_names_of_files(hostile: Hostile) -> None:
    """A key leads to one file in one folder on every system, and is no device."""
    keys = [work["key"] for work in hostile.works]
    assert [key for key in keys if not re.fullmatch("[a-z][a-z0-9]{0,119}", key)] == []
    assert not {"con", "nul", "aux", "prn", "com1"} & set(keys)
    assert len(set(keys)) == len(keys)


def test_bibtex(hostile: Hostile) -> None:
    """BibTeX's own reader finds the works, no other record, and their titles."""
    records = parse_file(hostile.home / "refs.bib")
    expected = hostile.expected_titles()
    assert set(records.entries) == {work["key"] for work in hostile.works}
    assert not records.preamble
    shown = {key: plain(latex_to_text(records.entries[key].fields["title"])) for key in expected}
    assert shown == {key: plain(title) for key, title in expected.items()}


def test_ris_and_csl(hostile: Hostile) -> None:
    """So do readers of RIS and of CSL-JSON; a line of RIS is one field."""
    expected = {key: plain(title) for key, title in hostile.expected_titles().items()}
    ris = rispy.loads((hostile.exports / "refs.ris").read_text("utf-8"))
    assert len(ris) == len(hostile.works)
    titles = {record["id"]: plain(record["title"]) for record in ris}
    assert {key: titles[key] for key in expected} == expected
    csl = json.loads((hostile.exports / "refs.csl.json").read_text("utf-8"))
    titles = {record["id"]: plain(record["title"]) for record in csl}
    assert {key: titles[key] for key in expected} == expected


def test_no_export_is_a_spreadsheet(hostile: Hostile) -> None:
    """No program opens an export as cells that count; what it exports, a page of it does not.

    A text that a spreadsheet would take for a formula is behind the name of its field everywhere:
    no line of an export begins with it. What the catalogue hands over is ``refs.bib``'s own text.
    """
    paths = [*hostile.exports.iterdir(), hostile.home / "refs.bib"]
    assert {path.suffix for path in paths} == {".bib", ".json", ".ris"}
    formulas = {case.text[:9] for case in TEXTS if case.text[0] in "=+-@"}
    assert len(formulas) >= 4
    for path in paths:
        lines = path.read_text("utf-8").splitlines()
        assert [line for line in lines if line.strip(' "{').startswith(tuple(formulas))] == []


def test_addresses(hostile: Hostile) -> None:
    """No file holds an unsafe address as an address; the safe ones are all there."""
    links = [link["url"] or "" for work in hostile.works for link in work["links"]]
    links += [work["url"] or "" for work in hostile.works]
    assert {link.partition(":")[0].lower() for link in links if link} <= {"http", "https"}
    for url in ADDRESSES["safe"]:
        assert any(url.casefold()[:24] in link.casefold() for link in links), url
    bib = (hostile.home / "refs.bib").read_text("utf-8")
    assert {url[:8] for url in re.findall(r"url = \{([^}]*)", bib)} <= {"https://", "http://e"}


@pytest.mark.parametrize(("engine", "program"), [("pdflatex", "bibtex"), ("lualatex", "biber")])
def test_a_paper_that_cites_them_all(
    hostile: Hostile, tmp_path: Path, engine: str, program: str
) -> None:
    """LaTeX reads no other file, writes none but its own, and does not stop."""
    for tool in (engine, program):
        need(tool)
    shutil.copy(hostile.home / "refs.bib", tmp_path)
    shutil.copy(HERE / "cases" / f"{program}.tex", tmp_path / "paper.tex")
    typeset = [engine, "-interaction=nonstopmode", "-recorder", "paper.tex"]
    for command in (typeset, [program, "paper"], typeset):
        subprocess.run(command, cwd=tmp_path, capture_output=True, check=False, timeout=120)
    log = (tmp_path / "paper.log").read_text("utf-8", errors="replace")
    assert re.findall(r"^! .*", log, re.MULTILINE) == []
    assert "Output written on paper.pdf" in log.replace("\n", "")
    names = {path.name for path in tmp_path.iterdir()}
    assert {name for name in names if not name.startswith("paper")} == {"refs.bib"}
    read = re.findall(r"^INPUT (.*)", (tmp_path / "paper.fls").read_text("utf-8"), re.MULTILINE)
    assert [path for path in read if "passwd" in path or path.startswith("..")] == []
