"""What the wall shows: what the console chose, else what belongs to the step where the group is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from workshop.content import Exercise, Library, Step
from workshop.content.planning import is_break
from workshop.exercises.room_context import Status
from workshop.visit.session import Session

Show = Literal["join", "question", "exercise", "result", "model", "break", "agreement", "timer", "grounding", "blank"]
#: What can be chosen by a tap, in this order; a result and a model are chosen where the exercise stands.
CHOICES: tuple[Show, ...] = ("join", "question", "agreement", "timer", "grounding", "break", "blank")


@dataclass(frozen=True)
class Scene:
    """One picture on the wall.

    Attributes
    ----------
    show
        Which.
    exercise
        The exercise it is about, for ``exercise``, ``result`` and ``model``.
    step
        The plan's step where the group is, None before the beginning.
    answer
        What the one who leads set in a toy model.
    chosen
        True if somebody chose it, False while the wall follows the step.
    """

    show: Show
    exercise: Exercise | None = None
    step: Step | None = None
    answer: Mapping[str, Any] | None = None
    chosen: bool = False


def scene(library: Library, session: Session) -> Scene:
    """Return what the wall shows now. What it was told and can't show any more is left out, and it follows the step."""
    look = session.look
    if look is None:
        return Scene("join")
    state = look.state
    part = library.parts.get(state.part or "")
    step = next((step for step in part.steps if step.id == state.step), None) if part else None
    told = state.scene
    exercise = library.exercises.get(str(told.get("exercise", "")))
    show = next((name for name in get_args(Show) if name == told.get("show")), None)
    if show is not None and _possible(show, exercise, session):
        answer = told.get("answer")
        return Scene(
            show,
            exercise,
            step,
            answer if isinstance(answer, Mapping) else None,
            chosen=True,
        )
    return _of_step(step, library.exercises.get(state.current or ""), library, session)


def _possible(show: Show, exercise: Exercise | None, session: Session) -> bool:
    if show == "result":
        return _revealed(exercise, session)
    return exercise is not None or show not in ("exercise", "model")


def _revealed(exercise: Exercise | None, session: Session) -> bool:
    return (
        exercise is not None
        and exercise.sharing.audience != "facilitator"
        and session.status(exercise.id) is Status.REVEALED
    )


def _of_step(step: Step | None, current: Exercise | None, library: Library, session: Session) -> Scene:
    """Follow the step: its exercise, its result once it is revealed, else the question to talk about."""
    if current is not None and _revealed(current, session):
        return Scene("result", current, step)
    if current is not None and session.status(current.id) is Status.OPEN:
        return Scene("exercise", current, step)
    if step is None:
        return Scene("join")
    if step.exercise and (exercise := library.exercises.get(step.exercise)) is not None:
        return Scene("exercise", exercise, step)
    return Scene("break" if is_break(step) else "question", None, step)
