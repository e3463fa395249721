"""Disk: text read with its encoding stated, and compared with what should be there."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from surveybook.problems import Code, Level, Problem


def read_text(path: Path, shown: str) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a UTF-8 file with ``\\n`` line ends, or None and the problem.

    ``shown`` is the path as problems print it.
    """
    try:
        data = _read_bytes(path)
    except FileNotFoundError:
        return None, (_error(shown, 0, Code.FILE_MISSING, "the file is not there; check its name"),)
    except OSError as error:
        reason = error.strerror or "it cannot be read"
        message = f"the file cannot be read ({reason}); check that it is a file and may be read"
        return None, (_error(shown, 0, Code.FILE_UNREADABLE, message),)
    if data is None:
        message = "this is a pipe or a device; put a file with the text in its place"
        return None, (_error(shown, 0, Code.FILE_UNREADABLE, message),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8"
        return None, (_error(shown, line, Code.NOT_UTF8, message),)
    return text.replace("\r\n", "\n").replace("\r", "\n"), ()


def is_there(path: Path) -> bool:
    """True where something has that name, be it a link to nowhere or what may not be seen."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def list_folder(
    folder: Path, shown: str, endings: tuple[str, ...], *, below: bool = False
) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """The paths in a folder (with ``below`` also in those in it) by their endings, sorted.

    A folder that is not there has none; one that cannot be read is a problem.
    """
    faults: list[OSError] = []
    found: list[Path] = []
    for home, folders, names in os.walk(folder, onerror=faults.append):
        found += [Path(home, name) for name in (*folders, *names)]
        if not below:
            break
    problems = tuple(
        _error(shown, 0, Code.FILE_UNREADABLE, _closed(fault))
        for fault in faults
        if not isinstance(fault, FileNotFoundError | NotADirectoryError)
    )
    return tuple(sorted(p for p in found if p.suffix.lower() in endings)), problems


def _closed(fault: OSError) -> str:
    return f"this folder cannot be read ({fault.strerror}); give yourself the right to read it"


def _read_bytes(path: Path) -> bytes | None:
    """The bytes of a file; None for a pipe or a device, which may have no end and is not read."""
    with open(path, "rb", opener=_at_once) as file:
        return file.read() if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else None


def _at_once(path: str, flags: int) -> int:
    """Opens a file without waiting for somebody to write into it, were it a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _error(path: str, line: int, code: Code, message: str) -> Problem:
    return Problem(path, line, Level.ERROR, code, message)


def _is_current(path: Path, text: str) -> bool:
    try:
        return path.read_bytes() == text.encode("utf-8")
    except OSError:
        return False


def out_of_step(files: Mapping[Path, str]) -> tuple[Path, ...]:
    """The files whose text on disk is not the given one, sorted."""
    return tuple(path for path, text in sorted(files.items()) if not _is_current(path, text))
