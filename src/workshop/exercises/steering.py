"""What a facilitator says, asks and does, and the taps that open, reveal and close an exercise.

Used beside each exercise in JupyterLab and in the console's plan, so that both say and do the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from workshop.content.sharing import Table
from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.room import fewest

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


#: So many more shares than the fewest, and most of a result can be shown.
_PLENTY = 4


def controls(exercise: str, status: Status, count: int | None, say: Say, tables: Sequence[Table] = ()) -> list[Node]:
    """Return state, count and the three taps of an exercise; one of them is the next step.

    A count below five is never told, not even to the facilitator. There is one reveal: where so few have shared
    that all or part of the result would be left out, a line says so first.

    Parameters
    ----------
    exercise
        Its id.
    status, count
        How it stands in the room, and how many shared.
    say
        Gives phrases.
    tables
        What the room counts.
    """
    if not status.in_room:
        return []
    running = status in (Status.OPEN, Status.CLOSED)
    needed = fewest(tables)
    ready = count is not None and count >= needed
    taps = (
        ("open", status in (Status.WAITING, Status.CLOSED), status is Status.WAITING),
        ("reveal", running, ready),
        ("close", status is Status.OPEN, False),
    )
    counted = say("console.count_few") if count is None else say("console.count", n=count)
    return [
        nodes.status(say(f"exercise.state.{status}") if status is not Status.ENDED else say("room.ended"), key="state"),
        *([nodes.status(counted, key="count"), *_too_few(count, needed, say)] if running else []),
        nodes.row(
            *(
                nodes.button("steer", say(f"console.{step}"), "primary" if first else "secondary",
                             args={"exercise": exercise, "step": step}, key=f"{exercise}-{step}", disabled=not usable)
                for step, usable, first in taps
            ),
            key="steer",
        ),
    ]  # fmt: skip


def _too_few(count: int | None, needed: int, say: Say) -> list[Node]:
    """Return the warning before a reveal that would show little or nothing."""
    if count is None or count >= needed + _PLENTY:
        return []
    text = say("console.reveal_none", n=needed) if count < needed else say("console.reveal_part")
    return [nodes.note(text, "guide", key="few")]
