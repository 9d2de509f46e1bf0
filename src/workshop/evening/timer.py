"""The facilitator's timer: theirs to start, to stop, and to show to everybody or to nobody."""

from __future__ import annotations

import time
from collections.abc import Callable

from workshop.controls import nodes, room_nodes
from workshop.controls.nodes import Node
from workshop.room.states import Timer

Say = Callable[..., str]


def clock(timer: Timer, say: Say) -> Node | None:
    """Return the time that is left as the page counts it down itself; None while no timer runs."""
    if timer.ends_at is None:
        return None
    return room_nodes.timer(key="clock", ends_at=timer.ends_at, now=time.time(), label=say("timer.label"))


#: Minutes of a timer for which nobody has chosen another number.
USUAL = 5


def controls(timer: Timer, say: Say) -> Node:
    """Return the console's timer."""
    runs = timer.ends_at is not None
    return nodes.card(
        nodes.section(
            say("console.timer"),
            nodes.number(key="minutes", field="minutes", label=say("console.timer_minutes"), min=1, max=180,
                       step=1, placeholder=str(USUAL)) if not runs else clock(timer, say),
            nodes.row(
                nodes.button("timer-start", say("console.timer_start"), disabled=runs),
                nodes.button("timer-stop", say("console.timer_stop"), disabled=not runs),
                nodes.button("timer-show", say("console.timer_show"), "quiet", pressed=timer.shown, disabled=not runs),
            ),
            level=3,
        ),
        key="timer",
    )  # fmt: skip
