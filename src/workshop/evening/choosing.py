"""Before the evening: the console's page where parts and exercises are chosen for the time there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workshop.content import Library
from workshop.content.plan import Evening, Plan, as_yaml, gone, step_of
from workshop.content.planning import LENGTHS, evening, left_out
from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.controls.shapes import Option
from workshop.exercises.answers import several_of

_FIELD = "plan"
_USUAL = "90"


def chosen(library: Library, answer: Mapping[str, Any]) -> tuple[int, list[str]]:
    """Return the minutes and the exercises that were marked."""
    given = answer.get(_FIELD)
    own = given if isinstance(given, Mapping) else {}
    minutes = own.get("minutes") if own.get("minutes") in [str(length) for length in LENGTHS] else _USUAL
    marked = [name for part in library.parts for name in several_of(own.get(part), _exercises(part, library))]
    return int(str(minutes)), marked


def proposed(library: Library, answer: Mapping[str, Any]) -> Evening | None:
    """Return the evening that the marks make, None without any."""
    minutes, marked = chosen(library, answer)
    return evening(library, minutes, (), marked) if marked else None


def kept(made: Evening) -> list[tuple[str, str, int]]:
    """Return an evening as a room keeps it."""
    return [(one.part, one.step, one.minutes) for one in made.steps]


def file(made: Evening, library: Library) -> str:
    """Return an evening as the file that ``workshop serve --plan`` takes."""
    return as_yaml(Plan(evenings=(made,)), library)


def missing(library: Library, steps: tuple[tuple[str, str, int], ...]) -> list[str]:
    """Return what a room's plan names and the workshop does not have."""
    return gone(library, _evening_of(steps).steps) if steps else []


def draw(library: Library, answer: Mapping[str, Any], steps: tuple[tuple[str, str, int], ...]) -> Node:
    """Return the page: what the room's plan is, what to choose, and what it comes to.

    Parameters
    ----------
    library
        All of the workshop.
    answer
        What was marked so far.
    steps
        The plan the room has, empty without one.
    """
    say, made = library.phrase, proposed(library, answer)
    minutes, marked = chosen(library, answer)
    lengths = [nodes.option(str(n), say("nav.minutes", n=n)) for n in LENGTHS]
    choices = [
        nodes.details(
            part.title,
            nodes.choice(f"{_FIELD}.{part.id}", part.title, _options(part.id, library), multiple=True),
            key=f"plan-{part.id}",
        )
        for part in library.parts.values()
    ]
    return nodes.details(
        say("plan.title"),
        nodes.status(_now(library, steps), key="plan-now"),
        nodes.row(nodes.button("plan-drop", say("plan.drop"), "quiet")) if steps else None,
        nodes.segmented(say("plan.minutes"), lengths, field=f"{_FIELD}.minutes", value=str(minutes)),
        nodes.prose(say("plan.hint")),
        *choices,
        *(_sum(library, made, marked) if made else [nodes.status(say("plan.none"), key="sum")]),
        key="choosing",
    )


def _sum(library: Library, made: Evening, marked: list[str]) -> list[Node | None]:
    """What the marks come to: minutes, steps in their order, and what found no place."""
    say, out = library.phrase, left_out(library, Plan(evenings=(made,)), marked)
    rows = [
        f"{nodes.escape(step.title)} · {say('console.minutes', n=one.minutes)}"
        for one in made.steps
        if (step := step_of(library, one)) is not None
    ]
    return [
        nodes.status(say("plan.sum", n=made.total, all=made.minutes, left=made.minutes - made.total), key="sum"),
        nodes.note(say("plan.left_out", titles=", ".join(out)), "guide", key="left-out") if out else None,
        nodes.listing(rows, ordered=True),
        nodes.row(nodes.button("plan-use", say("plan.use"), "primary"), nodes.button("plan-save", say("plan.save"))),
    ]


def _now(library: Library, steps: tuple[tuple[str, str, int], ...]) -> str:
    if not steps:
        return library.phrase("plan.whole")
    return library.phrase("plan.chosen", n=len(steps), minutes=_evening_of(steps).total)


def _evening_of(steps: tuple[tuple[str, str, int], ...]) -> Evening:
    made = [{"part": part, "step": step, "minutes": minutes} for part, step, minutes in steps]
    return Evening.model_validate({"minutes": 240, "steps": made})


def _exercises(part: str, library: Library) -> list[str]:
    planned = (step.exercise for step in library.parts[part].steps)
    return [name for name in planned if name is not None and name in library.exercises]


def _options(part: str, library: Library) -> list[Option]:
    say, steps = library.phrase, library.parts[part].steps
    return [
        nodes.option(
            step.exercise, f"{library.exercises[step.exercise].title} · {say('console.minutes', n=step.minutes)}"
        )
        for step in steps
        if step.exercise in library.exercises and step.exercise
    ]
