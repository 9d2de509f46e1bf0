"""What fits into an evening: the steps of the chosen parts and exercises for the time there is. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from .library import Library
from .part import Step
from .plan import BREAK, BREAK_MINUTES, Evening, Plan, Planned

#: From this length on an evening has a break.
BREAK_FROM = 60
LENGTHS = (45, 60, 90, 120)

_Place = tuple[str, Step]


def is_break(step: Step) -> bool:
    """Return True for a break: the steps ``break``, ``break-2`` and so on of a plan."""
    return step.id.partition("-")[0] == BREAK


def evening(library: Library, minutes: int, parts: Sequence[str], exercises: Collection[str] = ()) -> Evening:
    """Return one evening of ``minutes`` at most.

    First come coming in and landing, then the break, then the chosen exercises (without any: the main ones), then the
    talk in pairs and together, then the rest; each where it fits, all in the order of the parts.

    Parameters
    ----------
    library
        Where the parts are.
    minutes
        How long it may be, breaks included.
    parts
        Ids of the parts; those of the chosen exercises come by themselves.
    exercises
        Ids of the exercises that are wanted; no others are then taken.
    """
    wanted = set(exercises)
    names = [n for n in library.parts if n in parts or any(library.exercises[e].part == n for e in wanted)]
    return _fitted(library, minutes, [(name, step) for name in names for step in library.parts[name].steps], wanted)


def series(library: Library, minutes: int, parts: Sequence[str], exercises: Collection[str] = ()) -> Plan:
    """Return as many evenings as the parts need; a short part goes with its neighbour."""
    wanted = set(exercises)
    evenings: list[Evening] = []
    for name in (n for n in library.parts if n in parts or any(library.exercises[e].part == n for e in wanted)):
        for session in _sessions(name, library):
            own = {step.exercise for _, step in session if step.exercise}
            left = wanted & own
            if wanted and not left:
                continue
            while True:
                made = _fitted(library, minutes, session, left)
                evenings = _joined(evenings, made)
                done = {library_step.exercise for library_step in _steps(library, made)}
                if not left or not (left & done) or not left - done:
                    break
                left -= done
    return Plan(evenings=tuple(evenings))


def on_days(plan: Plan, first: dt.datetime, every: int) -> Plan:
    """Return a plan whose evenings begin at ``first`` and every so many days after."""
    days = dt.timedelta(days=every)
    return Plan(
        evenings=tuple(one.model_copy(update={"starts": first + at * days}) for at, one in enumerate(plan.evenings))
    )


def left_out(library: Library, plan: Plan, exercises: Collection[str]) -> list[str]:
    """Return the titles of wanted exercises that found no place."""
    placed = {step.exercise for one in plan.evenings for step in _steps(library, one)}
    return [library.exercises[name].title for name in library.exercises if name in exercises and name not in placed]


def _steps(library: Library, made: Evening) -> list[Step]:
    wanted = {(one.part, one.step) for one in made.steps}
    return [step for part in library.parts.values() for step in part.steps if (part.id, step.id) in wanted]


def _sessions(name: str, library: Library) -> list[list[_Place]]:
    """Return the steps of a part, one list for each of its sessions; each begins with coming in."""
    sessions: list[list[_Place]] = []
    for step in library.parts[name].steps:
        if not sessions or step.id.startswith("opening-"):
            sessions.append([])
        sessions[-1].append((name, step))
    return sessions


def _fitted(library: Library, minutes: int, places: Sequence[_Place], wanted: Collection[str]) -> Evening:
    pause = _middle([place for place in places if is_break(place[1])], places) if minutes >= BREAK_FROM else None
    ranked = sorted(
        (rank, at)
        for at, place in enumerate(places)
        if (rank := _rank(library, place, places, pause, wanted)) is not None
    )
    taken: list[int] = []
    spare = minutes
    if minutes >= BREAK_FROM and pause is None:
        spare -= BREAK_MINUTES
    for _, at in ranked:
        if places[at][1].minutes <= spare:
            taken.append(at)
            spare -= places[at][1].minutes
    chosen = [
        Planned(part=part, step=step.id, minutes=step.minutes) for part, step in (places[at] for at in sorted(taken))
    ]
    if minutes >= BREAK_FROM and pause is None:
        middle = len(chosen) // 2
        part = chosen[max(0, middle - 1)].part
        chosen.insert(middle, Planned(part=part, step=BREAK, minutes=BREAK_MINUTES))
    return Evening(minutes=minutes, steps=tuple(chosen))


def _middle(pauses: Sequence[_Place], places: Sequence[_Place]) -> _Place | None:
    """Return the break nearest to the middle."""
    return min(pauses, key=lambda pause: abs(2 * places.index(pause) - len(places)), default=None)


def _rank(
    library: Library, place: _Place, places: Sequence[_Place], pause: _Place | None, wanted: Collection[str]
) -> int | None:
    """Return how early a step is taken, None if it is not wanted."""
    step = place[1]
    if place in (places[0], places[-1]):
        return 0
    if is_break(step):
        return 1 if place == pause else None
    if step.exercise is None:
        return 3
    exercise = library.exercises.get(step.exercise)
    if exercise is None or (wanted and exercise.id not in wanted):
        return None
    return 2 if wanted or exercise.starred else 4


def _joined(before: list[Evening], made: Evening) -> list[Evening]:
    """Put a short evening together with the one before it, where both fit."""
    if before and before[-1].total + made.total <= made.minutes:
        both = Evening(minutes=made.minutes, steps=before[-1].steps + made.steps)
        return [*before[:-1], both]
    return [*before, made]
