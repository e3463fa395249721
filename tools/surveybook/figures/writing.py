"""The figures' files: which must be drawn again, and drawn. The only module that touches disk."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from surveybook.figure_data import FigureData
from surveybook.saving import write_files

if TYPE_CHECKING:
    from surveybook.figures.plan import Drawing

_ALL = "[all]"


def write_figures(
    data: FigureData, folder: Path, journal: Path | None = None, kept: Path | None = None
) -> tuple[Path, ...]:
    """Draws all figures into ``folder`` (``figures`` of a book); the files that changed.

    The file ``kept`` remembers what each was drawn from; one that is still as it was drawn from the
    same is not drawn again.

    :raises OSError: as ``saving.write_files``, whose ``journal`` it is.
    """
    before = _read_marks(kept)
    if before.get(_ALL) == _mark_of_all(data, folder):
        return ()
    # Matplotlib takes longer to load than anything else does where nothing has changed.
    from surveybook.figures.plan import plan_figures, render_figures
    from surveybook.figures.style import fixed_settings

    drawings = plan_figures(data)
    stale = {
        name: drawing
        for name, drawing in drawings.items()
        if before.get(name) != _mark(name, drawing, folder)
    }
    with fixed_settings():
        files = render_figures({name: drawing() for name, drawing in stale.items()})
    changed = write_files({folder / name: content for name, content in files.items()}, journal)
    if kept is not None:
        marks = {name: _mark(name, drawing, folder) for name, drawing in drawings.items()}
        _keep_marks({_ALL: _mark_of_all(data, folder), **marks}, kept)
    return changed


def _read_marks(kept: Path | None) -> dict[str, str]:
    try:
        marks: dict[str, str] = json.loads(kept.read_text("utf-8")) if kept is not None else {}
    except (OSError, ValueError):
        return {}
    return marks


def _keep_marks(marks: Mapping[str, str], kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(marks, indent=1), "utf-8")


def _mark_of_all(data: FigureData, folder: Path) -> str:
    """A digest of what all figures are drawn from, by what code, and of every file beside them."""
    return _digest(repr(data), sorted(path for path in folder.glob("*") if path.is_file()))


def _mark(name: str, drawing: Drawing, folder: Path) -> str:
    """The same for one figure and its own files."""
    from surveybook.figures.plan import forms_of

    files = [folder / f"{name}.{form}" for form in forms_of(name)]
    return _digest(f"{drawing.func.__name__} {drawing.args!r}", files)


def _digest(made_from: str, files: list[Path]) -> str:
    digest = sha256(f"{version('matplotlib')} {_code()} {made_from}".encode())
    for path in files:
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()


@cache
def _code() -> str:
    """A digest of all code that figures may be drawn by."""
    digest = sha256()
    for path in sorted(Path(__file__).parent.parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()
