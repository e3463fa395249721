"""The papers and reports of the book by the year of their first version, stacked by chapter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MultipleLocator

from surveybook.figures.style import CARD, CHAPTERS, INK, QUIET, RULE, SMALL, TEXT, new_figure
from surveybook.model import Kind, Work
from surveybook.outline import Outline

COUNTED = (Kind.PAPER, Kind.REPORT)
Counts = Mapping[int, Mapping[str, int]]
"""How many works by year and chapter slug; every year between the first and the last is there."""


def first_year(work: Work) -> int | None:
    """The year of the first version, else that of publication."""
    return int(work.date[:4]) if work.date[:4].isdigit() else work.year


def count_years(works: Iterable[Work]) -> Counts:
    """Papers and reports with a year and a chapter, counted."""
    found = Counter(
        (year, work.chapter)
        for work in works
        if work.kind in COUNTED and work.chapter and (year := first_year(work)) is not None
    )
    if not found:
        return {}
    years = range(min(year for year, _ in found), max(year for year, _ in found) + 1)
    chapters = {chapter for _, chapter in found}
    return {year: {chapter: found[year, chapter] for chapter in sorted(chapters)} for year in years}


def draw_timeline(works: Iterable[Work], outline: Outline) -> Figure:
    """A bar for each year; the parts follow the order of the chapters and carry their number."""
    counts = count_years(works)
    figure = new_figure(3.3)
    axes = figure.subplots()
    figure.subplots_adjust(left=0.075, right=0.98, top=0.955, bottom=0.1)
    totals = {year: sum(parts.values()) for year, parts in counts.items()}
    highest = max(totals.values(), default=1)
    bottoms = dict.fromkeys(counts, 0)
    for number, chapter in enumerate(outline.chapters):
        heights = [parts.get(chapter.slug, 0) for parts in counts.values()]
        if not any(heights):
            continue
        colour = CHAPTERS[number % len(CHAPTERS)]
        axes.bar(
            list(counts),
            heights,
            0.78,
            bottom=list(bottoms.values()),
            color=colour,
            edgecolor=CARD,
            linewidth=0.6,
            label=f"{chapter.title} ({sum(heights)})",
        )
        for year, height in zip(counts, heights, strict=True):
            if height >= 0.035 * highest:
                place = (year, bottoms[year] + height / 2)
                axes.text(*place, str(height), ha="center", va="center", color=CARD, fontsize=SMALL)
            bottoms[year] += height
    _label(axes, totals, highest)
    return figure


def _label(axes: Axes, totals: Mapping[int, int], highest: int) -> None:
    for year, total in totals.items():
        place = (year, total + 0.012 * highest)
        axes.text(*place, str(total), ha="center", va="bottom", weight="bold", fontsize=TEXT)
    axes.set_xticks(list(totals), [str(year) for year in totals], color=INK)
    axes.tick_params(axis="x", length=0)
    axes.yaxis.set_major_locator(MultipleLocator(20))
    axes.set_ylim(0, 1.08 * highest)
    axes.set_ylabel("papers and reports", color=QUIET, labelpad=2)
    axes.grid(axis="y", color=RULE, lw=0.4, alpha=0.6)
    axes.set_axisbelow(True)
    handles, labels = axes.get_legend_handles_labels()
    # From the top down, as the parts are stacked.
    axes.legend(
        handles[::-1],
        labels[::-1],
        loc="upper left",
        framealpha=1,
        facecolor=CARD,
        edgecolor="none",
        borderpad=0.2,
        fontsize=TEXT,
        handlelength=1,
        handleheight=1,
    )
