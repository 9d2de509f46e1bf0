"""What pages read of a room: frozen values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from workshop.content.sharing import Payload
from workshop.room import shape

#: The id of the host, who sees all rooms; no invitation has it, because it has a letter that ids have not.
HOST = "HOST0"

ExerciseState = Literal["waiting", "open", "closed", "revealed"]
Signal = Literal["pause", "slow"]


@dataclass(frozen=True)
class Entry:
    """A room's row when it is made or found.

    Attributes
    ----------
    expires, lasts
        When its hours are over (seconds since 1970), and how many seconds they are; both grow when it is prolonged.
    owner
        The id of the invitation with which it was opened; None for the host's own.
    workshop
        The name of its workshop; None for the server's first.
    """

    id: str
    code: str
    language: str
    expires: int
    lasts: int
    owner: str | None = None
    workshop: str | None = None


@dataclass(frozen=True)
class Timer:
    """The facilitator's timer: when it ends (seconds since 1970, None if off) and who sees it."""

    ends_at: float | None = None
    shown: bool = False


@dataclass(frozen=True)
class Visit:
    """A step the group went to, and when (seconds since 1970). The one who leads goes there, nobody else."""

    part: str
    step: str
    at: float


@dataclass(frozen=True)
class RoomState:
    """A room at one version.

    Attributes
    ----------
    version
        Raised by every change that pages must see; never by a share, a withdrawal, presence or a signal,
        or small numbers could be counted through it.
    part, step
        Where the group is: a part, and a step of its plan. None at the beginning.
    current
        The exercise opened or revealed last in this part.
    question
        The table of the current exercise's result that every wall shows, None for the first.
    exercises
        Every exercise that was touched; all others are ``waiting``.
    scene
        What the wall shows, where a facilitator chose it; empty while it follows the step.
    run
        The steps the group went to, in order.
    voices
        How many were let in; everybody may know, and compare it with those they see.
    shut
        True while the door is closed.
    cards
        How many cards there are, where each person comes in with one of their own; else None.
    plan
        The evening's plan, where one was chosen: part, step and minutes, in order; empty while all steps are meant.
    """

    version: int
    part: str | None = None
    step: str | None = None
    current: str | None = None
    exercises: Mapping[str, ExerciseState] = field(default_factory=dict)
    timer: Timer = Timer()
    agreement: tuple[str, ...] = ()
    closed: bool = False
    scene: Mapping[str, Any] = field(default_factory=dict)
    run: tuple[Visit, ...] = ()
    question: str | None = None
    voices: int = 0
    shut: bool = False
    cards: int | None = None
    plan: tuple[tuple[str, str, int], ...] = ()

    def of(self, exercise: str) -> ExerciseState:
        """Return the state of an exercise."""
        return self.exercises.get(exercise, "waiting")


@dataclass(frozen=True)
class Shared:
    """What one device shared and may still change or withdraw."""

    payload: Payload
    words: str | None = None

    @classmethod
    def of(cls, payload: Payload, words: str | None) -> Shared:
        """Return a share as the store would hold it, to compare one that is held with one that could be.

        Raises
        ------
        AnswerRefused
            If it is not the shape of an answer.
        """
        return cls(json.loads(shape.payload(payload)), shape.words(words) or None)
