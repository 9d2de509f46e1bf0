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

from workshop.kinds.explorable.parameters import Range, Settings, number

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


def echo_rounds(forgiveness: float) -> float:
    """Return the mean rounds with a hurt after one slip, 1/g without noise [exact]; for ever at g = 0."""
    g = number("forgiveness", forgiveness, 0.0, 1.0)
    return 1 / g if g > 0 else inf


def bars(noise: float, forgiveness: float) -> Bars:
    """Return repair gained and exploitation suffered by a reciprocator with forgiveness g [exact]."""
    e, g = _pair(noise, forgiveness)
    return Bars(steady_level(e, g), e + (1 - 2 * e) * (g + (1 - g) * e))
