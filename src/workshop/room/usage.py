"""How much was used: rooms and voices by month, added up when a room is over, and nothing of whose they were."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, select, text

from workshop.room.schema import rooms, used, voices

#: In one statement, or the first two rooms of a month that end at once would both begin it.
_ADD = text(
    "INSERT INTO used (month, rooms, voices) VALUES (:month, :rooms, :voices) ON CONFLICT (month) "
    "DO UPDATE SET rooms = used.rooms + excluded.rooms, voices = used.voices + excluded.voices"
)


@dataclass(frozen=True)
class Month:
    """A month, such as ``2026-11``: how many rooms of it are over, and how many voices were let in to them."""

    month: str
    rooms: int
    voices: int


def count(connection: Connection, which: ColumnElement[bool], now: float) -> None:
    """Add rooms that are over now, before what they held is deleted. A room that nobody came into is not counted."""
    held = select(rooms.c.id).where(which).order_by(rooms.c.id).with_for_update()  # in one order: two may purge at once
    ids = list(connection.execute(held).scalars())
    if not ids:
        return
    came = select(func.count()).where(voices.c.room.in_(ids)).group_by(voices.c.room)
    found = list(connection.execute(came).scalars())
    if not found:
        return
    month = dt.datetime.fromtimestamp(now, dt.UTC).strftime("%Y-%m")
    connection.execute(_ADD, {"month": month, "rooms": len(found), "voices": sum(found)})


def months(connection: Connection) -> list[Month]:
    """Return what was used, the newest month first."""
    rows = connection.execute(select(used).order_by(used.c.month.desc()))
    return [Month(row.month, row.rooms, row.voices) for row in rows]
