"""Why guarded people stay guarded: belief that learns only from the encounters it dares.

``belief`` when to trust, and the chance to be guarded for good; ``courses`` many people over many encounters,
exact and simulated; ``play`` the same by hand, one encounter at a time; ``planning`` when another try pays;
``hot_stove`` the variant of Denrell & March.
"""

from workshop.kinds.explorable.toys.guarded.maths.belief import RANGES, GuardedSettings, guarded_for_good, trusts
from workshop.kinds.explorable.toys.guarded.maths.courses import Course, course, simulate
from workshop.kinds.explorable.toys.guarded.maths.hot_stove import HotStove, chosen_share, simulate_hot_stove
from workshop.kinds.explorable.toys.guarded.maths.planning import tries_needed, values_of_trying
from workshop.kinds.explorable.toys.guarded.maths.play import Encounter, Play

__all__ = [
    "RANGES",
    "Course",
    "Encounter",
    "GuardedSettings",
    "HotStove",
    "Play",
    "chosen_share",
    "course",
    "guarded_for_good",
    "simulate",
    "simulate_hot_stove",
    "tries_needed",
    "trusts",
    "values_of_trying",
]
