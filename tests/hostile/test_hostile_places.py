"""Files and folders that are not what they seem, and names that lead elsewhere: each is named."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from needs import need
from surveybook.cli import main

HERE = Path(__file__).parent
TOY = HERE.parent / "toy"
NAMES = tomllib.loads((HERE / "cases/names.toml").read_text("utf-8"))
GOOD = "# L\n\n- [Kites Fly High](https://example.org/1)\n"


def on_disk(root: Path) -> set[str]:
    """Every path below a folder."""
    return {path.relative_to(root).as_posix() for path in root.rglob("*")}


def surveybook(
    *arguments: str, cwd: Path, env: Mapping[str, str] | None = None, before: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own; it must end, and without a traceback."""
    command = [*before, sys.executable, "-m", "surveybook", *arguments]
    done = subprocess.run(
        command, cwd=cwd, env=env, capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one good list, below the folder where the command runs."""
    folder = tmp_path / "lists"
    folder.mkdir()
    (folder / "good.md").write_text(GOOD, "utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.mark.parametrize("place", NAMES["place"], ids=lambda place: place["name"])
@pytest.mark.parametrize("name", [*NAMES["names"], NAMES["many"] * 1_000_000], ids=lambda n: n[:9])
def test_names_that_lead_elsewhere(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    place: dict[str, str],
    name: str,
) -> None:
    """No name in a file of the book leads out of its folder: an error, and nothing is written."""
    shutil.copytree(TOY, tmp_path / "toy")
    monkeypatch.chdir(tmp_path / "toy")
    file = f"book/{place['file']}"
    Path(file).write_text(place["text"].replace("NAME", json.dumps(name)), "utf-8")
    before = on_disk(tmp_path)
    assert main(["convert"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert [line for line in said if line.startswith(file) and ": error: " in line]
    assert max(map(len, said)) < 1_000
    assert on_disk(tmp_path) == before


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.md", b"", "no item was found in this list"),
        ("mark.md", b"\xef\xbb\xbf", "no item was found in this list"),
        ("wide.md", GOOD.encode("utf-16"), "is not UTF-8; save the file as UTF-8"),
        ("good.txt", GOOD.encode(), "another list here has this name with another ending"),
    ],
)
def test_files_that_are_no_lists(
    lists: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes, says: str
) -> None:
    """A file without a list in it is named, and so are two lists of one name."""
    (lists / name).write_bytes(data)
    assert main(["convert", "--lists", "lists", "--out", "out"]) == 1
    assert f"lists/{name}" in (said := capsys.readouterr().err)
    assert says in said
    assert not Path("out").exists()


def test_names_that_are_not_utf8(lists: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file whose name is no text is named as far as it can be."""
    try:
        Path(os.fsdecode(os.fsencode(lists) + b"/\xff.md")).write_text(GOOD, "utf-8")
    except (OSError, UnicodeError):
        pytest.skip("this system has no such names")
    assert main(["convert", "--lists", "lists", "--out", "out"]) == 1
    assert "lists/�.md: error: the name of this file is not UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize("target", ["../secret.md", "/etc/hostname", "../elsewhere"])
def test_links_that_lead_out(lists: Path, capsys: pytest.CaptureFixture[str], target: str) -> None:
    """A link within the folder of lists is a list; by one that leads out nothing gets in."""
    Path("secret.md").write_text("# S\n\n- [Secret Kites](https://example.org/2)\n", "utf-8")
    (lists / "again.md").symlink_to("good.md")
    assert main(["convert", "--lists", "lists", "--out", "out"]) == 0
    (lists / "link.md").symlink_to(target)
    assert main(["convert", "--lists", "lists", "--out", "other"]) == 1
    assert "lists/link.md: error: this is a link that leads out" in capsys.readouterr().err
    assert not Path("other").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
@pytest.mark.parametrize("closed", ["lists/shut.md", "lists", "book/records/works", "book/prose"])
def test_what_may_not_be_read(tmp_path: Path, closed: str) -> None:
    """A file or folder without the right to read it is named; nothing is written without it."""
    toy = tmp_path / "toy"
    shutil.copytree(TOY, toy)
    lists = toy / "lists" if closed.startswith("lists") else toy / "book" / "lists"
    if closed.startswith("lists"):
        shutil.copytree(toy / "book" / "lists", lists)
        (lists / "shut.md").write_text(GOOD, "utf-8")
    # To root nothing is closed, unless it gives that right away.
    away = "--bounding-set=-dac_override,-dac_read_search"
    before = (need("setpriv"), away) if os.geteuid() == 0 else ()
    (toy / closed).chmod(0)
    try:
        done = surveybook("convert", "--lists", str(lists), "--out", "out", cwd=toy, before=before)
    finally:
        (toy / closed).chmod(0o700)
    assert done.returncode == 1
    assert f"{closed}: error: " in done.stderr
    assert "Permission denied" in done.stderr
    assert not (toy / "out").exists()


@pytest.mark.parametrize("blocked", ["out", "out/book", "out/build", "out/refs.bib/x"])
def test_places_that_are_taken(
    lists: Path, capsys: pytest.CaptureFixture[str], blocked: str
) -> None:
    """Where a file stands in the place of a folder, or a folder in that of a file, is said."""
    assert lists.exists()
    Path(blocked).parent.mkdir(parents=True, exist_ok=True)
    Path(blocked).write_text("x", "utf-8")
    assert main(["convert", "--lists", "lists", "--out", "out"]) == 1
    assert "cannot be written" in capsys.readouterr().err
    files = {path.as_posix() for path in Path("out").rglob("*") if path.is_file()}
    assert files <= {blocked}


@pytest.mark.parametrize("command", [["convert"], ["works"], ["check"], ["build", "html"]])
@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a folder that is in use")
def test_a_folder_that_is_gone(tmp_path: Path, command: list[str]) -> None:
    """Run in a folder that was deleted, the command says so."""
    gone = f"mkdir gone && cd gone && rmdir ../gone && exec {sys.executable} -m surveybook"
    done = surveybook(cwd=tmp_path, before=("sh", "-c", f"{gone} {' '.join(command)}"))
    assert done.returncode == 2
    assert "the folder that you stand in is gone" in done.stderr


def test_without_an_environment(lists: Path) -> None:
    """Neither a home nor a language is needed."""
    done = surveybook("convert", "--lists", "lists", "--out", "out", cwd=lists.parent, env={})
    assert done.returncode == 0, done.stderr


def test_a_name_beyond_measure(capsys: pytest.CaptureFixture[str]) -> None:
    """A path that is longer than any may be is a problem too."""
    assert main(["read", "a" * 5_000]) == 1
    assert "cannot be read (" in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_list_that_changes_into_a_pipe(lists: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What stands there when it is opened counts, not what stood there when it was listed."""
    os.mkfifo(lists / "sources.toml")
    assert main(["convert", "--lists", "lists", "--out", "out"]) == 1
    assert "lists/sources.toml: error: this is a pipe or a device" in capsys.readouterr().err


def test_lists_that_change_while_they_are_read(lists: Path) -> None:
    """Files that come, grow and go meanwhile: each run ends, with a book or with what is wrong."""
    script = (
        "import pathlib, itertools\n"
        "for n in itertools.count():\n"
        f"    p = pathlib.Path({str(lists)!r}, f'list{{n % 7}}.md')\n"
        "    p.unlink(missing_ok=True) if n % 3 == 0 else p.open('a').write("
        "'- [Kites Fly High](https://example.org/1)\\n' * 40)\n"
    )
    writer = subprocess.Popen([sys.executable, "-c", script])
    try:
        for _ in range(3):
            done = surveybook("convert", "--lists", "lists", "--out", "out", cwd=lists.parent)
            assert done.returncode == 0 or ": error: " in done.stderr, done.stderr
    finally:
        writer.kill()
        writer.wait()
