"""The rule for a mean: the number in the middle of its range, "so much or less" and "so much or more" near the ends.

Near the ends a mean gives much away: of five people who answered 1.0 of 10 on average, one who answered 4 knows that
all others said 0 or 1. So the last number towards an end stands for everything beyond it, and it is chosen so that even
two people who said the very most can't press the rest into a corner: for anybody else, answers stay possible that lie
at least a quarter of the range apart (or one step, on a short scale). How near the ends a mean may go follows from how
many people answered, never from what they answered.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from fractions import Fraction

from workshop.room.bands import CHANCE, ENOUGH, Chance
from workshop.room.snapshots import Mean, Reach

#: How much of the range has to be left for the others together, beyond what two people can subtract.
LEFT_OPEN = Fraction(3, 10)


def shown(
    values: Sequence[Fraction], low: Fraction, high: Fraction, step: Fraction, chance: Chance = CHANCE
) -> Mean | None:
    """Return what is shown of a mean; None for fewer than five values.

    Parameters
    ----------
    values
        What people gave. One outside of the range counts as the nearest end.
    low, high
        The smallest and the largest answer there is.
    step
        Smallest difference a person can enter; what is shown is rounded to half of it.
    chance
        Decides between "or less" and "or more" where a very short scale leaves nothing between them.
    """
    if len(values) < ENOUGH:
        return None
    grain = step / 2
    mean = sum((min(max(value, low), high) for value in values), Fraction()) / len(values)
    rounded = math.floor(mean / grain + Fraction(1, 2)) * grain
    first, last = _corners(len(values), low, high, step)
    reach: Reach = "about"
    if rounded <= first and rounded >= last:
        reach = "or_less" if chance.randrange(2) else "or_more"
    elif rounded <= first:
        rounded, reach = first, "or_less"
    elif rounded >= last:
        rounded, reach = last, "or_more"
    return Mean(float(rounded), reach)


def _corners(people: int, low: Fraction, high: Fraction, step: Fraction) -> tuple[Fraction, Fraction]:
    """Return the numbers that stand for all below and for all above them.

    The sum of all answers that fit what is shown must reach beyond two answers of the very most, by ``LEFT_OPEN`` of
    the range, from either end.
    """
    grain = step / 2
    left_open = math.ceil((high - low) * LEFT_OPEN / step) * step
    away = (2 * (high - low) + left_open) / people
    first = (math.floor((low + away) / grain - Fraction(1, 2)) + 1) * grain
    last = math.floor((high - away) / grain + Fraction(1, 2)) * grain
    return first, last
