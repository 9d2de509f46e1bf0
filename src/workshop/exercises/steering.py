"""What a facilitator says, asks and does, and the taps that open, reveal and close an exercise.

Used beside each exercise in JupyterLab and in the console's plan, so that both say and do the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from workshop.ui import nodes
from workshop.ui.nodes import Node

from .desk import Status

Say = Callable[..., str]


class Lines(Protocol):
    """Anything with say, ask and do lines: an exercise's guide, a step of a plan."""

    @property
    def say(self) -> Sequence[str]:
        """What to say."""

    @property
    def ask(self) -> Sequence[str]:
        """What to ask."""

    @property
    def do(self) -> Sequence[str]:
        """What to do."""


def lines(guide: Lines, say: Say) -> list[Node]:
    """Return the say / ask / do lines, each under its own word; what is empty is left out."""
    return [
        nodes.section(say(f"console.{name}"), nodes.listing(texts), level=5, key=name)
        for name, texts in (("say", guide.say), ("ask", guide.ask), ("do", guide.do))
        if texts
    ]


def controls(exercise: str, status: Status, count: int | None, say: Say) -> list[Node]:
    """Return state, count and the three taps of an exercise; one of them is the next step.

    A count below five is never told, not even to the facilitator.
    """
    if not status.in_room:
        return []
    taps = (
        ("open", status in (Status.WAITING, Status.CLOSED), status is Status.WAITING),
        ("reveal", status in (Status.OPEN, Status.CLOSED), status in (Status.OPEN, Status.CLOSED)),
        ("close", status is Status.OPEN, False),
    )
    counted = say("console.count_few") if count is None else say("console.count", n=count)
    return [
        nodes.status(say(f"exercise.state.{status}") if status is not Status.ENDED else say("room.ended"), key="state"),
        *([nodes.status(counted, key="count")] if status in (Status.OPEN, Status.CLOSED) else []),
        nodes.row(
            *(
                nodes.button("steer", say(f"console.{step}"), "primary" if first else "secondary",
                             args={"exercise": exercise, "step": step}, key=f"{exercise}-{step}", disabled=not usable)
                for step, usable, first in taps
            ),
            key="steer",
        ),
    ]  # fmt: skip
