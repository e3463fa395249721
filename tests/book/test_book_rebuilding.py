"""Built on from the build before, the site has the same bytes as built from nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from surveybook.building import build
from surveybook.forms import Format
from surveybook.rebuilding import can_go_on, keep_state, read_state

Change = Callable[[Path], None]
ROOT = Path(__file__).resolve().parents[2]


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def built(book: Path, out: Path) -> dict[str, bytes]:
    """The files of a site whose build must succeed."""
    result = build(Format.HTML, book, out)
    assert result.problems == ()
    return files(out / "html")


def replace(path: Path, old: str, new: str) -> None:
    """Change a file that must hold ``old``."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="\n")


def change_prose(book: Path) -> None:
    """A sentence more, with a citation more."""
    with (book / "chapters" / "second.md").open("a", encoding="utf-8") as page:
        page.write("\nA sentence that is new {cite:p}`undated`.\n")


def change_title(book: Path) -> None:
    """A title that other pages show beside their text and in their links."""
    path = book / "chapters" / "second.md"
    first = next(line for line in path.read_text(encoding="utf-8").splitlines() if line[:2] == "# ")
    replace(path, first, "# Another title")


def change_record(book: Path) -> None:
    """A year, which is in every citation of the work."""
    bibliography = book.parent / "refs.bib"
    replace(bibliography, "year = {2024}", "year = {2023}")


def change_looks(book: Path) -> None:
    """A style sheet, whose digest every page names."""
    with (book / "_static" / "book.css").open("a", encoding="utf-8") as sheet:
        sheet.write("\n.made { color: red }\n")


def drop_page(book: Path) -> None:
    """A page less: nothing of it stays."""
    (book / "chapters" / "second.md").unlink()
    for path in book.rglob("*.md"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(x for x in lines if "second" not in x), encoding="utf-8")


@pytest.mark.parametrize(
    "change", [change_prose, change_title, change_record, change_looks, drop_page]
)
def test_a_build_that_goes_on_gives_the_bytes_of_one_from_nothing(
    toy_book: Path, tmp_path: Path, change: Change
) -> None:
    """Whatever changed: pages, titles, records, looks, or the set of pages."""
    before = built(toy_book, tmp_path / "kept")
    change(toy_book)
    again = built(toy_book, tmp_path / "kept")
    fresh = built(toy_book, tmp_path / "fresh")
    assert [name for name in fresh if again.get(name) != fresh[name]] == []
    assert again.keys() == fresh.keys()
    assert again != before


def test_a_new_picture_reaches_the_page_that_shows_it(toy_book: Path, tmp_path: Path) -> None:
    """A build goes on where a picture is another, and writes no other page for it."""
    picture = toy_book / "figures" / "made.png"
    picture.parent.mkdir(exist_ok=True)
    shutil.copy(ROOT / "book" / "figures" / "cover.png", picture)
    with (toy_book / "chapters" / "second.md").open("a", encoding="utf-8") as page:
        page.write("\n![A cover](../figures/made.png)\n")
    built(toy_book, tmp_path / "kept")
    other = tmp_path / "kept" / "html" / "chapters" / "first.html"
    written = other.stat().st_mtime_ns
    picture.write_bytes((ROOT / "book" / "_static" / "readme.png").read_bytes())
    again = built(toy_book, tmp_path / "kept")
    assert again == built(toy_book, tmp_path / "fresh")
    assert again["_images/made.png"] == picture.read_bytes()
    assert other.stat().st_mtime_ns == written


NUMBERS = "\n:::{table} A table before all others\n:name: tab-early\n\n| One |\n|---|\n| 1 |\n:::\n"
PAGES = ("references", "catalogue", "authors", "venues", "years", "whats-new", "front/reporting")


@pytest.fixture
def book_of_lists(root: Path, tmp_path: Path) -> Path:
    """A book that ``convert`` writes, with every page that shows works."""
    book = tmp_path / "book"
    shutil.copytree(root / "tests" / "toy" / "book", book)
    for name in ("conf.py", *(f"{page}.md" for page in PAGES)):
        (book / name).parent.mkdir(exist_ok=True)
        shutil.copy(root / "book" / name, book / name)
    shutil.copytree(root / "book" / "_static", book / "_static")
    chapters = "\n".join(f"chapters/{name}" for name in ("tides", "datasets", "models", "lists"))
    toctree = f"```{{toctree}}\n:numbered:\n{chapters}\nchapters/corrections\n"
    index = "\n".join(["# Tides", "", toctree, *PAGES, "```", ""])
    (book / "index.md").write_text(index, encoding="utf-8")
    with (book / "front" / "reporting.md").open("a", encoding="utf-8") as page:
        page.write("\nAs in {numref}`tab-early`.\n")
    early = book / "prose" / "tides" / "pairs.md"
    early.write_text(early.read_text(encoding="utf-8") + NUMBERS, encoding="utf-8")
    return book


def converted(book: Path) -> None:
    """Write what the lists and records give."""
    command = [sys.executable, "-m", "surveybook", "convert"]
    subprocess.run(command, cwd=book, check=True, capture_output=True)


def add_work(book: Path) -> None:
    """A line more in a list."""
    line = "- [Late Tides](https://arxiv.org/abs/2401.00077)\n"
    replace(book / "lists" / "harbour.md", "## Software\n", f"{line}\n## Software\n")


def drop_work(book: Path) -> None:
    """A line less: its page goes."""
    path = book / "lists" / "harbour.md"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    text = "".join(line for line in lines if "Foghorns" not in line and "Cato" not in line)
    path.write_text(text, encoding="utf-8", newline="\n")


def change_work(book: Path) -> None:
    """A title that only the list gives."""
    replace(book / "lists" / "harbour.md", "A Gentle Start", "A Steep Start")


def change_numbers(book: Path) -> None:
    """A table before the one that another page refers to by its number."""
    path = book / "prose" / "tides" / "pairs.md"
    first = NUMBERS.replace("tab-early", "tab-first")
    path.write_text(first + path.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")


@pytest.mark.parametrize("change", [add_work, drop_work, change_work, change_numbers])
def test_works_that_come_go_and_change_reach_every_page(
    book_of_lists: Path, tmp_path: Path, change: Change
) -> None:
    """The pages of works, the indexes of the site, and references to what has another number."""
    converted(book_of_lists)
    before = built(book_of_lists, tmp_path / "kept")
    assert any(name.startswith("works/") for name in before)
    change(book_of_lists)
    converted(book_of_lists)
    again = built(book_of_lists, tmp_path / "kept")
    fresh = built(book_of_lists, tmp_path / "fresh")
    assert [name for name in fresh if again.get(name) != fresh[name]] == []
    assert again.keys() == fresh.keys()
    assert again != before


def test_a_build_that_fails_leaves_the_site_before_it(book_of_lists: Path, tmp_path: Path) -> None:
    """Also the records of works, which a build takes over without a copy."""
    converted(book_of_lists)
    before = built(book_of_lists, tmp_path / "kept")
    record = next(name for name in before if name.endswith(".bib") and "gentle" in name)
    change_work(book_of_lists)
    converted(book_of_lists)
    broken = book_of_lists / "front" / "reporting.md"
    sound = broken.read_text("utf-8")
    broken.write_text(f"{sound}\n{{nothing}}`like this`\n", "utf-8")
    assert build(Format.HTML, book_of_lists, tmp_path / "kept").result is None
    assert files(tmp_path / "kept" / "html") == before
    broken.write_text(sound, "utf-8")
    after = built(book_of_lists, tmp_path / "kept")
    assert after.get(record) != before[record]


def test_what_has_not_changed_is_not_written(book_of_lists: Path, tmp_path: Path) -> None:
    """A sentence more in one chapter: the pages of works and the other chapters stay."""
    converted(book_of_lists)
    site = tmp_path / "kept" / "html"
    built(book_of_lists, site.parent)
    times = {path: path.stat().st_mtime_ns for path in sorted(site.rglob("*.html"))}
    path = book_of_lists / "prose" / "tides" / "pairs.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nThe sea is wet.\n", encoding="utf-8")
    converted(book_of_lists)
    built(book_of_lists, site.parent)
    written = {
        path.relative_to(site).as_posix()
        for path, time in times.items()
        if path.stat().st_mtime_ns != time
    }
    assert "chapters/tides.html" in written
    assert written <= {"chapters/tides.html", "genindex.html", "search.html", "index.html"}


def test_goes_on_only_where_text_alone_changed_and_later(toy_book: Path, tmp_path: Path) -> None:
    """Not after another set of files, other settings, or a file that came back with an old time."""
    kept = tmp_path / "state.json"
    assert not can_go_on(read_state(toy_book), kept)
    keep_state(read_state(toy_book), kept)
    assert can_go_on(read_state(toy_book), kept)
    change_prose(toy_book)
    os.utime(toy_book / "chapters" / "second.md", ns=(0, kept.stat().st_mtime_ns + 10**9))
    assert can_go_on(read_state(toy_book), kept)
    os.utime(toy_book / "chapters" / "second.md", ns=(0, kept.stat().st_mtime_ns - 10**9))
    assert not can_go_on(read_state(toy_book), kept)
    keep_state(read_state(toy_book), kept)
    (toy_book / "new.md").write_text("# New\n", encoding="utf-8")
    assert not can_go_on(read_state(toy_book), kept)
    keep_state(read_state(toy_book), kept)
    replace(toy_book / "conf.py", 'author = "', 'author = "New ')
    assert not can_go_on(read_state(toy_book), kept)
    kept.write_text("[]", encoding="utf-8")
    assert not can_go_on(read_state(toy_book), kept)
