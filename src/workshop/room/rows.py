"""Locking a room's rows, in one order everywhere: the room first, then the exercise.

On PostgreSQL the locks are row locks; on SQLite every writing transaction holds the whole database.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from workshop.room import errors
from workshop.room.schema import exercises, rooms


def lock_room(connection: Connection, room_id: str, code: str, now: float, *, alone: bool) -> Row[Any]:
    """Hold the room until the transaction ends: ``alone`` to change it, else together with others.

    Raises
    ------
    RoomClosed, RoomExpired
        If it has ended, or its hours are over.
    """
    found = select(rooms).where(rooms.c.id == room_id).with_for_update(read=not alone)
    row = connection.execute(found).first()
    if row is None or row.expires <= now:
        raise errors.expired(code)
    if row.closed:
        raise errors.closed(code)
    return row


def lock_exercise(connection: Connection, room_id: str, exercise: str) -> str:
    """Hold the exercise until the transaction ends, and return its state."""
    mine = (exercises.c.room == room_id) & (exercises.c.exercise == exercise)
    return connection.execute(select(exercises.c.state).where(mine).with_for_update()).scalar() or "waiting"


def set_exercise(connection: Connection, room_id: str, exercise: str, state: str) -> None:
    """Store the state of an exercise; the room must be held alone."""
    mine = (exercises.c.room == room_id) & (exercises.c.exercise == exercise)
    if not connection.execute(update(exercises).where(mine).values(state=state)).rowcount:
        connection.execute(insert(exercises).values(room=room_id, exercise=exercise, state=state))


def change_room(connection: Connection, room_id: str, **values: object) -> None:
    """Change columns of the room and raise its version, which tells every page to look again."""
    changed = update(rooms).where(rooms.c.id == room_id)
    connection.execute(changed.values(**values, version=rooms.c.version + 1))
