"""The hours of the room on the console: until when it lives, and one more."""

from __future__ import annotations

from collections.abc import Callable

from workshop.content import Library
from workshop.controls import nodes, room_nodes
from workshop.controls.nodes import Node
from workshop.room import LONGEST, Room

MORE = 1.0  # hours, each time


def prolong(room: Room, say: Callable[..., str]) -> str:
    """Give the room an hour more, as far as it goes; return what came of it."""
    if not room.prolong(MORE):
        return say("console.longest", n=LONGEST)
    # The number differs at each tap: a sentence that stays as it is would not be read out a second time.
    return say("console.prolonged", n=(room.hours.expires - room.hours.opened) // 3600)


def button(room: Room, say: Callable[..., str], key: str) -> Node | None:
    """Return the button for more hours; None where there are no more."""
    if room.hours.more < 60:
        return None
    return nodes.row(nodes.button("prolong", say("console.prolong"), key=key), key=f"{key}-row")


def draw(room: Room, library: Library) -> list[Node | None]:
    """Return until when the room lives, in the time of whoever looks."""
    say = library.phrase
    return [
        room_nodes.clock_line(
            key="hours",
            started=room.hours.opened,
            over=0,
            ends=room.hours.expires,
            text=library.phrases["console.hours"],
        ),
        button(room, say, "prolong") or nodes.prose(say("console.longest", n=LONGEST), key="longest"),
    ]
