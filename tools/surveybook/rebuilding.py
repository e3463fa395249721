"""Whether a build of the pages can go on from the one before, or must begin from nothing.

Sphinx goes on by the times of files and by what it remembers of pages. That is right where text and
data changed; not where settings, looks, code or the set of pages did, nor where a file came back
with an older time. Such a build begins from nothing, so that its bytes are those of any other.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sysconfig
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from surveybook.forms import WORKS_FOLDER
from surveybook.revision import read_revision

State = Mapping[str, str]
"""What a build was made from: the digest of each file, and versions under names in brackets."""

_PACKAGE = Path(__file__).parent
_NOT_READ = ("lists", "records")
"""Folders of a book that only ``convert`` reads."""
_RECORDS = (".bib", ".csl.json", ".ris")
"""The endings of a work's records."""
_MAY_CHANGE = (".md", ".bib", ".ris", ".json", ".svg", ".png", ".pdf")


def read_state(book: Path) -> State:
    """The state of the sources, of this package and of what is installed beside it."""
    digests = {str(path): _digest(path) for path in sorted(_sources(book))}
    installed = Path(sysconfig.get_path("purelib")).glob("*.dist-info")
    return digests | {
        "[installed]": " ".join(sorted(path.name for path in installed)),
        "[commit]": read_revision(book).mark.rstrip("+"),
    }


def _sources(book: Path) -> Iterator[Path]:
    yield book.parent / "refs.bib"
    for folder in (book, _PACKAGE):
        for path in folder.rglob("*"):
            inside = path.relative_to(folder).parts
            hidden = any(part.startswith((".", "__pycache__")) for part in inside)
            if path.is_file() and not hidden and (folder is _PACKAGE or inside[0] not in _NOT_READ):
                yield path


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def can_go_on(state: State, kept: Path) -> bool:
    """True where, since the state in the file ``kept``, only text and data changed, and later."""
    try:
        before = json.loads(kept.read_text("utf-8"))
        since = kept.stat().st_mtime_ns
    except (OSError, ValueError):
        return False
    if not isinstance(before, dict) or before.keys() != state.keys():
        return False
    changed = [Path(name) for name, digest in state.items() if before[name] != digest]
    return all(
        path.suffix in _MAY_CHANGE and path.is_file() and path.stat().st_mtime_ns > since
        for path in changed
    )


def keep_state(state: State, kept: Path) -> None:
    """Remember the state for the next build."""
    kept.write_text(json.dumps(state), "utf-8")


def copy_pages(site: Path, to: Path) -> None:
    """The pages, records, pictures and search index of a built site, with their times; the rest is
    made anew by every build.
    """
    shutil.copytree(site, to, ignore=_made_anew, copy_function=_take_over)


def _take_over(source: str, to: str) -> None:
    """A record as the same file, which a build replaces and never writes into; a page copied."""
    if source.endswith(_RECORDS):
        with suppress(OSError):  # not every disk knows links
            os.link(source, to)
            return
    shutil.copy2(source, to)


def _made_anew(folder: str, names: list[str]) -> list[str]:
    if Path(folder).name == "_images":
        return []
    kept: tuple[str, ...] = (".html", ".buildinfo", "searchindex.js")
    if Path(folder).name == WORKS_FOLDER:
        kept += _RECORDS
    made = {"_static", "_sources", "exports"}
    return [
        name
        for name in names
        if name in made or not (Path(folder, name).is_dir() or name.endswith(kept))
    ]
