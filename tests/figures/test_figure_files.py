"""The drawn figures: the same bytes every time, legible, and described wherever they are used."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from figure_samples import DATA, OUTLINE, WORKS, make_map
from matplotlib import font_manager, get_data_path
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Text

from surveybook.figure_data import FigureData
from surveybook.figures import style
from surveybook.figures.plan import draw_figures, render_figures
from surveybook.figures.writing import write_figures

NAMES = {
    *("clipping", "cover", "map", "stages", "tempering", "timeline"),
    *("example", "lineage", "losses", "overoptimisation", "routes"),
    *("datasets", "opening-first"),
}
SHOWN_IN = {
    "datasets": "datasets",
    "example": "dpo",
    "lineage": "dpo",
    "losses": "dpo",
    "overoptimisation": "analysis",
    "routes": "rlaif",
}
"""Figures of one chapter alone: until it has a text of its own, they wait for it."""


def figures() -> dict[str, Figure]:
    """All figures of the invented book."""
    return draw_figures(DATA)


def book_figures(root: Path) -> dict[str, Figure]:
    """All figures of the real book, with every work in the map's data."""
    field = make_map((root / "book" / "records" / "map.toml").read_text(encoding="utf-8"))
    return draw_figures(replace(DATA, field=field))


def test_what_is_drawn_is_not_drawn_again(tmp_path: Path) -> None:
    """Another process with other hashes finds every figure as it was drawn, without matplotlib."""
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1])\n"
        "from figure_samples import DATA\n"
        "from surveybook.figures.writing import write_figures\n"
        "folder = Path(sys.argv[2])\n"
        "changed = write_figures(DATA, folder / 'figures', kept=folder / 'kept.json')\n"
        "print(len(changed), 'matplotlib' in sys.modules)\n"
        "from surveybook.figures.plan import plan_figures\n"
        "print({name: drawing.args for name, drawing in plan_figures(DATA).items()})\n"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code, str(Path(__file__).parent), str(tmp_path)],
            capture_output=True,
            check=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
        ).stdout.splitlines()
        for seed in ("1", "2")
    ]
    (first, *told_first), (second, *told_second) = said
    assert (first, second) == (f"{2 * len(NAMES) - 1} True", "0 False")
    assert told_first == told_second


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    """Another process with other hashes and the user's own matplotlib settings changes nothing."""
    (tmp_path / "matplotlibrc").write_text(
        "font.size: 30\naxes.facecolor: red\nsvg.fonttype: none\n"
    )
    folder = Path(__file__).parent
    code = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1])\n"
        "from test_figure_files import figures, render_figures\n"
        "files = render_figures(figures())\n"
        "print(*(f'{name} {hashlib.sha256(data).hexdigest()}' for name, data in files.items()))\n"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code, str(folder)],
            capture_output=True,
            check=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "MATPLOTLIBRC": rc},
        ).stdout
        for seed, rc in (("1", str(tmp_path)), ("2", ""))
    }
    assert len(seen) == 1
    assert render_figures(figures()) == render_figures(figures())


def test_files_carry_no_date_and_no_program() -> None:
    """Neither day nor version of a program is in a file, and SVG lines end cleanly."""
    for name, data in render_figures(figures()).items():
        for mark in (b"CreationDate", b"ModDate", b"dc:date", b"Producer", b"matplotlib.org"):
            assert mark not in data.replace(b"http://matplotlib.org/", b""), (name, mark)
        if name.endswith(".svg"):
            assert b" \n" not in data
            assert b"<!DOCTYPE" not in data


def test_each_figure_is_written_once(tmp_path: Path) -> None:
    """The first run writes an SVG and a PDF for each figure but the cover, the second nothing."""
    written = write_figures(DATA, tmp_path / "figures")
    drawings = {f"{name}.{form}" for name in NAMES - {"cover"} for form in ("svg", "pdf")}
    assert {path.name for path in written} == {*drawings, "cover.png"}
    assert write_figures(DATA, tmp_path / "figures") == ()


def test_without_their_data_the_others_are_drawn(tmp_path: Path) -> None:
    """A book with neither map nor relations nor data sets has no figure of them."""
    written = write_figures(FigureData(WORKS, OUTLINE), tmp_path / "figures")
    missing = {"map", "opening-first", "lineage", "datasets"}
    assert {path.stem for path in written} == NAMES - missing


def test_every_figure_of_the_book_is_used_and_described(root: Path) -> None:
    """Wherever a figure stands it has alt text and a caption; none is drawn for nothing."""
    used = set()
    for path in sorted((root / "book").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        for match in re.finditer(
            r"^(`{3,}|:{3,})\{(figure|image)\} *(\S*)\n(.*?)^\1", text, re.M | re.S
        ):
            options, _, caption = match[4].partition("\n\n")
            alt = re.search(r"^:alt: (.+)$", options, re.M)
            assert alt, f"{path}: {match[3]} has no alt text"
            assert len(alt[1].split()) >= 5
            assert match[2] == "image" or caption.strip()
            used.add(Path(match[3]).stem)
        assert not re.search(r"!\[\]\(", text), f"{path}: a picture without alt text"
    written = {path.parent.name for path in (root / "book" / "prose").glob("*/*.md")}
    drawn = {name for name in NAMES if SHOWN_IN.get(name) in {None, *written}}
    openings = {path.parent.name for path in (root / "book" / "prose").glob("*/index.md")}
    assert used >= drawn - {"opening-first", "cover"} | {f"opening-{slug}" for slug in openings}


@pytest.mark.parametrize("name", sorted(NAMES))
def test_no_text_leaves_its_box(root: Path, name: str) -> None:
    """Words stay on the card, and within the box they begin in."""
    figure = book_figures(root)[name]
    with style.fixed_settings():
        FigureCanvasAgg(figure)
        figure.canvas.draw()
        width, height = figure.get_size_inches() * figure.dpi
        boxes = [box.get_window_extent() for box in figure.findobj(FancyBboxPatch)]
        for text in written_texts(figure):
            at = text.get_window_extent()
            assert at.x0 >= 0 and at.y0 >= 0 and at.x1 <= width and at.y1 <= height, text
            around = [b for b in boxes if b.x0 <= at.x0 <= b.x1 and b.y0 <= at.y0 <= b.y1]
            assert all(at.x1 <= box.x1 and at.y1 <= box.y1 for box in around), text


def written_texts(figure: Figure) -> list[Text]:
    """All texts but the numbers of the axes, of which some lie outside the view unseen."""
    found: list[Text] = []
    for axes in figure.axes:
        titles = [axes.title, *axes.findobj(Text, include_self=False)]
        ticks = {*axes.get_xticklabels(), *axes.get_yticklabels()}
        found += [text for text in titles if isinstance(text, Text) and text not in ticks]
    return [text for text in found if text.get_visible() and text.get_text().strip()]


def test_fonts_ship_with_matplotlib() -> None:
    """No font of the machine is used, so that every machine draws the same."""
    with style.fixed_settings():
        for weight in ("normal", "bold"):
            font = font_manager.FontProperties(family="DejaVu Sans", weight=weight)
            assert font_manager.findfont(font).startswith(get_data_path())


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("colour", [style.INK, style.QUIET, style.ORANGE, *style.CHAPTERS])
def test_colours_carry_text(colour: str) -> None:
    """On the card, and under white numbers, every colour has the contrast that text needs."""
    assert (luminance(style.CARD) + 0.05) / (luminance(colour) + 0.05) >= 4.5
