"""Who built on whom: works without a separate reward model, by year, from the relations' data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from surveybook.figures.layers import Layout, Place, lay_out
from surveybook.figures.style import (
    BLUE,
    CARD,
    GREEN,
    INK,
    ORANGE,
    PURPLE,
    QUIET,
    RULE,
    SAND,
    SMALL,
    TEAL,
    TEXT,
    WIDTH,
    add_arrow,
    add_box,
    fitted,
    new_canvas,
)
from surveybook.figures.timeline import first_year
from surveybook.model import Work
from surveybook.relations import Relation, RelationKind

PLACES = ("dpo", "rlhf/feedback-without-rl", "rlhf/games")
"""Chapters and sections whose works are drawn."""
FILLED = "dpo"
KEY = (
    "An arrow leads from a work to one that builds on it.",
    "filled: chapter on direct preference optimisation      outlined: chapter on RLHF",
)
_COLOURS = (TEAL, ORANGE, PURPLE, GREEN, BLUE, SAND)
_EDGE, _HEAD, _FOOT, _LINE, _PAD = 0.12, 0.42, 0.52, 0.115, 0.08
_LANE, _SPACE, _GAP, _NARROWEST = 0.03, 0.07, 0.28, 0.56
_LONGEST = 16
"""Signs of a label beyond which the first author stands in its place."""
_FILL = "#dbe8ea"


@dataclass(frozen=True, slots=True)
class Lineage:
    """Works by key with year, column and label, and links from a work to those that build on it."""

    years: Mapping[str, int]
    columns: Mapping[str, int]
    labels: Mapping[str, str]
    filled: tuple[str, ...]
    links: tuple[tuple[str, str], ...]


def trace_lineage(
    works: Iterable[Work], relations: Iterable[Relation], places: Sequence[str] = PLACES
) -> Lineage:
    """The works of these places that build on one another; those without such a link are left out.

    A link against time (to a work of a later year) cannot be drawn and is left out.
    """
    by_key = {
        work.key: work
        for work in works
        if {work.chapter, f"{work.chapter}/{work.section}"} & {*places}
    }
    years = {key: year for key, work in by_key.items() if (year := first_year(work)) is not None}
    order = sorted(years, key=lambda key: (years[key], by_key[key].date or "9999", key))
    rank = {key: at for at, key in enumerate(order)}
    links = sorted(
        {
            (one.other, one.work)
            for one in relations
            if one.kind is RelationKind.BUILDS_ON
            and one.work in rank
            and one.other in rank
            and rank[one.other] < rank[one.work]
        }
    )
    linked = [key for key in order if any(key in link for link in links)]
    return Lineage(
        {key: years[key] for key in linked},
        _columns(linked, years, links),
        {key: work_label(by_key[key]) for key in linked},
        tuple(key for key in linked if by_key[key].chapter == FILLED),
        tuple(links),
    )


def _columns(
    order: Sequence[str], years: Mapping[str, int], links: Sequence[tuple[str, str]]
) -> dict[str, int]:
    """Years from left to right; within one, as many columns as its longest chain of works."""
    inner: dict[str, int] = {}
    for key in order:
        before = [a for a, b in links if b == key and years[a] == years[key]]
        inner[key] = max((inner[a] + 1 for a in before), default=0)
    starts, start = {}, 0
    for year in sorted({years[key] for key in order}):
        starts[year] = start
        start += 1 + max(inner[key] for key in order if years[key] == year)
    return {key: starts[years[key]] + inner[key] for key in order}


def work_label(work: Work) -> str:
    """The work's label, else (or where that is long) its first author."""
    if work.label and (len(work.label) <= _LONGEST or not work.authors):
        return work.label
    if not work.authors:
        return work.key
    first = work.authors[0]
    others = " et al." if len(work.authors) > 1 or not work.authors_complete else ""
    return (first.literal or first.family) + others


def draw_lineage(lineage: Lineage) -> Figure:
    """Columns of years, a box for each work, and lines to the works that build on it.

    With more columns than fit at the narrowest box the figure grows wider than the page, which then
    shows it smaller.
    """
    count = max(lineage.columns.values()) + 1
    pitch = max((WIDTH - 2 * _EDGE + _GAP) / count, _NARROWEST + _GAP)
    width = min(pitch - _GAP, 1.1)
    texts = {key: fitted(label, width - _PAD) for key, label in lineage.labels.items()}
    sizes = {key: _PAD + _LINE * (text.count("\n") + 1) for key, text in texts.items()}
    layout = lay_out(lineage.columns, lineage.links, sizes, _LANE, _SPACE)
    whole = max(WIDTH, count * pitch - _GAP + 2 * _EDGE)
    figure, axes = new_canvas(_FOOT + layout.total + _HEAD, whole)
    lefts = [_EDGE + column * pitch for column in range(count)]
    _draw_years(axes, lineage, lefts, width, _FOOT + layout.total)
    colours = _line_colours(lineage)
    _draw_links(axes, lineage, layout, lefts, width, colours)
    for key, column in lineage.columns.items():
        corner = (lefts[column], _FOOT + layout.heights[key, column] - sizes[key] / 2)
        fill = _FILL if key in lineage.filled else CARD
        add_box(
            axes,
            corner,
            (width, sizes[key]),
            fill,
            colours[key],
            0.04,
            leads_to=f"to--work-{key}--lineage",
        )
        _draw_label(axes, corner, (width, sizes[key]), texts[key])
    for place, line in zip((0.31, 0.17), KEY, strict=True):
        axes.text(_EDGE, place, line, va="center", color=QUIET, fontsize=SMALL)
    return figure


def _draw_label(
    axes: Axes, corner: tuple[float, float], size: tuple[float, float], text: str
) -> None:
    """A label in the middle of its box."""
    axes.text(
        corner[0] + size[0] / 2,
        corner[1] + size[1] / 2 - 0.005,
        text,
        ha="center",
        va="center",
        linespacing=1.1,
        color=INK,
        fontsize=SMALL,
    )


def _line_colours(lineage: Lineage) -> dict[str, str]:
    """A colour for each of the works that most others build on; the rest are quiet."""
    many = {key: sum(start == key for start, _ in lineage.links) for key in lineage.columns}
    first = sorted((key for key in many if many[key]), key=lambda key: (-many[key], key))
    named = dict(zip(first, _COLOURS, strict=False))
    return {key: named.get(key, QUIET) for key in lineage.columns}


def _draw_years(
    axes: Axes, lineage: Lineage, lefts: Sequence[float], width: float, top: float
) -> None:
    """Each year over its columns, with a rule as wide as they are."""
    for year in sorted(set(lineage.years.values())):
        own = [lineage.columns[key] for key, at in lineage.years.items() if at == year]
        left, right = lefts[min(own)], lefts[max(own)] + width
        axes.plot([left, right], [top + 0.11] * 2, color=RULE, lw=0.9, solid_capstyle="butt")
        place = ((left + right) / 2, top + 0.22)
        axes.text(*place, str(year), ha="center", va="center", weight="bold", fontsize=TEXT)


def _draw_links(
    axes: Axes,
    lineage: Lineage,
    layout: Layout,
    lefts: Sequence[float],
    width: float,
    colours: Mapping[str, str],
) -> None:
    """Curves between columns, straight lanes through them, a head where a link arrives."""

    def height(place: Place) -> float:
        return _FOOT + layout.heights[place]

    for start, end in layout.links:
        colour = colours[start[0]]
        left, right = lefts[start[1]] + width, lefts[end[1]]
        if lineage.columns[start[0]] != start[1]:
            axes.plot([left - width, left], [height(start)] * 2, color=colour, lw=1.0)
        arrives = lineage.columns[end[0]] == end[1]
        stop = right - 0.07 if arrives else right
        _draw_curve(axes, (left, height(start)), (stop, height(end)), colour)
        if arrives:
            add_arrow(axes, (stop - 0.01, height(end)), (right, height(end)), colour)


def _draw_curve(
    axes: Axes, start: tuple[float, float], end: tuple[float, float], colour: str
) -> None:
    """A line that leaves and arrives level."""
    middle = (start[0] + end[0]) / 2
    points = [start, (middle, start[1]), (middle, end[1]), end]
    path = Path(points, [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])
    axes.add_patch(PathPatch(path, facecolor="none", edgecolor=colour, linewidth=1.0))
