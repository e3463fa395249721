"""refs.bib is read by its lines where that reads the same as pybtex does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from pybtex.database import BibliographyData, parse_string
from pybtex.errors import capture
from pybtex.exceptions import PybtexError
from sphinxcontrib.bibtex.bibfile import is_bibdata_outdated, parse_bibdata

from mangled_bibtex import RECORD, mangled
from surveybook.bibtex_lines import OtherFormError
from surveybook.sphinxext.bibreading import parse_bibliography, read_files

ROOT = Path(__file__).parent.parent.parent
REAL = (ROOT / "refs.bib").read_text("utf-8")


def record_of(data: BibliographyData) -> list[object]:
    """All that a bibliography holds, in its order."""
    return [
        (key, entry.original_type, list(entry.fields.items()), list(entry.persons.items()))
        for key, entry in data.entries.items()
    ]


def read_by_pybtex(text: str) -> list[object]:
    """The same, as pybtex reads it; nothing where it finds an error."""
    try:
        with capture() as errors:
            data = parse_string(text, "bibtex")
    except PybtexError:
        return []
    return [] if errors else record_of(data)


@pytest.mark.parametrize("text", [REAL, RECORD, "% no record\n", f"% one\n\n{RECORD}\n% two\n"])
def test_what_convert_writes_is_read_by_lines(text: str) -> None:
    """The book's own file, and what looks like it, is read here, and as pybtex reads it."""
    assert record_of(parse_bibliography(text)) == read_by_pybtex(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{2024}", '"2024"'),
        ("{2024}", "{20} # {24}"),
        ("{2024}", "2024"),
        ("{2024},", "{2024}"),
        ("{2024}", "{2024}, note = {x}"),
        ("{2024}", "{20{24}"),
        ("{2024}", "{}"),
        ("{2024}", "{" * 102 + "}" * 102),
        ("mar", "mrz"),
        ("  year", "  Author"),
        ("  year", "  title"),
        ("@article", "@comment"),
        ("@article", "@string"),
        ("@article", "note @article"),
        ("lin2024made,", "lin2024made\n,"),
        (RECORD, RECORD + RECORD),
        (RECORD, f"@comment{{\n{RECORD}}}\n"),
        (RECORD, f"@misc{{open,\n{RECORD}"),
    ],
)
def test_what_reads_otherwise_is_left_to_pybtex(old: str, new: str) -> None:
    """Another form of a record or of what stands around it is not read by lines."""
    with pytest.raises(OtherFormError):
        parse_bibliography(RECORD.replace(old, new))


def test_sphinxcontrib_bibtex_takes_what_is_read_here(tmp_path: Path) -> None:
    """What is read here is what it would keep of the files, and it does not read them again."""
    paths = [tmp_path / "refs.bib", tmp_path / "more.bib"]
    paths[0].write_text(REAL, "utf-8")
    paths[1].write_text(RECORD, "utf-8")
    ours, theirs = read_files(paths, "utf-8-sig"), parse_bibdata(paths, "utf-8-sig")
    assert ours.bibfiles == theirs.bibfiles
    assert record_of(ours.data) == record_of(theirs.data)
    assert not is_bibdata_outdated(ours, paths, "utf-8-sig")


@pytest.mark.parametrize("other", ["", f"{RECORD}@string{{a = 1}}", RECORD + RECORD])
def test_all_files_are_read_here_or_none(tmp_path: Path, other: str) -> None:
    """A file that is not there, has another form or repeats a key leaves all to pybtex."""
    paths = [tmp_path / "refs.bib", tmp_path / "more.bib"]
    paths[0].write_text(RECORD, "utf-8")
    if other:
        paths[1].write_text(other, "utf-8")
    with pytest.raises(OtherFormError):
        read_files(paths, "utf-8")


@given(mangled())
def test_never_read_otherwise_than_pybtex_does(text: str) -> None:
    """Whatever is put into a file or taken from it: it reads as by pybtex, or is left to it."""
    try:
        found = record_of(parse_bibliography(text))
    except OtherFormError:
        return
    assert found == read_by_pybtex(text)
