"""The run of an evening: which steps there are, how long each was planned and took, and what comes next. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from workshop.content import Part, Step
from workshop.room import Visit


@dataclass(frozen=True)
class Line:
    """One step of the run.

    Attributes
    ----------
    step
        The plan's step.
    actual
        Minutes that the group was there, None if it was not yet.
    place
        Where the group is seen from here.
    """

    step: Step
    actual: float | None
    place: Literal["done", "now", "ahead"]


@dataclass(frozen=True)
class Clock:
    """How a part runs; times in seconds since 1970.

    Attributes
    ----------
    started
        When its first step began.
    over
        Minutes over the plan; negative when there is time in hand.
    ends
        When it ends if the rest takes as long as planned.
    """

    started: float
    over: float
    ends: float


def lines(part: Part, run: Sequence[Visit], now: float, at: str | None) -> list[Line]:
    """Return every step of a part in order; ``at`` is where the group is, None before it began."""
    spent = _minutes(part, run, now)
    ids = [step.id for step in part.steps]
    here = ids.index(at) if at in ids else -1
    return [
        Line(step, spent.get(step.id), "now" if place == here else "done" if step.id in spent else "ahead")
        for place, step in enumerate(part.steps)
    ]


def clock(part: Part, run: Sequence[Visit], now: float, at: str | None) -> Clock | None:
    """Return how the part runs against its plan, None before it began."""
    own = [visit for visit in run if visit.part == part.id]
    if not own:
        return None
    spent = _minutes(part, run, now)
    ids = [step.id for step in part.steps]
    here = ids.index(at) if at in ids else len(ids)
    before = sum(step.minutes for step in part.steps[:here])
    current = part.steps[here] if here < len(ids) else None
    in_step = spent.get(current.id, 0.0) if current else 0.0
    left = max(0.0, current.minutes - in_step) if current else 0.0
    due = before + (min(in_step, current.minutes) if current else 0.0)
    rest = left + sum(step.minutes for step in part.steps[here + 1 :])
    return Clock(own[0].at, sum(spent.values()) - due, now + rest * 60)


def neighbours(part: Part, at: str | None) -> tuple[Step | None, Step | None]:
    """Return the steps before and after the one where the group is; before the beginning, the first one comes next."""
    ids = [step.id for step in part.steps]
    if at not in ids:
        return None, part.steps[0]
    place = ids.index(at)
    return (
        part.steps[place - 1] if place else None,
        part.steps[place + 1] if place + 1 < len(ids) else None,
    )


def _minutes(part: Part, run: Sequence[Visit], now: float) -> dict[str, float]:
    """Return the minutes spent in each step of a part; a step that was visited twice counts both times."""
    spent: dict[str, float] = {}
    ends = [*(later.at for _, later in pairwise(run)), now]
    for visit, end in zip(run, ends, strict=False):
        if visit.part == part.id:
            spent[visit.step] = spent.get(visit.step, 0.0) + max(0.0, end - visit.at) / 60
    return spent
