"""What the figures compute, and what the text says of it."""

from __future__ import annotations

import re
from math import exp, log
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveybook.figures.clipping import clipped
from surveybook.figures.tempering import BETAS, REFERENCE, REWARDS, Optimum, find_optimum

ROWS = st.integers(2, 6).flatmap(
    lambda size: st.tuples(
        st.lists(st.floats(0.05, 1), min_size=size, max_size=size),
        st.lists(st.floats(-3, 3), min_size=size, max_size=size),
        st.lists(st.floats(0.05, 1), min_size=size, max_size=size),
    )
)


def shares(values: list[float]) -> list[float]:
    """The values scaled to sum to one."""
    return [value / sum(values) for value in values]


@pytest.mark.parametrize(
    ("ratio", "advantage", "expected"),
    [
        (1.0, 1.0, 1.0),
        (1.5, 1.0, 1.2),
        (0.5, 1.0, 0.5),
        (0.5, -1.0, -0.8),
        (1.5, -1.0, -1.5),
        (1.5, -2.0, -3.0),
    ],
)
def test_clipping_is_one_sided(ratio: float, advantage: float, expected: float) -> None:
    """Gains stop at 1 ± 0.2; losses count in full (Schulman et al. 2017, equation 7)."""
    assert clipped(ratio, advantage, 0.2) == pytest.approx(expected)


@given(st.floats(0, 5), st.floats(-5, 5))
def test_the_clipped_objective_is_a_lower_bound(ratio: float, advantage: float) -> None:
    """It never lies above the unclipped one."""
    assert clipped(ratio, advantage) <= ratio * advantage


@given(ROWS, st.floats(0.2, 5))
def test_the_optimum_is_the_best_policy(
    rows: tuple[list[float], list[float], list[float]], beta: float
) -> None:
    """Its value is beta times the log of the normaliser; others fall short by their divergence."""
    reference, rewards, other = shares(rows[0]), rows[1], shares(rows[2])
    best = find_optimum(beta, reference, rewards)
    assert sum(best.policy) == pytest.approx(1)
    assert best.objective == pytest.approx(beta * best.log_normaliser, abs=1e-9)
    earned = sum(p * r for p, r in zip(other, rewards, strict=True))
    paid = sum(p * log(p / q) for p, q in zip(other, reference, strict=True))
    gap = sum(p * log(p / q) for p, q in zip(other, best.policy, strict=True))
    assert earned - beta * paid == pytest.approx(best.objective - beta * gap, abs=1e-9)


def numbers_of(at: Optimum) -> tuple[float, ...]:
    """The numbers of a row of the table."""
    limit = at.beta * at.log_normaliser
    return (*at.policy, at.reward, at.divergence, at.objective, limit)


def test_the_table_prints_what_the_figure_draws(root: Path) -> None:
    """Every number of the table in the text is computed again, in the order of its columns."""
    text = (root / "book" / "front" / "frame.md").read_text(encoding="utf-8")
    table = text.split(":name: tab-frame-beta")[1].split(":::")[0]
    printed = [line.strip("| ").split(" | ") for line in table.splitlines() if "| 0." in line]
    computed = [
        [f"{at.beta:g}", *(f"{value:.3f}" for value in numbers_of(at))]
        for at in map(find_optimum, BETAS)
    ]
    assert printed == computed


def test_the_sentences_print_what_the_figure_draws(root: Path) -> None:
    """Numbers inside the sentences of the worked example, and of Bradley and Terry's model."""
    text = (root / "book" / "front" / "frame.md").read_text(encoding="utf-8")
    given = [f"{value:.2f}" for value in REFERENCE]
    assert f"probabilities {', '.join(given[:-1])} and {given[-1]}" in text
    rewards = [f"{value:g}" for value in REWARDS]
    assert f"rewards {', '.join(rewards[:-1])} and {rewards[-1]}" in text
    assert f"from {REFERENCE[-1]} to {find_optimum(1).policy[-1]:.3f}" in text
    assert rf"$-\log {REFERENCE[-1]:.2f} = {-log(REFERENCE[-1]):.3f}$" in text
    assert f"about {100 / (1 + exp(-1)):.0f} times in a hundred" in text
    start = sum(p * r for p, r in zip(REFERENCE, REWARDS, strict=True))
    assert f"from {start:.1f} at the reference" in text
    assert f"a divergence of {find_optimum(0.25).divergence:.1f}" in text
    assert re.search(r"with \$\\epsilon = 0\.2\$", text)
