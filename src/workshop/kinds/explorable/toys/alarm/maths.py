"""Healthy scepticism as the setting of an alarm: signal detection with one criterion [exact].

Each encounter gives a cue x ~ N(+d'/2, 1) if a betrayal is under way and N(-d'/2, 1) if not. The alarm
rings if x > c. With base rate pi and costs C_M of a miss and C_F of a false alarm::

    H = 1 - Phi(c - d'/2)        F = 1 - Phi(c + d'/2)        PPV = pi H / (pi H + (1 - pi) F)
    cost = pi (1 - H) C_M + (1 - pi) F C_F                    c* = ln[((1 - pi)/pi) (C_F/C_M)] / d'

Costs are counted in false alarms (C_F = 1), so that only the ratio C_M/C_F is a setting.

Source: standard signal detection theory (Green & Swets 1966); the alarm that is best and mostly wrong is
the smoke detector of Nesse 2005, Evolution and Human Behavior 26:88-105 [verified]. The defaults d' = 1,
pi = .1 and a ratio of 9 are [illustrative]: nobody knows their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log
from types import MappingProxyType
from typing import ClassVar

import numpy as np

from workshop.kinds.explorable.parameters import Floats, Range, Settings, generator, number, numbers, whole
from workshop.kinds.explorable.toys.alarm import normal

# Equal steps to the eye: as many stops below 1:1 as above.
_ABOVE = (2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0, 12.0, 15.0, 20.0)
_RATIOS = (*(1 / ratio for ratio in reversed(_ABOVE)), 1.0, *_ABOVE)
RANGES: Mapping[str, Range] = MappingProxyType(
    {
        "separation": Range(0.1, 3.0, 0.1, 1.0),
        "base_rate": Range(0.01, 0.9, 0.01, 0.1),
        "cost_ratio": Range(1 / 20, 20.0, 0.05, 9.0, stops=_RATIOS),
    }
)
#: The slider of the criterion c; the best setting c* may lie beyond it, up to about +-76.
CRITERION = Range(-4.0, 4.0, 0.1, 1.0)
_FARTHEST = 100.0
#: Right answers on lies and on truths, pooled by Bond & DePaulo 2006; told in laboratories, by strangers.
LIES_DETECTED, TRUTHS_BELIEVED = 0.47, 0.61


@dataclass(frozen=True)
class AlarmSettings(Settings):
    """The world around the alarm.

    Attributes
    ----------
    separation
        d', how far apart the cues of betrayal and of good faith lie, in standard deviations, .1 to 3.
    base_rate
        pi, the share of encounters with a betrayal, .01 to .9.
    cost_ratio
        C_M/C_F, how many false alarms one miss is worth, 1/20 to 20.
    """

    ranges: ClassVar[Mapping[str, Range]] = RANGES
    separation: float = 1.0
    base_rate: float = 0.1
    cost_ratio: float = 9.0


@dataclass(frozen=True)
class Reading:
    """What an alarm does at one criterion.

    Attributes
    ----------
    criterion
        c, in standard deviations of the cue.
    hit_rate, false_alarm_rate
        H and F, probabilities of an alarm given betrayal and given good faith.
    alarm_rate
        Probability that the alarm rings at all.
    ppv
        Probability of a betrayal given an alarm; None if the alarm never rings.
    cost
        Mean cost of an encounter, in false alarms.
    """

    criterion: float
    hit_rate: float
    false_alarm_rate: float
    alarm_rate: float
    ppv: float | None
    cost: float


@dataclass(frozen=True)
class Grid:
    """A hundred people (or ``total``), as whole numbers that add up.

    Attributes
    ----------
    caught, missed
        Betrayals with and without an alarm.
    false_alarms, quiet
        Good faith with and without an alarm.
    """

    caught: int
    missed: int
    false_alarms: int
    quiet: int


def best_criterion(settings: AlarmSettings) -> float:
    """Return c*, the criterion with the least mean cost [exact]."""
    pi = settings.base_rate
    return log((1 - pi) / pi / settings.cost_ratio) / settings.separation


def _reading(settings: AlarmSettings, criterion: float, hits: float, false_alarms: float) -> Reading:
    pi = settings.base_rate
    true, false = pi * hits, (1 - pi) * false_alarms
    ppv = true / (true + false) if true + false > 0 else None
    cost = pi * (1 - hits) * settings.cost_ratio + false
    return Reading(criterion, hits, false_alarms, true + false, ppv, cost)


def reading(settings: AlarmSettings, criterion: float) -> Reading:
    """Return H, F, PPV and cost at ``criterion`` (-100 to 100) [exact].

    Raises
    ------
    ParameterError
        If the criterion is no number or out of range.
    """
    c = number("criterion", criterion, -_FARTHEST, _FARTHEST)
    half = settings.separation / 2
    return _reading(settings, c, normal.upper(c - half), normal.upper(c + half))


def simulate(settings: AlarmSettings, criterion: float, encounters: int, rng: np.random.Generator) -> Reading:
    """Return the same figures counted in ``encounters`` random encounters (1 to 10 million).

    A rate with no case behind it (no betrayal was drawn) is 0.
    """
    c = number("criterion", criterion, -_FARTHEST, _FARTHEST)
    n = whole("encounters", encounters, 1, 10_000_000)
    draws = generator("rng", rng)
    betrayal = draws.random(n) < settings.base_rate
    cue = draws.standard_normal(n) + np.where(betrayal, 0.5, -0.5) * settings.separation
    alarm = cue > c
    both, either = int(np.sum(alarm & betrayal)), int(np.sum(alarm))
    bad = int(np.sum(betrayal))
    hits = both / bad if bad else 0.0
    false_alarms = (either - both) / (n - bad) if n > bad else 0.0
    cost = ((bad - both) * settings.cost_ratio + either - both) / n
    return Reading(c, hits, false_alarms, either / n, both / either if either else None, cost)


def cost_curve(settings: AlarmSettings, criteria: object = None) -> tuple[Floats, Floats]:
    """Return criteria and the mean cost at each [exact].

    Parameters
    ----------
    settings
        The world around the alarm.
    criteria
        One-dimensional, each -100 to 100; by default 161 points over the slider of c.
    """
    given = np.linspace(CRITERION.low, CRITERION.high, 161) if criteria is None else criteria
    c = numbers("criteria", given, -_FARTHEST, _FARTHEST).ravel()
    half, pi = settings.separation / 2, settings.base_rate
    misses = 1 - normal.upper_of_each(c - half)
    return c, pi * misses * settings.cost_ratio + (1 - pi) * normal.upper_of_each(c + half)


def bells(settings: AlarmSettings, points: int = 161) -> tuple[Floats, Floats, Floats]:
    """Return cue values, the bell of good faith and the bell of betrayal, each of area 1 [exact]."""
    x = np.linspace(-5.0, 5.0, whole("points", points, 2, 2000))
    half = settings.separation / 2
    return x, normal.density(x + half), normal.density(x - half)


def largest_remainder(shares: object, total: int) -> list[int]:
    """Split ``total`` into whole numbers in proportion to ``shares``; ties go to the earlier share.

    Raises
    ------
    ParameterError
        If a share is negative, or all are zero.
    """
    parts = numbers("shares", shares, 0.0, 1e12).ravel()
    number("sum of shares", float(parts.sum()), 1e-300, 1e15)
    exact = parts / parts.sum() * whole("total", total, 0, 1_000_000)
    counts = np.floor(exact + 1e-12).astype(np.int64)
    left = total - int(counts.sum())
    for index in np.argsort(-(exact - counts), kind="stable")[:left]:
        counts[index] += 1
    return [int(count) for count in counts]


def grid(settings: AlarmSettings, criterion: float, total: int = 100) -> Grid:
    """Return ``total`` people in four kinds, by largest remainder.

    The people are split by base rate first and by alarm second, so that moving the criterion never
    changes how many betrayals there are.
    """
    found = reading(settings, criterion)
    bad, good = largest_remainder([settings.base_rate, 1 - settings.base_rate], total)
    caught, missed = largest_remainder([found.hit_rate, 1 - found.hit_rate], bad)
    false_alarms, quiet = largest_remainder([found.false_alarm_rate, 1 - found.false_alarm_rate], good)
    return Grid(caught, missed, false_alarms, quiet)


def suspicion_after_alarm(base_rate: float, hit_rate: float, false_alarm_rate: float) -> float:
    """Return the probability of betrayal once the alarm rang, by Bayes' rule [exact]."""
    pi = number("base_rate", base_rate, 0.0, 1.0)
    true = pi * number("hit_rate", hit_rate, 0.0, 1.0)
    false = (1 - pi) * number("false_alarm_rate", false_alarm_rate, 0.0, 1.0)
    return true / number("probability of an alarm", true + false, 1e-300, 1.0)
