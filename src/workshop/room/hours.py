"""How long a room lives: since when, until when, and how far its end may still be moved."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, select

from workshop.room import presence
from workshop.room.schema import change_room, rooms

#: A room lives no longer than this from its beginning on: participants are told so before they join.
LONGEST = 24
_DAY = LONGEST * 3600


class Hours:
    """The hours of one room.

    Attributes
    ----------
    opened
        When it was opened (seconds since 1970); never changes.
    expires
        When it is over, as far as this process knows: somebody may have prolonged it.
    """

    def __init__(self, expires: int, lasts: int, clock: Callable[[], float]) -> None:
        self.opened, self.expires = expires - lasts, expires
        self._clock = clock

    @property
    def left(self) -> float:
        """The seconds that the room still has."""
        return self.expires - self._clock()

    @property
    def since(self) -> float:
        """The seconds since it was opened."""
        return self._clock() - self.opened

    @property
    def over(self) -> bool:
        """True once the room is over."""
        return self.left <= 0

    @property
    def more(self) -> int:
        """The seconds by which its end may still be moved."""
        return max(0, self.opened + _DAY - self.expires)

    # What is stored of a moment is how far it was from the latest end that the room can have.

    def back(self) -> int:
        """Return this moment as it may be stored."""
        return round(self.opened + _DAY - self._clock())

    def at(self, back: int) -> float:
        """Return a moment that was stored, in seconds since 1970."""
        return self.opened + _DAY - back

    def tick(self) -> int:
        """Return this moment as presence stores it."""
        return presence.tick(self.opened + _DAY, self._clock())


def spoken(seconds: float) -> tuple[int, str]:
    """Return a time as one says it: so many ``hours``, or ``minutes`` below an hour and a half."""
    minutes = max(1, round(seconds / 60))
    return (minutes, "minutes") if minutes < 90 else (round(minutes / 60), "hours")


def prolong(connection: Connection, room: str, seconds: int) -> int:
    """Move the end of a room that is held alone, as far as it goes; return by how many seconds."""
    row = connection.execute(select(rooms.c.expires, rooms.c.lasts).where(rooms.c.id == room)).one()
    added: int = min(max(0, seconds), max(0, _DAY - row.lasts))
    if added:
        change_room(connection, room, expires=row.expires + added, lasts=row.lasts + added)
    return added
