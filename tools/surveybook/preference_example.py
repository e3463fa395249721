"""The worked example: one prompt, three responses, and what DPO and IPO make of preferences.

A policy is a table of three logits, so that nothing but the loss decides where it ends. With
h(y) = log(policy(y) / reference(y)), the margin of a pair is m = h(winner) - h(loser); DPO makes
-log sigma(beta m) small, IPO (m - 1 / (2 beta))², each in the mean over the judgements. Both are
convex in h, and plain gradient descent from the reference, h = 0, is all the solver that is needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from math import exp, log
from random import Random

REFERENCE = (0.6, 0.3, 0.1)
REWARDS = (0.0, 1.0, 2.0)
BETA = 0.5
EACH, SEED = 100, 1
"""How often each pair is judged in the sample, and the seed of the draw."""
BETAS = (0.1, 0.5, 1.0)
STEPS = (10, 100, 1000, 10000)
RATE = 0.1
"""For deterministic preferences: the weights of the penalty, when to look, the step size."""

Logits = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """One response (by its place) preferred to another, with its share of all judgements."""

    winner: int
    loser: int
    share: float


@dataclass(frozen=True, slots=True)
class Method:
    """A loss of the margin: its slope, and a bound on its curvature, each for a beta."""

    name: str
    slope: Callable[[float, float], float]
    curvature: Callable[[float], float]


DPO = Method("DPO", lambda m, beta: -beta * sigmoid(-beta * m), lambda beta: beta**2 / 4)
IPO = Method("IPO", lambda m, beta: 2 * (m - 1 / (2 * beta)), lambda _: 2.0)
METHODS = (DPO, IPO)


def sigmoid(z: float) -> float:
    """The logistic function."""
    return 1 / (1 + exp(-z)) if z >= 0 else exp(z) / (1 + exp(z))


def tilt(values: Sequence[float], reference: Sequence[float] = REFERENCE) -> tuple[float, ...]:
    """The reference times the exponential of the values, normalised."""
    top = max(values)
    weights = [p * exp(value - top) for p, value in zip(reference, values, strict=True)]
    return tuple(weight / sum(weights) for weight in weights)


def find_optimum(beta: float = BETA) -> tuple[float, ...]:
    """The policy with the most reward less beta times its divergence from the reference."""
    return tilt([reward / beta for reward in REWARDS])


def expected_judgements() -> tuple[Judgement, ...]:
    """Endless Bradley–Terry preferences: both orders of each pair, with the chance of each."""
    pairs = list(combinations(range(len(REWARDS)), 2))
    both = [(a, b) for pair in pairs for a, b in (pair, pair[::-1])]
    return tuple(Judgement(a, b, sigmoid(REWARDS[a] - REWARDS[b]) / len(pairs)) for a, b in both)


def sampled_wins(each: int = EACH, seed: int = SEED) -> dict[tuple[int, int], int]:
    """How often the second response of each pair won, judged ``each`` times."""
    draw = Random(seed)
    return {
        (a, b): sum(draw.random() < sigmoid(REWARDS[b] - REWARDS[a]) for _ in range(each))
        for a, b in combinations(range(len(REWARDS)), 2)
    }


def sampled_judgements(each: int = EACH, seed: int = SEED) -> tuple[Judgement, ...]:
    """The judgements of the sample."""
    wins = sampled_wins(each, seed)
    total = each * len(wins)
    found = [
        one
        for (a, b), won in wins.items()
        for one in (Judgement(b, a, won / total), Judgement(a, b, (each - won) / total))
    ]
    return tuple(found)


def descend(
    method: Method, judgements: Sequence[Judgement], beta: float, rate: float
) -> Iterator[Logits]:
    """The log-ratios h after each step of gradient descent from the reference, without end."""
    h = [0.0] * len(REFERENCE)
    while True:
        slopes = [(j, j.share * method.slope(h[j.winner] - h[j.loser], beta)) for j in judgements]
        for judgement, slope in slopes:
            h[judgement.winner] -= rate * slope
            h[judgement.loser] += rate * slope
        yield tuple(h)


def solve(
    method: Method, judgements: Sequence[Judgement], beta: float = BETA, most: int = 20000
) -> Logits:
    """Where descent comes to rest; the step size is safe for a loss of this curvature.

    The shares sum to one, so that the loss curves at most twice as much along h as along a margin.
    Where the loss has no least value, descent ends after ``most`` steps.
    """
    rate = 1 / (2 * method.curvature(beta))
    before = (0.0,) * len(REFERENCE)
    for h in islice(descend(method, judgements, beta, rate), most):
        if max(abs(a - b) for a, b in zip(h, before, strict=True)) < 1e-14:
            break
        before = h
    return before


def walk(
    method: Method, beta: float, steps: Sequence[int] = STEPS, rate: float = RATE
) -> tuple[Logits, ...]:
    """The log-ratios after each of these numbers of steps (in rising order) where the last response
    always beats the first and nothing else is judged.
    """
    walked = []
    number, risen = 0, 0.0  # h of the winner; that of the loser falls by as much
    for wanted in steps:
        before = None
        while number < wanted and risen != before:  # once it rests, it rests for good
            before, risen = risen, risen - rate * method.slope(2 * risen, beta)
            number += 1
        walked.append((-risen, *(0.0,) * (len(REFERENCE) - 2), risen))
    return tuple(walked)


def margin(h: Sequence[float]) -> float:
    """By how much the last response has risen over the first."""
    return h[-1] - h[0]


def expected_reward(policy: Sequence[float]) -> float:
    """The mean of the reward under a policy."""
    return sum(p * reward for p, reward in zip(policy, REWARDS, strict=True))


def divergence(policy: Sequence[float]) -> float:
    """The Kullback–Leibler divergence of a policy from the reference, in nats."""
    return sum(p * log(p / q) for p, q in zip(policy, REFERENCE, strict=True) if p)


def log_ratios() -> dict[str, Logits]:
    """For each policy that the book compares, by name and in order, its log-ratios."""
    endless, sample = expected_judgements(), sampled_judgements()
    return {
        "reference": (0.0,) * len(REFERENCE),
        "optimum": tuple(reward / BETA for reward in REWARDS),
        "DPO, endless judgements": solve(DPO, endless),
        "DPO, sampled judgements": solve(DPO, sample),
        "IPO, endless judgements": solve(IPO, endless),
        "IPO, sampled judgements": solve(IPO, sample),
    }
