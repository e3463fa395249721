"""All figures of the book: what each is drawn from, and by what."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from matplotlib.figure import Figure

from surveybook.families import count_families, count_of_chapter, homes_of
from surveybook.figure_data import FigureData
from surveybook.figures.clipping import draw_clipping
from surveybook.figures.cover import draw_cover
from surveybook.figures.datasets import draw_datasets, most_used
from surveybook.figures.example import draw_example
from surveybook.figures.fieldmap import draw_map
from surveybook.figures.lineage import draw_lineage, trace_lineage
from surveybook.figures.losses import draw_losses
from surveybook.figures.opening import draw_opening
from surveybook.figures.overoptimisation import draw_overoptimisation
from surveybook.figures.routes import draw_routes
from surveybook.figures.stages import draw_stages
from surveybook.figures.style import CHAPTERS, FORMATS, fixed_settings, render_figure
from surveybook.figures.tempering import draw_tempering
from surveybook.figures.timeline import draw_timeline

COVER = "cover"
Drawing = partial[Figure]
"""What draws a figure, with all that it is drawn from."""


def plan_figures(data: FigureData) -> dict[str, Drawing]:
    """Every figure by its name; those that show data only where there are data for them."""
    drawings = {
        "clipping": partial(draw_clipping),
        COVER: partial(draw_cover, data.works, data.outline),
        "example": partial(draw_example),
        "losses": partial(draw_losses),
        "overoptimisation": partial(draw_overoptimisation),
        "routes": partial(draw_routes),
        "stages": partial(draw_stages),
        "tempering": partial(draw_tempering),
        "timeline": partial(draw_timeline, data.works, data.outline),
        **_plan_maps(data),
    }
    lineage = trace_lineage(data.works, data.relations)
    if lineage.links:
        drawings["lineage"] = partial(draw_lineage, lineage)
    if bars := most_used(data.datasets):
        drawings["datasets"] = partial(draw_datasets, bars)
    return drawings


def _plan_maps(data: FigureData) -> dict[str, Drawing]:
    """The map, and for each chapter that is opened the part of the map that it stands on."""
    field, works, outline = data.field, data.works, data.outline
    if field is None:
        return {}
    counted = count_families(field.families, works, outline)
    drawings = {"map": partial(draw_map, field, counted, homes_of(field.families, works))}
    for number, chapter in enumerate(outline.chapters):
        if chapter.slug in data.opened:
            counts = count_of_chapter(field.families, works, outline, chapter.slug)
            colour = CHAPTERS[number % len(CHAPTERS)]
            drawings[f"opening-{chapter.slug}"] = partial(draw_opening, field, counts, colour)
    return drawings


def draw_figures(data: FigureData) -> dict[str, Figure]:
    """Every figure drawn, by its name."""
    with fixed_settings():
        return {name: drawing() for name, drawing in plan_figures(data).items()}


def render_figures(figures: Mapping[str, Figure]) -> dict[str, bytes]:
    """The files of the figures: ``<name>.svg`` for the web, ``<name>.pdf`` for paper.

    The cover is a ``png`` alone: the shelves of reading software take no other form.
    """
    return {
        f"{name}.{form}": render_figure(figure, form)
        for name, figure in sorted(figures.items())
        for form in forms_of(name)
    }


def forms_of(name: str) -> tuple[str, ...]:
    """The endings of a figure's files."""
    return ("png",) if name == COVER else FORMATS
