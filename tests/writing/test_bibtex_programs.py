"""``refs.bib`` before the programs that people use: they have nothing to say against it."""

from __future__ import annotations

import dataclasses
import re
import subprocess
from pathlib import Path

import pytest
from samples import CODE, PUBLISHED, WORKS

from needs import need
from surveybook.model import Publication
from surveybook.writing.bibtex import render_bibtex

# biber asks every record for a year; a work without one is the keeper's to complete.
DATED = dataclasses.replace(CODE, year=2022)
PAPER = Publication("article", "Journal of Birds", 2022, "JB", "3a", "7", "1-9", "Example Press")
ARTICLE = dataclasses.replace(PUBLISHED, key="roe2022article", title="Nests", published=PAPER)
FULL = dataclasses.replace(PAPER, volume="3", venue="Journal of Trees")
OTHER = dataclasses.replace(ARTICLE, key="roe2022other", title="Twigs", published=FULL)
COMPLETE = (*(DATED if work is CODE else work for work in WORKS), ARTICLE, OTHER)


def run(folder: Path, *command: str) -> str:
    """What a program prints when it is run in a folder."""
    result = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False
    )
    return result.stdout + result.stderr


def test_biber(tmp_path: Path) -> None:
    """biber's data model knows every field, and every value has the right form."""
    biber = need("biber")
    (tmp_path / "refs.bib").write_text(render_bibtex(COMPLETE), "utf-8", newline="\n")
    said = run(tmp_path, biber, "--tool", "--validate-datamodel", "--output-file=o.bib", "refs.bib")
    assert "Datamodel validation complete" in said
    assert not re.findall(r"^(?:WARN|ERROR).*$", said, re.MULTILINE)


@pytest.mark.parametrize("style", ["plain", "unsrt", "alpha", "abbrv"])
def test_bibtex(tmp_path: Path, style: str) -> None:
    """Classic BibTeX formats every record in its four standard styles."""
    bibtex = need("bibtex")
    (tmp_path / "refs.bib").write_text(render_bibtex(COMPLETE), "utf-8", newline="\n")
    commands = f"\\relax\n\\citation{{*}}\n\\bibstyle{{{style}}}\n\\bibdata{{refs}}\n"
    (tmp_path / "refs.aux").write_text(commands, "ascii", newline="\n")
    said = run(tmp_path, bibtex, "refs")
    assert "Database file #1: refs.bib" in said
    assert not re.search(r"warning|error", said, re.IGNORECASE)
