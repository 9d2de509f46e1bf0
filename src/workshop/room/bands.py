"""The rule for a count of people: a few, the number, or nearly all.

Take any person, any one or two others who tell each other what they answered, and a result. It does not settle what
that person answered: a soft band holds at least four counts, and around a number there are at least four people on
either side, one or two of whom may tell. The tests go through every possible group.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Literal, Protocol

#: ``either`` is found only in results that an older kit made, where the two ends looked alike.
Band = Literal["few", "number", "most", "either"]

#: Fewer shared answers than this, and nothing is known to anybody.
ENOUGH = 5
#: How many people a soft end may hold: so many or fewer are "a few", all but so many or more are "nearly all".
SOFT = 3
#: From so many people on one answer is put first where all are "a few". Of five, two who gave the other one would know.
FIRST_FROM = 6
#: From so many people on a scale is counted in five zones, and from so many in single steps.
FIVE_ZONES, SINGLE_STEPS = 15, 30
#: So many parts a smaller room counts a scale in; a scale of no more steps is counted step by step.
ZONES = 3


class Chance(Protocol):
    """Where chance comes from: :class:`random.SystemRandom`, except in tests."""

    def randrange(self, stop: int, /) -> int:
        """Return a number from 0 to below ``stop``."""


CHANCE: Chance = random.SystemRandom()


def possible_bands(count: int, people: int) -> tuple[Band, ...]:
    """Return the bands in which a count may be shown: one, or two where a group of five or six makes them overlap."""
    ends: list[Band] = []
    if count <= SOFT:
        ends.append("few")
    if count >= people - SOFT:
        ends.append("most")
    return tuple(ends) or ("number",)


def band(count: int, people: int, chance: Chance = CHANCE) -> Band:
    """Return the band of a count. Where two are possible, chance decides, weighted towards the nearer end."""
    found = possible_bands(count, people)
    if len(found) == 1:
        return found[0]
    # Never less than one in four: either end stays possible whatever is shown.
    quarters = 2 + (2 * count > people) - (2 * count < people)
    return "most" if chance.randrange(4) < quarters else "few"


def possible_firsts(counts: Sequence[int], found: Sequence[Band], people: int) -> tuple[int | None, ...]:
    """Return the places of the answers of which may be said that none was given more often; (None,) where it may not.

    It is said only where all answers would look alike, each "a few": of eight people or more, two who tell leave six,
    who gave at least two different answers, so that nothing is settled. For smaller groups the tests go through all.
    """
    if people < FIRST_FROM or len(counts) < 2 or set(found) != {"few"}:
        return (None,)
    return tuple(place for place, count in enumerate(counts) if count == max(counts))


def first(counts: Sequence[int], found: Sequence[Band], people: int, chance: Chance = CHANCE) -> int | None:
    """Return the one answer that is put first, None where none may be; chance decides between equals."""
    places = possible_firsts(counts, found, people)
    return places[chance.randrange(len(places))] if len(places) > 1 else places[0]


def zones(options: Sequence[str], people: int) -> tuple[tuple[str, ...], ...]:
    """Return which steps of a scale are counted together; the number of people decides, nothing else."""
    wanted = len(options) if people >= SINGLE_STEPS else 5 if people >= FIVE_ZONES else ZONES
    if len(options) <= wanted:
        return tuple((option,) for option in options)
    sizes = _sizes(len(options), wanted)
    starts = [sum(sizes[:place]) for place in range(wanted)]
    return tuple(tuple(options[start : start + size]) for start, size in zip(starts, sizes, strict=True))


def _sizes(steps: int, wanted: int) -> list[int]:
    """Share steps out evenly and the same from both ends; what is left over goes to the outer or the middle zones."""
    sizes = [steps // wanted] * wanted
    left = steps - sum(sizes)
    if left % 2:
        sizes[wanted // 2] += 1
    for place in range(left // 2):
        sizes[place] += 1
        sizes[-1 - place] += 1
    return sizes
