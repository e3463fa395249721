"""The files of the other forms: where they are, whose works they hold, and who can read them."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from samples import WORKS

from citation_js import essence, read_works
from surveybook.outline import Chapter, Outline
from surveybook.writing.bibtex import render_bibtex
from surveybook.writing.csl import render_csl
from surveybook.writing.exports import FOLDER, render_exports
from surveybook.writing.ris import render_ris

SLUGS = ("rlhf", "datasets", "models", "resources", "empty")
# citation-js reads every sign of a title but braces, which BibTeX can only hold as maths.
READABLE = tuple(
    replace(work, title=work.title.replace("{", "(").replace("}", ")")) for work in WORKS
)
OUTLINE = Outline("Birds", tuple(Chapter(slug, slug.title()) for slug in SLUGS))


def test_files_by_chapter() -> None:
    """Each chapter has a file of each form with the works at home in it, and no other."""
    bibtex, files = render_exports(WORKS, OUTLINE)
    assert bibtex == render_bibtex(WORKS)
    for slug in SLUGS:
        own = [work for work in WORKS if work.chapter == slug]
        assert files[f"{FOLDER}/{slug}.bib"] == render_bibtex(own)
        assert files[f"{FOLDER}/{slug}.csl.json"] == render_csl(own)
        assert files[f"{FOLDER}/{slug}.ris"] == render_ris(own)
    whole = {name for name in files if "/refs." in name or name.endswith("works.json")}
    assert whole == {f"{FOLDER}/{name}" for name in ("refs.csl.json", "refs.ris", "works.json")}
    assert len(json.loads(files[f"{FOLDER}/works.json"])) == len(WORKS)


def test_every_file_is_linked() -> None:
    """The generated page links the files of every chapter, at the addresses they have."""
    _, files = render_exports(WORKS, OUTLINE)
    page = files["chapters/_downloads.md"]
    for name in files:
        if name.startswith(FOLDER) and "/refs." not in name and "works" not in name:
            assert f"](site:{name.removeprefix('_extra/')})" in page
    assert "Rlhf (2 works)\n: [rlhf.bib](site:exports/rlhf.bib), " in page


def test_citation_js_reads_the_same_works(tmp_path: Path, citation_js: Path) -> None:
    """The made-up works, with all that is hard in them, are the same in every form."""
    writers = {"a.bib": render_bibtex, "a.json": render_csl, "a.ris": render_ris}
    forms = {name: render(READABLE) for name, render in writers.items()}
    for name, text in forms.items():
        (tmp_path / name).write_bytes(text.encode("utf-8"))
    bibtex, csl, ris = read_works(citation_js, [tmp_path / name for name in forms])
    assert [essence(work) for work in csl] == [essence(work) for work in bibtex]
    assert [essence(work) for work in ris] == [essence(work) for work in bibtex]
    assert [work["id"] for work in bibtex] == sorted(work.key for work in WORKS)
