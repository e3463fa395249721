"""citation-js, an independent reader of BibTeX, CSL-JSON and RIS, and what it reads."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

from needs import leave_out, need
from surveybook.names import fold

TOOLS = Path(__file__).parent / "tools"
_WORD = re.compile(r"[\u3040-\u9fff]|[^\s\u3040-\u9fff]+")  # a word, or a Chinese sign


class Seen(TypedDict):
    """One work as citation-js reads it; ``shown`` is its reference in APA style."""

    id: str
    type: str
    title: str
    authors: list[str]
    year: int | None
    doi: str | None
    url: str | None
    shown: str


def install(cache: Path) -> Path:
    """The folder in which npm has put exactly the packages of the lock file; skips without npm."""
    npm = need("npm")
    need("node")
    lock = (TOOLS / "package-lock.json").read_bytes()
    folder = cache / f"readers-{hashlib.sha256(lock).hexdigest()[:12]}"
    if (folder / "done").exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(TOOLS / name, folder / name)
    command = [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
    run = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if run.returncode:
        leave_out(f"npm cannot install the packages of tests/tools: {run.stderr[-300:]}")
    (folder / "done").touch()
    return folder


def read_works(folder: Path, files: Sequence[Path]) -> list[list[Seen]]:
    """The works of each file, in its order."""
    command = [need("node"), str(TOOLS / "works.mjs"), str(folder), *map(str, files)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    works: list[list[Seen]] = json.loads(run.stdout)
    return works


def essence(work: Seen) -> tuple[str, str, tuple[str, ...], int | None]:
    """What must be the same in every form: id, title, the words of each name, year.

    A format may set capitals apart by markup, and puts the parts of a name in its own order.
    """
    title = re.sub(r"</?(?:span|i|b|su[bp])\b[^<>]*>", "", work["title"])
    names = tuple(" ".join(sorted(_WORD.findall(fold(name)))) for name in work["authors"])
    return work["id"], title, names, work["year"]
