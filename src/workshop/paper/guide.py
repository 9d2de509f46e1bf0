"""The facilitator's guide as one page to print: the plan of every part, and the appendices.

It is for facilitators only and is made on their computer by ``workshop guide``; no participant's page draws from it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from workshop.content import Exercise, Library, Part, Step
from workshop.content.guide import Appendix, Evaluation, Fidelity

from . import printing
from .printing import Paper


@dataclass(frozen=True)
class Stretch:
    """A step with its place on the time line: minutes from the beginning of its session."""

    step: Step
    start: int
    end: int
    exercise: Exercise | None


@dataclass(frozen=True)
class Plan:
    """A part as it is printed.

    Attributes
    ----------
    sessions
        Steps by session; a part of one session has one.
    more
        Exercises of the part that are in no step.
    """

    part: Part
    sessions: tuple[tuple[Stretch, ...], ...]
    more: tuple[Exercise, ...]


def plan(part: Part, library: Library) -> Plan:
    """Return a part's steps along the time line, which begins again at 0 with each session."""
    length = part.minutes // part.sessions
    sessions: list[list[Stretch]] = [[]]
    now = 0
    for step in part.steps:
        if now >= length and len(sessions) < part.sessions:
            sessions.append([])
            now = 0
        sessions[-1].append(Stretch(step, now, now + step.minutes, library.exercises.get(step.exercise or "")))
        now += step.minutes
    planned = {step.exercise for step in part.steps}
    more = tuple(exercise for exercise in library.exercises_of(part.id) if exercise.id not in planned)
    return Plan(part, tuple(map(tuple, sessions)), more)


def guide_page(
    library: Library,
    part: str | None = None,
    *,
    paper: Paper | None = None,
    pages: Mapping[str, int] | None = None,
) -> str:
    """Return the guide as HTML that needs no other file.

    Parameters
    ----------
    library
        Wording of the language.
    part
        One part only, without the appendices.
    paper
        Size of the sheets; left to the printer by default.
    pages
        Page of each place, for the table of contents; see :func:`workshop.paper.printing.page_numbers`.
    """
    chosen = [library.parts[part]] if part else list(library.parts.values())
    return printing.render(
        "guide.html.j2",
        library,
        plans=[plan(one, library) for one in chosen],
        appendices=() if part else appendices(library),
        day=dt.datetime.now().astimezone().date(),
        paper=paper,
        pages=pages or {},
    )


def appendices(library: Library) -> list[tuple[str, str, Appendix | Evaluation | Fidelity]]:
    """Return letter, name and content of each appendix that the workshop has."""
    names = (
        "checklists", "not_for", "invitation", "confidentiality", "away", "risk", "abuse", "care", "evaluation",
        "fidelity",
    )  # fmt: skip
    given = [name for name in names if getattr(library.guide, name) is not None]
    return [(chr(ord("A") + at), name, getattr(library.guide, name)) for at, name in enumerate(given)]
