"""What surrounds an exercise: who looks at it, and what a room does with it.

An exercise does not know whether there is a room. It is handed a context, asks it how things stand and hands it what
the person chose to share. ``workshop.visit`` has the context of a real visit; :class:`NoRoom` is that of a
person on their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Protocol

from workshop.content.sharing import Payload
from workshop.controls.nodes import Node
from workshop.room.snapshots import Snapshot
from workshop.room.states import Shared


class Role(StrEnum):
    """Who looks at a page. Settled once per visit, by the session."""

    PARTICIPANT = "participant"
    FACILITATOR = "facilitator"
    PROJECTOR = "projector"
    ALONE = "alone"


class Status(StrEnum):
    """How an exercise stands in the room; ``ALONE`` where there is no room."""

    ALONE = "alone"
    WAITING = "waiting"
    OPEN = "open"
    CLOSED = "closed"
    REVEALED = "revealed"
    ENDED = "ended"

    @property
    def in_room(self) -> bool:
        """True if a room says how the exercise stands."""
        return self is not Status.ALONE


class RoomActionError(Exception):
    """Something could not be done. Its text is a sentence for the person; their answer stays where it is."""


class StoreAwayError(RoomActionError):
    """It could not be done now; a moment later it may."""


class RoomContext(Protocol):
    """What an exercise may ask for and hand over."""

    @property
    def role(self) -> Role:
        """Who looks at the page."""

    def status(self, exercise: str) -> Status:
        """Return how the exercise stands in the room."""

    def shared(self, exercise: str) -> Shared | None:
        """Return what the room holds of this person now; raise RoomActionError if it can't be asked."""

    def look_again(self, exercise: str) -> None:
        """Ask the room anew at the next :meth:`shared`: another tab of the same person may have changed it."""

    def share(self, exercise: str, payload: Payload, words: str | None) -> None:
        """Hand a share to the room, in place of an earlier one; raise RoomActionError if it cannot be taken."""

    def withdraw(self, exercise: str) -> None:
        """Take the share back; raise RoomActionError if that is no longer possible."""

    def keep_words_out(self, exercise: str) -> None:
        """Take only the words back and leave the rest of the share; raise RoomActionError if that is not possible."""

    def snapshot(self, exercise: str) -> Snapshot | None:
        """Return what was revealed, None before."""

    def watch(self, callback: Callable[[], None], exercise: str = "") -> None:
        """Call back whenever something the context tells may have changed; of one exercise, if one is named."""


class Lead(Protocol):
    """How somebody who leads from a notebook steers the room beside an exercise: the console's own taps."""

    def beside(self, exercise: str) -> Sequence[Node | None]:
        """Return how the exercise stands, and what may be done with it now."""

    def act(self, action: str, args: Mapping[str, Any]) -> None:
        """Carry out one of the taps."""


class NoRoom:
    """The context of a person on their own: nothing is shared, nobody asks."""

    role = Role.ALONE

    def status(self, exercise: str) -> Status:
        return Status.ALONE

    def shared(self, exercise: str) -> Shared | None:
        return None

    def look_again(self, exercise: str) -> None:
        """Do nothing: there is nothing to ask."""

    def share(self, exercise: str, payload: Payload, words: str | None) -> None:
        message = "There is no room to share with: you are working on your own."
        raise RoomActionError(message)

    def withdraw(self, exercise: str) -> None:
        """Do nothing: nothing was shared."""

    def keep_words_out(self, exercise: str) -> None:
        """Do nothing: nothing was shared."""

    def snapshot(self, exercise: str) -> Snapshot | None:
        return None

    def watch(self, callback: Callable[[], None], exercise: str = "") -> None:
        """Do nothing: nothing changes by itself."""
