"""The committed figures are those that the book's data give."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from needs import leave_out
from surveybook.figures.plan import draw_figures, render_figures
from surveybook.layout import find_layout
from surveybook.pipeline import read_book

ROOT = Path(__file__).parent.parent.parent


def test_committed_figures_are_fresh() -> None:
    """Drawn from the works as they are, every figure has the bytes that are committed."""
    pinned = (ROOT / "tools" / "constraints.txt").read_text(encoding="utf-8")
    if f"matplotlib=={version('matplotlib')}" not in pinned:
        leave_out("figures are compared with the pinned matplotlib only")
    layout = find_layout(ROOT)
    assert layout is not None
    book = read_book(layout)
    assert book.figure_data is not None
    assert not [problem for problem in book.problems if problem.path.endswith("map.toml")]
    drawn = render_figures(draw_figures(book.figure_data))
    for name, data in drawn.items():
        assert (ROOT / "book" / "figures" / name).read_bytes() == data, name
