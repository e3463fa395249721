"""An incremental build gives the same pages as a build from nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from surveybook.sphinxext.freshness import stale_pages

NEW_WORK = """
@misc{lin2024third,
  author = {Lin, Mei and Zhang, Wei},
  title = {Another of That Year},
  year = {2024},
  url = {https://example.org/third},
}
"""


def run_sphinx(book: Path, out: Path, *options: str) -> dict[str, str]:
    """Page → its bytes as text, after a build that keeps what it can."""
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-n", *options, "-b", "html"]
    doctrees = f"{out}-doctrees"
    subprocess.run([*command, "-d", doctrees, str(book), str(out)], check=True, timeout=120)
    return {
        str(path.relative_to(out)): path.read_text(encoding="utf-8")
        for path in sorted(out.rglob("*.html"))
    }


def check_same(book: Path, tmp: Path, before: dict[str, str]) -> dict[str, str]:
    """After a change: incremental and fresh builds agree, and something did change."""
    again = run_sphinx(book, tmp / "kept")
    assert again == run_sphinx(book, tmp / "fresh", "-E", "-a")
    assert again != before
    return again


def test_changed_label_reaches_every_page_that_cites_it(toy_book: Path, tmp_path: Path) -> None:
    """A new work of the same authors and year makes 2024a to 2024b where it is cited."""
    before = run_sphinx(toy_book, tmp_path / "kept")
    bibliography = tmp_path / "refs.bib"
    text = bibliography.read_text(encoding="utf-8")
    bibliography.write_text(text + NEW_WORK, encoding="utf-8", newline="\n")
    after = check_same(toy_book, tmp_path, before)
    assert "Lin and Zhang, 2024c" in after["chapters/first.html"]


def test_new_citation_and_changed_title(toy_book: Path, tmp_path: Path) -> None:
    """A page that begins to cite, and a title that changes, show in text and bibliography."""
    before = run_sphinx(toy_book, tmp_path / "kept")
    page = toy_book / "chapters" / "second.md"
    cites = "(second)=\n# Second things\n\n{cite:p}`undated` {ref}`first`\n"
    page.write_text(cites, encoding="utf-8")
    bibliography = tmp_path / "refs.bib"
    text = bibliography.read_text(encoding="utf-8").replace("Quiet Rewards", "Loud Rewards")
    bibliography.write_text(text, encoding="utf-8", newline="\n")
    after = check_same(toy_book, tmp_path, before)
    assert "Loud Rewards" in after["references.html"]


def test_only_pages_that_changed_are_written() -> None:
    """A changed title touches the bibliography alone; a changed label, its citing pages too."""
    before = {"a": ("A, 2020", "old"), "b": ("B, 2020", "same")}
    citing = {"one": frozenset({"a"}), "two": frozenset({"b"})}
    pages = frozenset({"references"})
    retitled = before | {"a": ("A, 2020", "new")}
    relabelled = before | {"a": ("A, 2020a", "new")}
    assert stale_pages(before, before, pages, citing) == frozenset()
    assert stale_pages(before, retitled, pages, citing) == {"references"}
    assert stale_pages(before, relabelled, pages, citing) == {"references", "one"}
