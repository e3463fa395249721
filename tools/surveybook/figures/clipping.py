"""PPO's clipped objective for one token, as the ratio of new to old probability moves."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from surveybook.figures.style import ORANGE, QUIET, RULE, SMALL, TEAL, TEXT, new_figure

EPSILON = 0.2
_STEPS = 200
_WIDEST = 2.0


def clipped(ratio: float, advantage: float, epsilon: float = EPSILON) -> float:
    """The lesser of the plain and the clipped product of ratio and advantage."""
    bounded = min(max(ratio, 1 - epsilon), 1 + epsilon)
    return min(ratio * advantage, bounded * advantage)


def draw_clipping(epsilon: float = EPSILON) -> Figure:
    """Two panels: a token better than expected (advantage 1), and one worse (advantage -1)."""
    figure = new_figure(2.55)
    left, right = figure.subplots(1, 2)
    figure.subplots_adjust(left=0.085, right=0.975, top=0.84, bottom=0.19, wspace=0.22)
    _draw_panel(left, 1.0, epsilon)
    _draw_panel(right, -1.0, epsilon)
    left.set_title(r"better than expected: $\hat{A}_t = 1$", loc="left")
    right.set_title(r"worse than expected: $\hat{A}_t = -1$", loc="left")
    left.set_ylabel("objective", labelpad=2)
    left.text(
        1.62, 1.12, "flat: nothing to gain", ha="center", va="top", color=TEAL, fontsize=SMALL
    )
    _name_line(left, (1.6, 1.64), 45)
    right.text(0.04, -0.88, "flat: nothing to gain", va="top", color=TEAL, fontsize=SMALL)
    _name_line(right, (0.4, -0.36), -45)
    right.text(1.55, -1.42, "still pulled\nback", color=TEAL, fontsize=SMALL)
    return figure


def _name_line(axes: Axes, place: tuple[float, float], angle: float) -> None:
    """The name of the dashed line, along it."""
    axes.text(
        *place,
        "without clipping",
        rotation=angle,
        transform_rotates_text=True,
        rotation_mode="anchor",
        ha="center",
        va="bottom",
        color=QUIET,
        fontsize=SMALL,
    )


def _draw_panel(axes: Axes, advantage: float, epsilon: float) -> None:
    ratios = [_WIDEST * step / _STEPS for step in range(_STEPS + 1)]
    axes.axvspan(1 - epsilon, 1 + epsilon, color="#e8f0f1", lw=0, zorder=0)
    axes.axhline(0, color=RULE, lw=0.8, zorder=0)
    axes.plot(ratios, [ratio * advantage for ratio in ratios], color=QUIET, lw=1.1, ls=(0, (4, 3)))
    axes.plot(ratios, [clipped(ratio, advantage, epsilon) for ratio in ratios], color=TEAL, lw=2)
    axes.plot([1], [advantage], "o", color=ORANGE, ms=5, zorder=5)
    axes.set_xlim(0, _WIDEST)
    axes.set_ylim(*((-0.1, 2.1) if advantage > 0 else (-2.1, 0.1)))
    axes.set_xticks([0, 1 - epsilon, 1, 1 + epsilon, 2])
    axes.set_xticklabels(
        ["0", r"$1-\epsilon$      ", "1", r"      $1+\epsilon$", "2"], fontsize=TEXT
    )
    axes.set_yticks([0, 1, 2] if advantage > 0 else [-2, -1, 0])
    axes.set_xlabel(r"ratio $\rho_t(\theta)$", labelpad=2)
