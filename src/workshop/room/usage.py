"""How much was used: rooms and voices by month, added up when a room is over, and nothing of whose they were."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from workshop.room.schema import rooms, used, voices


@dataclass(frozen=True)
class Month:
    """A month, such as ``2026-11``: how many rooms of it are over, and how many voices were let in to them."""

    month: str
    rooms: int
    voices: int


def count(connection: Connection, which: ColumnElement[bool], now: float) -> None:
    """Add rooms that are over now, before what they held is deleted. A room that nobody came into is not counted."""
    held = select(rooms.c.id).where(which).with_for_update()
    ids = list(connection.execute(held).scalars())
    if not ids:
        return
    came = select(func.count()).where(voices.c.room.in_(ids)).group_by(voices.c.room)
    found = list(connection.execute(came).scalars())
    if not found:
        return
    month = dt.datetime.fromtimestamp(now, dt.UTC).strftime("%Y-%m")
    more = {"rooms": used.c.rooms + len(found), "voices": used.c.voices + sum(found)}
    if not connection.execute(update(used).where(used.c.month == month).values(**more)).rowcount:
        connection.execute(insert(used).values(month=month, rooms=len(found), voices=sum(found)))


def months(connection: Connection) -> list[Month]:
    """Return what was used, the newest month first."""
    rows = connection.execute(select(used).order_by(used.c.month.desc()))
    return [Month(row.month, row.rooms, row.voices) for row in rows]
