"""When a belief is enough to trust, and the chance that trust stops for good.

Belief Beta(a, b): a counts honoured trust, b betrayed trust, each from its prior. A person trusts while the
mean a/(a + b) is at least the threshold theta. Trust is honoured with probability q. Source of the idea:
Fetchenhauer & Dunning 2010, Psychological Science 21:189-193 [verified, abstract]; every default is
[illustrative].
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import ClassVar

import numpy as np

from workshop.kinds.explorable.parameters import Bools, Ints, Range, Settings, number, one_of, whole

RANGES: Mapping[str, Range] = MappingProxyType(
    {
        "honoured": Range(0.05, 0.95, 0.05, 0.8),
        "prior_good": Range(1, 20, 1, 1, is_whole=True),
        "prior_bad": Range(1, 20, 1, 1, is_whole=True),
        "threshold": Range(0.05, 0.95, 0.05, 0.5),
        "small_steps": Range(0.0, 0.3, 0.01, 0.0),
        "encounters": Range(1, 200, 1, 100, unit="encounters", is_whole=True),
    }
)
#: Feedback only after trusting, or on every encounter.
FEEDBACK = ("if_i_trust", "always")


@dataclass(frozen=True)
class GuardedSettings(Settings):
    """One kind of person in one kind of world.

    Attributes
    ----------
    honoured
        q, probability that trust is honoured, .05 to .95.
    prior_good, prior_bad
        a and b before the first encounter, whole, 1 to 20.
    threshold
        theta, least mean belief at which the person trusts, .05 to .95.
    small_steps
        epsilon, probability of trusting although guarded, 0 to .3.
    encounters
        How many, 1 to 200.
    feedback
        ``if_i_trust`` or ``always``.
    """

    ranges: ClassVar[Mapping[str, Range]] = RANGES
    honoured: float = 0.8
    prior_good: int = 1
    prior_bad: int = 1
    threshold: float = 0.5
    small_steps: float = 0.0
    encounters: int = 100
    feedback: str = "if_i_trust"

    def __post_init__(self) -> None:
        super().__post_init__()
        one_of("feedback", self.feedback, FEEDBACK)


def trusts(good: Ints | int, bad: Ints | int, threshold: float = 0.5) -> Bools:
    """Return whether the mean belief good/(good + bad) is at least the threshold.

    Whole numbers are compared, because ties matter: at one good and one bad, a threshold of .5 trusts.
    The threshold is read as the nearest fraction with a denominator of at most 1000.
    """
    level = Fraction(number("threshold", threshold, 0.0, 1.0)).limit_denominator(1000)
    held = np.asarray(good, dtype=np.int64)
    total = held + np.asarray(bad, dtype=np.int64)
    return np.asarray(held * level.denominator >= level.numerator * total)


def guarded_for_good(honoured: float, prior_good: int = 1, prior_bad: int = 1) -> float:
    """Return the probability to stop trusting for ever, for theta = .5 and no small steps [exact].

    ((1 - q)/q)^(a - b + 1) for a >= b and q > .5 (a random walk that starts a - b + 1 above its trap);
    1 for q <= .5, and 1 for a < b, who is guarded from the start.
    """
    q = number("honoured", honoured, 0.0, 1.0)
    a = whole("prior_good", prior_good, 1, 1000)
    b = whole("prior_bad", prior_bad, 1, 1000)
    if q <= 0.5 or a < b:
        return 1.0
    return ((1 - q) / q) ** (a - b + 1)
