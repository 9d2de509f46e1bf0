"""The hot stove: an impression that only changes when it is put to the test.

x <- (1 - b) x + b r only if chosen, P(choose) = 1/(1 + exp(-S (x - y))), r ~ N(mu, sigma^2), y certain. In
the long run the share of choices is P = 1/(1 + exp(-S (mu - y) + S^2 sigma^2 b/(2 (2 - b)))) [exact]. Source:
Denrell & March 2001, Organization Science 12(5):523-538, doi 10.1287/orsc.12.5.523.10092 [verified].
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, pi, sqrt
from types import MappingProxyType
from typing import ClassVar

import numpy as np

from workshop.kinds.explorable.parameters import Floats, Range, Settings, flag, generator, whole

RANGES: Mapping[str, Range] = MappingProxyType(
    {
        "mean": Range(-3.0, 3.0, 0.1, 0.0),
        "certain": Range(-3.0, 3.0, 0.1, 0.0),
        "spread": Range(0.0, 3.0, 0.1, 1.0),
        "update": Range(0.05, 1.0, 0.05, 0.5),
        "sensitivity": Range(0.1, 3.0, 0.1, 1.0),
    }
)


@dataclass(frozen=True)
class HotStove(Settings):
    """Settings, all [illustrative].

    Attributes
    ----------
    mean, spread
        mu and sigma of what the uncertain choice brings.
    certain
        y, what the other choice always brings.
    update
        b, weight of the newest experience, .05 to 1.
    sensitivity
        S, how sharply the better impression is chosen, .1 to 3.
    """

    ranges: ClassVar[Mapping[str, Range]] = RANGES
    mean: float = 0.0
    certain: float = 0.0
    spread: float = 1.0
    update: float = 0.5
    sensitivity: float = 1.0


def _choice(settings: HotStove, impression: Floats) -> Floats:
    return 1 / (1 + np.exp(-settings.sensitivity * (impression - settings.certain)))


def chosen_share(settings: HotStove, full_feedback: bool = False) -> float:
    """Return the long-run share of encounters in which the uncertain choice is made [exact].

    With full feedback the impression is N(mu, sigma^2 b/(2 - b)) and the share is the mean of P(choose) over
    it, by Gauss-Hermite quadrature with 80 nodes.
    """
    s, v = settings, settings.spread**2 * settings.update / (2 - settings.update)
    if flag("full_feedback", full_feedback):
        nodes, node_weights = np.polynomial.hermite_e.hermegauss(80)
        return float(np.sum(node_weights * _choice(s, s.mean + sqrt(v) * nodes)) / sqrt(2 * pi))
    return 1 / (1 + exp(-s.sensitivity * (s.mean - s.certain) + s.sensitivity**2 * v / 2))


def simulate_hot_stove(
    settings: HotStove, people: int, encounters: int, rng: np.random.Generator, full_feedback: bool = False
) -> Floats:
    """Return the share who make the uncertain choice at each encounter, shape (encounters,).

    ``people`` 1 to 100 000, ``encounters`` 1 to 10 000; impressions start at the mean.
    """
    m, n = whole("people", people, 1, 100_000), whole("encounters", encounters, 1, 10_000)
    draws, always = generator("rng", rng), flag("full_feedback", full_feedback)
    impression, shares = np.full(m, settings.mean), np.empty(n)
    for t in range(n):
        chosen = draws.random(m) < _choice(settings, impression)
        brought = settings.mean + settings.spread * draws.standard_normal(m)
        shares[t] = chosen.mean()
        learned = impression + settings.update * (brought - impression)
        impression = np.where(chosen | always, learned, impression)
    return shares
