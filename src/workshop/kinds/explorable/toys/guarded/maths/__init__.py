"""Why guarded people stay guarded: belief that learns only from the encounters it dares.

``belief`` when to trust, and the chance to be guarded for good; ``courses`` many people over many encounters,
exact and simulated; ``play`` the same by hand, one encounter at a time.
"""

from workshop.kinds.explorable.toys.guarded.maths.belief import RANGES, GuardedSettings, guarded_for_good, trusts
from workshop.kinds.explorable.toys.guarded.maths.courses import Course, course, simulate
from workshop.kinds.explorable.toys.guarded.maths.play import Encounter, Play

__all__ = [
    "RANGES",
    "Course",
    "Encounter",
    "GuardedSettings",
    "Play",
    "course",
    "guarded_for_good",
    "simulate",
    "trusts",
]
