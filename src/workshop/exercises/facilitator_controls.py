"""What a facilitator says, asks and does, and the taps that open, reveal and close an exercise.

Used beside each exercise in JupyterLab and in the console's plan, so that both say and do the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from workshop.controls import nodes
from workshop.controls.nodes import Node

from .desk import Status
from .telling import size_of

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


#: What a tap has the room do. "reveal" and "keep" only ask, and stop asking.
STEPS = {"open": "open", "close": "close", "reveal-now": "reveal"}


def lines(guide: Lines, say: Say) -> list[Node]:
    """Return the say / ask / do lines, each under its own word; what is empty is left out."""
    return [
        nodes.section(say(f"console.{name}"), nodes.listing(texts), level=5, key=name)
        for name, texts in (("say", guide.say), ("ask", guide.ask), ("do", guide.do))
        if texts
    ]


def controls(
    exercise: str, status: Status, count: int | None, say: Say, *, here: int | None = None, asks: bool = False
) -> list[Node]:
    """Return state, count and the three taps of an exercise; one of them is the next step.

    A count below five is never told, not even to the facilitator. There is one reveal, so it asks first: how many
    shared, how many are here, and what a reveal now would show.

    Parameters
    ----------
    exercise
        Its id.
    status, count
        How it stands in the room, and how many shared.
    say
        Gives phrases.
    here
        How many pages are here, None where that is not known.
    asks
        True after the first tap on "Reveal".
    """
    if not status.in_room:
        return []
    running = status in (Status.OPEN, Status.CLOSED)
    taps = (
        ("open", status in (Status.WAITING, Status.CLOSED), status is Status.WAITING),
        ("reveal", running, count is not None),
        ("close", status is Status.OPEN, False),
    )
    counted = say("console.count_few") if count is None else say("console.count", n=count)
    buttons = nodes.row(*(_tap(exercise, step, say, first, usable) for step, usable, first in taps), key="steer")
    return [
        nodes.status(say(f"exercise.state.{status}") if status is not Status.ENDED else say("room.ended"), key="state"),
        *([nodes.status(counted, key="count")] if running else []),
        *(_question(exercise, count, here, say) if running and asks else [buttons]),
    ]


def asked(count: int, here: int | None, say: Say) -> str:
    """Return what is said before a reveal: how many shared of how many, that it is once, and what it would show now."""
    counted = (
        say("console.reveal_counted", shared=count, here=max(count, here)) if here else say("console.count", n=count)
    )
    return f"{counted} {say('console.reveal_once')}\n\n{say(f'console.reveal_shows.{size_of(count)}')}"


def _question(exercise: str, count: int | None, here: int | None, say: Say) -> list[Node]:
    """Return what a reveal now would show, and the tap that does it; below five there is nothing to do."""
    if count is None:
        return [
            nodes.note(say("console.reveal_few"), "guide", key="ask"),
            nodes.row(_tap(exercise, "keep", say, first=True), key="steer"),
        ]
    return [
        nodes.note(asked(count, here, say), "guide", key="ask"),
        nodes.row(_tap(exercise, "reveal-now", say, first=True), _tap(exercise, "keep", say), key="steer"),
    ]


def _tap(exercise: str, step: str, say: Say, first: bool = False, usable: bool = True) -> Node:
    return nodes.button(
        "steer", say(f"console.{step.replace('-', '_')}"), "primary" if first else "secondary",
        args={"exercise": exercise, "step": step}, key=f"{exercise}-{step}", disabled=not usable,
    )  # fmt: skip
