"""Before the evening: the console's page where parts and exercises are chosen for the time there is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from workshop.content import Library
from workshop.content.locale import format_moment
from workshop.content.plan import Evening, Plan, gone, planned_of, step_of
from workshop.content.planning import LENGTHS, evening, left_out, on_days, series
from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.controls.shapes import Option
from workshop.exercises.model import several_of

_FIELD = "plan"
_MINUTES = tuple(str(length) for length in LENGTHS)
_USUAL = "90"
#: One evening or as many as it takes, and the days between two of a series.
_HOW_MANY, _EVERY = ("tonight", "series"), ("7", "14")
_HOUR = "19:00"


def _own(answer: Mapping[str, Any]) -> Mapping[str, Any]:
    given = answer.get(_FIELD)
    return given if isinstance(given, Mapping) else {}


def _one_of(answer: Mapping[str, Any], field: str, offered: tuple[str, ...], usual: str) -> str:
    given = _own(answer).get(field)
    return given if isinstance(given, str) and given in offered else usual


def _is_series(answer: Mapping[str, Any]) -> bool:
    return _one_of(answer, "how_many", _HOW_MANY, "tonight") == "series"


def chosen(library: Library, answer: Mapping[str, Any]) -> tuple[int, list[str]]:
    """Return the minutes and the exercises that were marked."""
    minutes = _one_of(answer, "minutes", _MINUTES, _USUAL)
    marked = [name for part in library.parts for name in several_of(_own(answer).get(part), _exercises(part, library))]
    return int(minutes), marked


def starts(answer: Mapping[str, Any]) -> dt.datetime | None:
    """Return when the first evening of a series begins, None while no day was chosen."""
    own = _own(answer)
    try:
        day, hour = dt.date.fromisoformat(str(own.get("starts"))), str(own.get("hour") or _HOUR).strip().zfill(5)
        return dt.datetime.combine(day, dt.time.fromisoformat(hour).replace(tzinfo=None))
    except ValueError:
        return None


def proposed(library: Library, answer: Mapping[str, Any]) -> Plan | None:
    """Return the evening, or the series, that the marks make; a series without marks has every part."""
    minutes, marked = chosen(library, answer)
    if not _is_series(answer):
        return Plan(evenings=(evening(library, minutes, (), marked),)) if marked else None
    made, first = series(library, minutes, [] if marked else list(library.parts), marked), starts(answer)
    return on_days(made, first, int(_one_of(answer, "every", _EVERY, "7"))) if first else made


def kept(made: Evening) -> list[tuple[str, str, int]]:
    """Return an evening as a room keeps it."""
    return [(one.part, one.step, one.minutes) for one in made.steps]


def missing(library: Library, steps: tuple[tuple[str, str, int], ...]) -> list[str]:
    """Return what a room's plan names and the workshop does not have."""
    return gone(library, planned_of(steps))


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
    marked = chosen(library, answer)[1]
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
        nodes.row(nodes.button("plan-drop", say("plan.drop"), "quiet"), key="drop-row") if steps else None,
        _taps("how_many", {name: say(f"plan.{name}") for name in _HOW_MANY}, answer, "tonight", library),
        _taps("minutes", {n: say("nav.minutes", n=int(n)) for n in _MINUTES}, answer, _USUAL, library),
        *(_days(answer, library) if _is_series(answer) else []),
        nodes.prose(say("plan.hint_series" if _is_series(answer) else "plan.hint")),
        *choices,
        *(_sum(library, made, marked) if made else [nodes.status(say("plan.none"), key="sum")]),
        key="choosing",
    )


def _taps(field: str, offered: Mapping[str, str], answer: Mapping[str, Any], usual: str, library: Library) -> Node:
    options = [nodes.option(name, text) for name, text in offered.items()]
    value = _one_of(answer, field, tuple(offered), usual)
    return nodes.segmented(library.phrase(f"plan.{field}"), options, field=f"{_FIELD}.{field}", value=value)


def _days(answer: Mapping[str, Any], library: Library) -> list[Node]:
    """When a series begins, and how often it meets."""
    say = library.phrase
    return [
        nodes.date(f"{_FIELD}.starts", say("plan.starts"), hint=say("plan.starts_hint")),
        nodes.text(f"{_FIELD}.hour", say("plan.hour"), max_length=5, placeholder=_HOUR),
        _taps("every", {days: say(f"plan.every_{days}") for days in _EVERY}, answer, "7", library),
    ]


def _sum(library: Library, made: Plan, marked: list[str]) -> list[Node | None]:
    """What the marks come to: minutes, steps in their order, and what found no place."""
    say, out = library.phrase, left_out(library, made, marked)
    has_days = made.evenings[0].starts is not None
    total, there = (sum(getattr(one, name) for one in made.evenings) for name in ("total", "minutes"))
    several = len(made.evenings) > 1
    said = say("plan.sum", n=total, all=there, left=there - total)
    return [
        nodes.status(f"{say('plan.evenings', n=len(made.evenings))} {said}" if several else said, key="sum"),
        nodes.note(say("plan.left_out", titles=out), "guide", key="left-out") if out else None,
        *(_evening(at, made, library) if several else _steps(one, library) for at, one in enumerate(made.evenings)),
        nodes.row(
            nodes.button("plan-use", say("plan.use_first" if several else "plan.use"), "primary"),
            nodes.button("plan-save", say("plan.save")),
            nodes.button("plan-calendar", say("plan.calendar")) if has_days else None,
            key="use-row",  # one that comes before it must not take its place, and the focus with it
        ),
    ]


def _evening(at: int, made: Plan, library: Library) -> Node:
    """One evening of a series, folded: its day, its minutes, its steps."""
    say, one = library.phrase, made.evenings[at]
    day = f" · {format_moment(one.starts, library.language)}" if one.starts else ""
    title = say("plan.calendar_title", number=at + 1, all=len(made.evenings))
    return nodes.details(
        f"{title}{day} · {say('console.minutes', n=one.total)}", _steps(one, library), key=f"evening-{at}"
    )


def _steps(one: Evening, library: Library) -> Node:
    rows = [
        f"{nodes.escape(step.title)} · {library.phrase('console.minutes', n=planned.minutes)}"
        for planned in one.steps
        if (step := step_of(library, planned)) is not None
    ]
    return nodes.listing(rows, ordered=True)


def _now(library: Library, steps: tuple[tuple[str, str, int], ...]) -> str:
    if not steps:
        return library.phrase("plan.whole")
    return library.phrase("plan.chosen", n=len(steps), minutes=sum(minutes for _, _, minutes in steps))


def _exercises(part: str, library: Library) -> dict[str, int]:
    """Return the minutes of each exercise in the part's plan, by its id."""
    planned: dict[str, int] = {}
    for step in library.parts[part].steps:
        if step.exercise in library.exercises and step.exercise:
            planned.setdefault(step.exercise, step.minutes)
    return planned


def _options(part: str, library: Library) -> list[Option]:
    say = library.phrase
    return [
        nodes.option(name, f"{library.exercises[name].title} · {say('console.minutes', n=minutes)}")
        for name, minutes in _exercises(part, library).items()
    ]
