"""The real refs.bib before the field's own checkers: none of them has anything to say."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from bibtexparser.entrypoint import parse_file as parse_blocks
from pybtex.database import parse_file

from needs import leave_out, need
from surveybook.writing.bibtex_rules import check_bibtex

CASES = Path(__file__).parent
# biber and most styles ask every record for a year. These works show none on their own page; a
# work that has one leaves this list, and no other may join it unseen.
UNDATED = frozenset((CASES / "undated.txt").read_text("utf-8").split())
# The options with which the style of the ACL was made from custom-bib, as its own header says; it
# is not in TeX Live itself.
ACL = "ay,nat,pres,ed-au,keyxyr,blkyear,dt-beg,yr-per,note-yr,num-xser,pre-edn,xedn,nfss"


def run(folder: Path, *command: str) -> str:
    """What a program prints when it is run in a folder."""
    result = subprocess.run(
        command, cwd=folder, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    return result.stdout + result.stderr


def undated(refs: Path) -> set[str]:
    """The keys of the records without a year."""
    entries = parse_file(refs).entries
    return {key for key, entry in entries.items() if "year" not in entry.fields}


def complaints(lines: list[str], refs: Path) -> list[str]:
    """All complaints but the missing years that are known."""
    known = undated(refs) & UNDATED
    asks_for_year = re.compile(r"'date, year' must be defined|Warning--(?:empty|missing) year in")
    return [
        line
        for line in lines
        if not (asks_for_year.search(line) and set(re.findall(r"\w+", line)) & known)
    ]


def test_only_known_records_have_no_year(refs: Path) -> None:
    """No work without a year is new."""
    assert undated(refs) <= UNDATED


def test_biber(refs: Path, tmp_path: Path) -> None:
    """biber's data model knows every type and field, and every value has the right form."""
    biber = need("biber")
    shutil.copy(refs, tmp_path / "refs.bib")
    said = run(tmp_path, biber, "--tool", "--validate-datamodel", "--output-file=o.bib", "refs.bib")
    assert "Datamodel validation complete" in said
    assert complaints(re.findall(r"^(?:WARN|ERROR).*$", said, re.MULTILINE), refs) == []


@pytest.mark.parametrize("style", ["plain", "plainnat", "IEEEtran", "apalike", "acl"])
def test_bibtex(refs: Path, tmp_path: Path, style: str) -> None:
    """Classic BibTeX formats every record in the styles of the field."""
    bibtex = need("bibtex")
    if style == "acl":
        make_acl_style(tmp_path)
    shutil.copy(refs, tmp_path / "refs.bib")
    commands = f"\\relax\n\\citation{{*}}\n\\bibstyle{{{style}}}\n\\bibdata{{refs}}\n"
    (tmp_path / "refs.aux").write_text(commands, "ascii", newline="\n")
    said = run(tmp_path, bibtex, "refs")
    if "I couldn't open style file" in said:
        leave_out(f"needs {style}.bst: install texlive-publishers and texlive-bibtex-extra")
    assert "Database file #1: refs.bib" in said
    log = (tmp_path / "refs.blg").read_text("utf-8", errors="replace").splitlines()
    assert complaints([line for line in log if re.search("(?i)warning--|error", line)], refs) == []
    bbl = (tmp_path / "refs.bbl").read_bytes().decode("utf-8")
    assert bbl.count("\\bibitem") == len(parse_file(refs).entries)


def make_acl_style(folder: Path) -> None:
    """The style of the ACL's conferences, made from TeX Live's custom-bib and urlbst."""
    tex, urlbst = need("tex"), need("urlbst")
    source = f"\\from{{merlin.mbs}}{{head,english,{ACL}}}\\from{{merlin.mbs}}{{{ACL},tail}}"
    recipe = (
        "\\input docstrip\n\\askforoverwritefalse\n\\preamble\n\\endpreamble\n"
        f"\\postamble\n\\endpostamble\n\\generate{{\\file{{basic.bst}}{{{source}}}}}\n\\endbatchfile\n"
    )
    (folder / "acl.ins").write_text(recipe, "ascii", newline="\n")
    run(folder, tex, "-interaction=nonstopmode", "acl.ins")
    if not (folder / "basic.bst").exists():
        leave_out("needs custom-bib of TeX Live: install texlive-bibtex-extra")
    options = ("--eprint", "--doi", "--hyperref", "--inlinelinks")
    run(folder, urlbst, *options, "basic.bst", "acl.bst")


def test_pybtex(refs: Path) -> None:
    """pybtex, in which every complaint is an error, reads the whole file."""
    assert len(parse_file(refs).entries) == refs.read_text("utf-8").count("\n@")


def test_bibtexparser(refs: Path) -> None:
    """bibtexparser has no block that it cannot read, and nothing between the records."""
    library = parse_blocks(str(refs))
    assert library.failed_blocks == []
    assert [entry.key for entry in library.entries] == list(parse_file(refs).entries)
    assert [comment.start_line for comment in library.comments] == [0]


def test_own_rules(refs: Path) -> None:
    """Our own rules find nothing, not even something to advise."""
    assert check_bibtex(refs.read_text("utf-8"), "refs.bib") == ()
