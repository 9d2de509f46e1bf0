"""Two reciprocators in closed form [exact].

Each repeats the other's last actual move; after a hurt, each forgives with probability g. Every move flips
with probability epsilon. The chance of a kind move in round t, after a friendly start x_0 = 1, is::

    x_t = x* + (1 - x*) rho^t,   rho = (1 - 2 epsilon)(1 - g),   x* = (epsilon + (1 - 2 epsilon) g)/(1 - rho)

Source: elementary; the setting is that of Molander 1985, Journal of Conflict Resolution 29:611-618. The
defaults epsilon = .05, g = 0 are [illustrative]. Noise here is misunderstanding, not repeated harm.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from types import MappingProxyType
from typing import ClassVar

import numpy as np

from workshop.kinds.explorable.parameters import Floats, ParameterError, Range, Settings, number, numbers

RANGES: Mapping[str, Range] = MappingProxyType(
    {
        "noise": Range(0.0, 0.3, 0.01, 0.05),
        "forgiveness": Range(0.0, 1.0, 0.05, 0.0),
        "rounds": Range(1, 200, 1, 40, unit="rounds", is_whole=True),
    }
)


@dataclass(frozen=True)
class EchoSettings(Settings):
    """Settings of the pair.

    Attributes
    ----------
    noise
        epsilon, probability that a move comes across as its opposite, 0 to .3.
    forgiveness
        g, probability of a kind move after a hurt, 0 to 1.
    rounds
        1 to 200.
    """

    ranges: ClassVar[Mapping[str, Range]] = RANGES
    noise: float = 0.05
    forgiveness: float = 0.0
    rounds: int = 40


@dataclass(frozen=True)
class Bars:
    """The two bars that stay together, long-run shares of kind moves.

    Attributes
    ----------
    repaired
        With its like: how much of the good is kept.
    exploited
        Given to one who always hurts.
    """

    repaired: float
    exploited: float


def _pair(noise: object, forgiveness: object) -> tuple[float, float]:
    # Any noise below one is mathematics; only the slider ends at .3.
    return number("noise", noise, 0.0, 1.0), number("forgiveness", forgiveness, 0.0, 1.0)


def steady_level(noise: float, forgiveness: float) -> float:
    """Return x*, the long-run share of kind moves between two of a kind [exact].

    Without noise and forgiveness nothing ever changes: the friendly start stays, 1.
    """
    e, g = _pair(noise, forgiveness)
    changes = g + 2 * e * (1 - g)  # 1 - rho, written so that a tiny noise is not rounded away
    return min(1.0, (e + (1 - 2 * e) * g) / changes) if changes else 1.0


def closed_form(noise: float, forgiveness: float, rounds: object) -> Floats:
    """Return x_t for each t in ``rounds`` (0 to 1 million) [exact]."""
    e, g = _pair(noise, forgiveness)
    t = numbers("rounds", rounds, 0, 1_000_000)
    steady = steady_level(e, g)
    return np.asarray(steady + (1 - steady) * ((1 - 2 * e) * (1 - g)) ** t)


def echo_rounds(forgiveness: float) -> float:
    """Return the mean rounds with a hurt after one slip, 1/g without noise [exact]; for ever at g = 0."""
    g = number("forgiveness", forgiveness, 0.0, 1.0)
    return 1 / g if g > 0 else inf


def bars(noise: float, forgiveness: float) -> Bars:
    """Return repair gained and exploitation suffered by a reciprocator with forgiveness g [exact]."""
    e, g = _pair(noise, forgiveness)
    return Bars(steady_level(e, g), e + (1 - 2 * e) * (g + (1 - g) * e))


def generosity_bound(temptation: float, reward: float, punishment: float, sucker: float) -> float:
    """Return min{1 - (T-R)/(R-S), (R-P)/(T-P)}, the most generous g that pays [exact].

    A figure about payoffs, not advice. Known from Molander 1985; Nowak & Sigmund 1992, Nature 355:250-253.

    Raises
    ------
    ParameterError
        Unless T > R > P > S.
    """
    pays = numbers("payoffs", [temptation, reward, punishment, sucker], -1e6, 1e6)
    t, r, p, s = (float(pay) for pay in pays)
    if not t > r > p > s:
        raise ParameterError("payoffs", (t, r, p, s), "in the order T > R > P > S")
    return min(1 - (t - r) / (r - s), (r - p) / (t - p))
