"""The three-stage pipeline: what goes in, what is trained, what flows on, what is in memory."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from surveybook.figures.style import (
    CARD,
    FAINT,
    INK,
    QUIET,
    SMALL,
    TEAL,
    TEXT,
    TITLE,
    WIDTH,
    add_arrow,
    add_box,
    new_canvas,
)


@dataclass(frozen=True, slots=True)
class Held:
    """A model in memory during a stage; what is not trained is held fixed."""

    name: str
    trained: bool


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the pipeline; ``onward`` says what goes to the next one."""

    title: str
    objective: str
    data: tuple[str, ...]
    models: tuple[Held, ...]
    onward: str = ""


STAGES = (
    Stage(
        "1  Supervised fine-tuning",
        r"makes $\mathcal{L}_{\mathrm{SFT}}(\theta)$ small",
        ("prompts, each with", "a response to imitate"),
        (Held(r"policy $\pi_\theta$", True),),
        "responses to compare,\nand first weights",
    ),
    Stage(
        "2  Reward model",
        r"makes $\mathcal{L}_{\mathrm{RM}}(\phi)$ small",
        ("prompts, each with", "two or more responses", "in order of preference"),
        (Held(r"reward $r_\phi$", True),),
        r"$r_\phi$, now fixed",
    ),
    Stage(
        "3  Policy, with PPO",
        r"makes $J(\theta)$ large",
        ("prompts alone: the", "policy writes responses", "while it is trained"),
        (
            Held(r"policy $\pi_\theta$", True),
            Held(r"value $V_\psi$", True),
            Held(r"reward $r_\phi$", False),
            Held(r"reference $\pi_{\mathrm{ref}}$", False),
        ),
    ),
)
BYPASS = r"$\pi_{\mathrm{ref}}$: the policy starts from it," + "\nand a fixed copy stays beside it"

_HEIGHT, _LANE, _GAP, _TOP = 4.2, 0.84, 0.44, 3.8
_DATA = (0.14, 1.58)
_STAGE = (2.0, 1.95)
_MODELS = (4.28, 1.9)


def draw_stages(stages: tuple[Stage, ...] = STAGES) -> Figure:
    """Three lanes from top to bottom, with arrows for what flows between them."""
    figure, axes = new_canvas(_HEIGHT)
    heads = ((_DATA, "goes in"), (_STAGE, "is trained"), (_MODELS, "is in memory"))
    for (left, width), text in heads:
        axes.text(left + width / 2, _TOP + 0.17, text, ha="center", color=QUIET, fontsize=TEXT)
    bottoms = [_TOP - _LANE - number * (_LANE + _GAP) for number in range(len(stages))]
    for stage, bottom in zip(stages, bottoms, strict=True):
        _draw_stage(axes, stage, bottom)
    middle = _STAGE[0] + 0.25
    for stage, bottom in zip(stages[:-1], bottoms[:-1], strict=True):
        add_arrow(axes, (middle, bottom), (middle, bottom - _GAP))
        axes.text(
            middle + 0.09,
            bottom - _GAP / 2,
            stage.onward,
            va="center",
            fontsize=SMALL,
            linespacing=1.25,
        )
    _draw_bypass(axes, bottoms)
    return figure


def _draw_stage(axes: Axes, stage: Stage, bottom: float) -> None:
    centre = bottom + _LANE / 2
    left, width = _STAGE
    add_box(axes, (left, bottom), (width, _LANE), FAINT, TEAL)
    axes.text(left + 0.12, centre + 0.16, stage.title, va="center", weight="bold", fontsize=TITLE)
    axes.text(left + 0.12, centre - 0.16, stage.objective, va="center", fontsize=TITLE)
    text = "\n".join(stage.data)
    axes.text(_DATA[0], centre, text, va="center", fontsize=TEXT, linespacing=1.35)
    add_arrow(axes, (sum(_DATA), centre), (left - 0.02, centre))
    _draw_models(axes, stage.models, bottom)


def _draw_models(axes: Axes, models: tuple[Held, ...], bottom: float) -> None:
    """A chip for each model, two in a row, and how many they are."""
    left, width = _MODELS
    chip, high, space = 0.79, 0.33, 0.08
    rows = (len(models) + 1) // 2
    start = bottom + _LANE / 2 + (rows * high + (rows - 1) * space) / 2 - high
    for number, model in enumerate(models):
        row, column = divmod(number, 2)
        x, y = left + column * (chip + space), start - row * (high + space)
        fill, ink = (TEAL, CARD) if model.trained else (CARD, INK)
        add_box(axes, (x, y), (chip, high), fill, TEAL)
        place = (x + chip / 2, y + high / 2 - 0.01)
        axes.text(*place, model.name, ha="center", va="center", color=ink, fontsize=SMALL)
    place = (left + width, bottom + _LANE / 2)
    axes.text(*place, str(len(models)), ha="right", va="center", weight="bold", fontsize=13)


def _draw_bypass(axes: Axes, bottoms: list[float]) -> None:
    """What goes from the first stage straight to the last."""
    edge, out = sum(_STAGE), sum(_STAGE) + 0.16
    first, last = bottoms[0] + _LANE / 2, bottoms[-1] + _LANE / 2
    axes.plot([edge, out, out], [first, first, last], color=QUIET, lw=1.1, solid_joinstyle="miter")
    add_arrow(axes, (out, last), (edge + 0.01, last))
    place = (_MODELS[0], bottoms[1] - _GAP / 2 + 0.03)
    axes.text(*place, BYPASS, va="center", fontsize=SMALL, linespacing=1.3)
    key = "filled: trained in this stage      outlined: held fixed"
    axes.text(WIDTH - 0.14, 0.2, key, ha="right", va="center", color=QUIET, fontsize=SMALL)
