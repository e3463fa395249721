"""Drives ``surveybook serve`` through many edits of the toy book, and watches its pages and memory.

    python tests/soak/soak.py --edits 500 [--port 8765]

Each edit changes a line of a list or a sentence of prose; before every tenth something is broken,
which the edit mends. The edit must show in the served page, a broken one must leave the page
before it, and at the end every served page must be what a clean build gives. Prints the figures.
Exit code 1 where a page is stale or the server has grown by more than a tenth since its warm-up.
"""

from __future__ import annotations

import argparse
import http.client
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import BinaryIO

from surveybook.serving import reload_settings

ROOT = Path(__file__).resolve().parents[2]
# From nothing, quiet.
CLEAN = ("-q", "-E", "-a", "-b", "html")
PAGE = "chapters/tides.html"
PATIENCE = 600.0
INDEX = """# Soak

```{toctree}
chapters/tides
chapters/datasets
chapters/models
chapters/lists
chapters/corrections
references
```
"""


class StaleError(Exception):
    """A page, or the preview itself, does not show what it should."""


def main(argv: list[str]) -> int:
    """Runs the edits and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edits", type=int, default=500)
    parser.add_argument("--break-every", type=int, default=10)
    parser.add_argument("--port", type=int, default=8765)
    arguments = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        book = make_book(Path(folder))
        log = Path(folder) / "log.txt"
        with log.open("wb") as output:
            server = serve(book.parent, arguments.port, output)
        try:
            figures = drive(book, arguments, log, server.pid)
            stale = compare(book.parent, arguments.port)
            if b"CalledProcessError" in log.read_bytes():
                raise StaleError("the preview has shown a traceback for a broken list")
        except StaleError as error:
            print(f"{log.read_text('utf-8', 'replace')[-3000:]}\n{error}")
            return 1
        finally:
            stop(server)
    print(report(figures, stale))
    return 1 if stale or grown(figures.memory) > 0.1 else 0


def make_book(folder: Path) -> Path:
    """The toy book with the settings and looks of the real one."""
    book = folder / "book"
    shutil.copytree(ROOT / "tests" / "toy" / "book", book)
    for name in ("conf.py", "references.md"):
        shutil.copy(ROOT / "book" / name, book / name)
    shutil.copytree(ROOT / "book" / "_static", book / "_static")
    (book / "index.md").write_text(INDEX, "utf-8")
    return book


def serve(folder: Path, port: int, output: BinaryIO) -> subprocess.Popen[bytes]:
    """The preview, in a process group of its own so that all of it can be ended."""
    command = [sys.executable, "-m", "surveybook", "serve", "--port", str(port)]
    return subprocess.Popen(
        command,
        cwd=folder,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )


def stop(server: subprocess.Popen[bytes]) -> None:
    """Ends the server and all that it started."""
    if hasattr(os, "killpg"):
        os.killpg(server.pid, signal.SIGTERM)
    else:
        server.terminate()
    server.wait()


class Figures:
    """What was measured: seconds until an edit shows, and KiB of memory after each edit."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.seconds: list[float] = []
        self.memory: list[int] = []
        self.broken = 0


def drive(book: Path, arguments: argparse.Namespace, log: Path, pid: int) -> Figures:
    """Makes the edits one by one, each when the one before is seen."""
    figures = Figures()
    address = f"http://127.0.0.1:{arguments.port}/{PAGE}"
    wait_for(address, "Moons")
    for number in range(1, arguments.edits + 1):
        mark = f"Lantern{number}Kite"
        if number % arguments.break_every == 0:
            break_and_wait(book, figures.broken, log)
            wait_for(address, f"Lantern{number - 1}Kite")
            figures.broken += 1
        begun = time.perf_counter()
        edit(book, number, mark)
        wait_for(address, mark)
        figures.seconds.append(time.perf_counter() - begun)
        figures.memory.append(memory_of(pid))
        if number % 10 == 0:
            print(f"{number} edits, {figures.memory[-1]} KiB", flush=True)
    return figures


def edit(book: Path, number: int, mark: str) -> None:
    """Changes the title of a work in a list, or a sentence of prose; mends what was broken."""
    source = ROOT / "tests" / "toy" / "book"
    (book / "records" / "relations.toml").unlink(missing_ok=True)
    name = "lists/harbour.md" if number % 2 else "prose/tides/pairs.md"
    more = (
        f"\n- [{mark} Songs](https://arxiv.org/abs/2103.00099)\n" if number % 2 else f"\n{mark}.\n"
    )
    (book / name).write_text((source / name).read_text("utf-8") + more, "utf-8")


def break_and_wait(book: Path, number: int, log: Path) -> None:
    """Breaks a list or a record in turn, and waits until the preview has said so."""
    said = b"nothing was written"
    before = log.read_bytes().count(said)
    if number % 2 == 0:
        (book / "lists" / "harbour.md").write_bytes(b"# Torn \xff\n")
    else:
        (book / "records" / "relations.toml").write_text("[[relation\n", "utf-8")
    wait(lambda: log.read_bytes().count(said) > before, "the broken edit")


def fetch(address: str) -> str:
    """What a page says; empty where it is not served yet, or is just being written."""
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return str(answer.read().decode("utf-8"))
    except (OSError, http.client.HTTPException):
        return ""


def wait_for(address: str, mark: str) -> None:
    """Waits until a page shows a text."""
    wait(lambda: mark in fetch(address), f"{address} with {mark}")


def wait(done: object, what: str) -> None:
    """Waits until something is so, or a page is called stale."""
    assert callable(done)
    end = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > end:
            raise StaleError(f"waited {PATIENCE:.0f} s in vain for {what}")
        time.sleep(0.1)


def memory_of(group: int) -> int:
    """KiB in use by the processes of the server that stay from edit to edit."""
    listed = subprocess.run(
        ["ps", "-A", "-o", "pgid=,rss=,args="], capture_output=True, text=True, check=True
    ).stdout
    rows = [line.split(None, 2) for line in listed.splitlines()]
    stay = ("surveybook serve", "sphinx_autobuild")
    return max(
        int(row[1]) for row in rows if int(row[0]) == group and any(name in row[2] for name in stay)
    )


def compare(folder: Path, port: int) -> list[str]:
    """The served pages that are not what a clean build gives."""
    clean = folder / "clean"
    subprocess.run(
        [sys.executable, "-m", "sphinx", *CLEAN, *reload_settings(port), "book", str(clean)],
        cwd=folder,
        check=True,
        capture_output=True,
    )
    served = folder / "build" / "preview"
    pages = {path.relative_to(clean) for path in clean.rglob("*.html")}
    pages |= {path.relative_to(served) for path in served.rglob("*.html")}
    return sorted(
        page.as_posix()
        for page in pages
        if not (served / page).exists()
        or not (clean / page).exists()
        or (served / page).read_bytes() != (clean / page).read_bytes()
    )


def grown(memory: list[int]) -> float:
    """By how much of itself the server has grown from its tenth edit to its last."""
    warm = statistics.median(memory[10:20] or memory[:1])
    return (statistics.median(memory[-10:]) - warm) / warm


def report(figures: Figures, stale: list[str]) -> str:
    """The figures in a few lines."""
    seconds, memory = figures.seconds, figures.memory
    return (
        f"{len(seconds)} edits, {figures.broken} broken ones before them\n"
        f"shown after {statistics.median(seconds):.1f} s (median), {max(seconds):.1f} s (longest)\n"
        f"memory {memory[0]} KiB at first, {memory[-1]} KiB at last, {max(memory)} KiB at most; "
        f"grown by {100 * grown(memory):.1f} % since the warm-up\n"
        f"stale pages: {', '.join(stale) or 'none'}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
