"""Where a book lies on disk, and how its paths are shown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a book's inputs are and where its files go.

    ``book`` is the folder with outline, records and prose (None for a bare folder of lists);
    ``out`` is the folder that gets ``refs.bib`` and ``book/``; ``base`` shortens printed paths.
    """

    lists: Path
    book: Path | None
    out: Path
    base: Path

    @property
    def build(self) -> Path:
        """The folder of what can be made again: sites, caches, and the lock of a run."""
        return self.out / "build"

    def shown(self, path: Path) -> str:
        """A path as problems print it: relative to where the user stands, with ``/``."""
        if path.is_relative_to(self.base) and ".." not in path.parts:
            return path.relative_to(self.base).as_posix()
        try:
            return (path.parent.resolve() / path.name).relative_to(self.base.resolve()).as_posix()
        except (ValueError, RuntimeError):  # elsewhere, or a link that leads back to itself
            return path.as_posix()


def find_layout(start: Path, lists: Path | None = None, out: Path | None = None) -> Layout | None:
    """The layout for a command run in ``start``; None where there is neither book nor ``lists``."""
    places = (start, *start.parents)
    root = next((at for at in places if (at / "book" / "outline.toml").exists()), None)
    if lists is None:
        if root is None:
            return None
        return Layout(root / "book" / "lists", root / "book", out or root, start)
    beside = lists.resolve().parent
    book = beside if (beside / "outline.toml").exists() else None
    home = beside.parent if book is not None else start
    return Layout(lists, book, out or home, start)
