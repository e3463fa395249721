"""What beta does: the optimum of the KL-regularised objective in a world of four responses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from surveybook.figures.style import CARD, INK, ORANGE, QUIET, RULE, SMALL, TEAL, TEXT, new_figure

REFERENCE = (0.60, 0.25, 0.10, 0.05)
REWARDS = (0.0, 1.0, 2.0, 3.0)
BETAS = (5.0, 1.0, 0.5, 0.25)
_SHADES = ("#9aa5aa", "#9fc4ca", "#5b9aa5", "#27717f", "#083f4a")


@dataclass(frozen=True, slots=True)
class Optimum:
    """The best policy for one beta, with what it earns and what it pays (in nats)."""

    beta: float
    policy: tuple[float, ...]
    reward: float
    divergence: float
    objective: float
    log_normaliser: float


def find_optimum(
    beta: float, reference: Sequence[float] = REFERENCE, rewards: Sequence[float] = REWARDS
) -> Optimum:
    """The reference tilted by exp(reward / beta) and normalised, and its measures."""
    weights = [p * exp(r / beta) for p, r in zip(reference, rewards, strict=True)]
    total = sum(weights)
    policy = tuple(weight / total for weight in weights)
    reward = sum(p * r for p, r in zip(policy, rewards, strict=True))
    divergence = sum(p * log(p / q) for p, q in zip(policy, reference, strict=True) if p)
    return Optimum(beta, policy, reward, divergence, reward - beta * divergence, log(total))


def draw_tempering(betas: Sequence[float] = BETAS) -> Figure:
    """Left: the probabilities for each beta. Right: reward bought with divergence."""
    figure = new_figure(2.75)
    left, right = figure.subplots(1, 2, width_ratios=(1.45, 1))
    figure.subplots_adjust(left=0.075, right=0.975, top=0.86, bottom=0.2, wspace=0.24)
    _draw_bars(left, betas)
    _draw_frontier(right, betas)
    return figure


def _draw_bars(axes: Axes, betas: Sequence[float]) -> None:
    """For each response a bar for the reference and one for each beta, from large to small."""
    series: list[tuple[str, tuple[float, ...]]] = [("reference", REFERENCE)]
    series += [(rf"$\beta = {beta:g}$", find_optimum(beta).policy) for beta in betas]
    width = 0.8 / len(series)
    for number, (name, values) in enumerate(series):
        places = [at - 0.4 + width * (number + 0.5) for at in range(len(values))]
        axes.bar(places, values, width * 0.92, color=_SHADES[number], label=name)
    labels = [rf"$y_{at + 1}$, reward {reward:g}" for at, reward in enumerate(REWARDS)]
    axes.set_xticks(range(len(REWARDS)), labels, fontsize=TEXT)
    axes.tick_params(axis="x", length=0)
    axes.set_ylim(0, 1)
    axes.set_title("probability of each response", loc="left")
    axes.legend(
        loc="upper left",
        bbox_to_anchor=(0.17, 1.0),
        frameon=False,
        fontsize=SMALL,
        handlelength=1,
        labelspacing=0.3,
    )


def _draw_frontier(axes: Axes, betas: Sequence[float]) -> None:
    """Expected reward against divergence along all beta, with the chosen ones marked."""
    curve = [find_optimum(10 ** (1.6 - 2.9 * step / 200)) for step in range(201)]
    axes.plot([at.divergence for at in curve], [at.reward for at in curve], color=TEAL, lw=1.6)
    start = sum(p * r for p, r in zip(REFERENCE, REWARDS, strict=True))
    axes.plot([0], [start], "o", color=_SHADES[0], ms=5.5, zorder=4)
    axes.text(0.18, start - 0.16, "reference", color=QUIET, fontsize=SMALL, va="center")
    for number, beta in enumerate(betas, 1):
        at = find_optimum(beta)
        axes.plot(
            [at.divergence],
            [at.reward],
            "o",
            color=_SHADES[number],
            mec=CARD,
            mew=0.6,
            ms=6.5,
            zorder=5,
        )
        across, down = (0.16, -0.02) if number == 1 else (0.13, 0.13)
        place = (at.divergence + across, at.reward - down)
        axes.text(*place, rf"$\beta = {beta:g}$", color=INK, fontsize=SMALL, va="center")
    best = max(REWARDS)
    axes.axhline(best, color=ORANGE, lw=0.9, ls=(0, (4, 3)), zorder=1)
    axes.text(0.05, best + 0.05, "best reward", color=ORANGE, fontsize=SMALL, va="bottom")
    axes.set_xlim(-0.1, 3.55)
    axes.set_ylim(0, 3.4)
    axes.set_yticks([0, 1, 2, 3])
    axes.grid(axis="y", color=RULE, lw=0.4, alpha=0.6)
    axes.set_xlabel("divergence from the reference, nats", labelpad=3)
    axes.set_title("expected reward", loc="left")
