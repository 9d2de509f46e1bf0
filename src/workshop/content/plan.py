"""The plan of an evening, or of a series: which steps of which parts, with how many minutes. A small file says it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, field_validator

from .base import Id, Minutes, Model
from .library import Library
from .loading import load_library
from .part import Part, Step
from .validate import build
from .yamlfile import read_yaml

#: The kit's own break, for an evening whose parts bring none.
BREAK, BREAK_MINUTES = "break", 10


class Planned(Model):
    """One step of an evening: a step of a part's plan, and its minutes tonight."""

    part: Id
    step: Id
    minutes: Minutes


class Evening(Model):
    """One evening. ``starts`` is a day and a time as the clock on the wall has it."""

    starts: dt.datetime | None = None
    minutes: Minutes
    steps: Annotated[tuple[Planned, ...], Field(min_length=1)]

    @field_validator("starts", mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        return dt.datetime.fromisoformat(value) if isinstance(value, str) else value

    @property
    def total(self) -> int:
        """The minutes of all steps together, breaks included."""
        return sum(step.minutes for step in self.steps)


class Plan(Model):
    """An evening, or several."""

    evenings: Annotated[tuple[Evening, ...], Field(min_length=1)]

    def tonight(self, day: dt.date) -> Evening:
        """Return the evening of a day, else the first one that is still to come, else the last."""
        later = [one for one in self.evenings if one.starts is None or one.starts.date() >= day]
        return later[0] if later else self.evenings[-1]


def read_plan(path: Path) -> Plan:
    """Read a plan's file.

    Raises
    ------
    ContentError
        With file, line and what to mend.
    """
    return build(Plan, read_yaml(path, path.name))


def as_yaml(plan: Plan, library: Library) -> str:
    """Return a plan as its file: a line for each step, with its title as a remark."""
    lines = ["# workshop serve --plan FILE"]
    lines.append("evenings:")
    for evening in plan.evenings:
        lines.append(f"  - minutes: {evening.minutes}")
        if evening.starts is not None:
            lines.append(f'    starts: "{evening.starts:%Y-%m-%d %H:%M}"')
        lines.append(f"    steps:  # {evening.total}")
        for planned in evening.steps:
            found = step_of(library, planned)
            title = " ".join(found.title.split()) if found else ""
            lines.append(
                f"      - {{part: {planned.part}, step: {planned.step}, minutes: {planned.minutes}}}  # {title}".rstrip(
                    " #"
                )
            )
    return "\n".join(lines) + "\n"


def step_of(library: Library, planned: Planned) -> Step | None:
    """Return the step that a plan means, None where the workshop does not have it (any more)."""
    part = library.parts.get(planned.part)
    steps = part.steps if part else ()
    found = next((step for step in steps if step.id == planned.step), None)
    if found is None and part is not None and planned.step == BREAK:
        return Step(id=BREAK, title=library.phrase("wall.break"), minutes=planned.minutes)
    return found if found is None or found.exercise is None or found.exercise in library.exercises else None


def gone(library: Library, steps: Iterable[Planned]) -> list[str]:
    """Return the names in a plan that the workshop does not have."""
    return [f"{one.part}/{one.step}" for one in steps if step_of(library, one) is None]


def planned_of(steps: Iterable[tuple[str, str, int]]) -> list[Planned]:
    """Return the plan of a room, which is kept as part, step and minutes."""
    return [Planned(part=part, step=step, minutes=minutes) for part, step, minutes in steps]


def planned(library: Library, steps: Sequence[Planned]) -> Library:
    """Return the library whose parts are those of a plan, with its steps and minutes; what is gone is left out.

    Without steps, or where nothing of the plan is left, it is the library as it was.
    """
    parts: dict[str, list[Step]] = {}
    for one in steps:
        found = step_of(library, one)
        if found is not None and found.id not in (step.id for step in parts.get(one.part, [])):
            parts.setdefault(one.part, []).append(found.model_copy(update={"minutes": one.minutes}))
    if not parts:
        return library
    return dataclasses.replace(
        library, parts={name: _shortened(library.parts[name], own) for name, own in parts.items()}
    )


@lru_cache(maxsize=8)
def _tonight(language: str, steps: tuple[tuple[str, str, int], ...]) -> Library:
    """Pages ask for this at every redraw, and a room has one plan."""
    return planned(load_library(language), planned_of(steps))


def tonight(library: Library, steps: tuple[tuple[str, str, int], ...]) -> Library:
    """Return the library as the plan of a room has it, which is kept as part, step and minutes."""
    return _tonight(library.language, steps) if steps else library


def _shortened(part: Part, steps: Sequence[Step]) -> Part:
    return part.model_copy(update={"steps": tuple(steps), "minutes": sum(step.minutes for step in steps)})
