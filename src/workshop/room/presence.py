"""How many are here: counted, never listed, and forgotten when they go quiet.

A page says "here" now and then, under a pseudonym of its own. The store keeps only in which minute, counted
back from the latest end the room can have, it last did; a page that was quiet for more than ``STALE`` minutes is
deleted. So is one that was here in a minute still to come: the computer's clock was set back, and whoever is here says
so again within a minute.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from workshop.room.schema import presence, signals

#: Seconds of one tick. A page should say that it is here about this often.
TICK = 60
#: A page counts as here for this many ticks after it last said so.
STALE = 2


def tick(latest: int, now: float) -> int:
    """Return the minutes left until the latest end the room can have, which is all the time that is stored."""
    return int((latest - now) // TICK)


def known(connection: Connection, room: str, who: str, now: int) -> bool:
    """Return True if this page already said so in this tick."""
    own = (presence.c.room == room) & (presence.c.who == who) & (presence.c.tick == now)
    return connection.execute(select(presence.c.tick).where(own)).first() is not None


def arrive(connection: Connection, room: str, who: str, now: int) -> None:
    """Note that a page is here, and forget those that went quiet."""
    forget_absent(connection, room, now)
    own = (presence.c.room == room) & (presence.c.who == who)
    connection.execute(delete(presence).where(own))
    connection.execute(insert(presence).values(room=room, who=who, tick=now))


def forget_absent(connection: Connection, room: str, now: int) -> None:
    """Delete the pages that went quiet, and with them when that was."""
    connection.execute(delete(presence).where((presence.c.room == room) & ~_here(now)))


def leave(connection: Connection, room: str, who: str) -> None:
    """Forget a page."""
    connection.execute(delete(presence).where((presence.c.room == room) & (presence.c.who == who)))


def present(connection: Connection, room: str, now: int) -> int:
    """Count the pages that are here."""
    here = (presence.c.room == room) & _here(now)
    return connection.execute(select(func.count()).where(here)).scalar_one()


def _here(now: int) -> ColumnElement[bool]:
    return presence.c.tick.between(now - 1, now + STALE)


def raise_signal(connection: Connection, room: str, kind: str, who: str) -> None:
    """Note a signal, once for each person until it was seen, without a reason; the room is held alone."""
    own = (signals.c.room == room) & (signals.c.kind == kind) & (signals.c.who == who)
    if not connection.execute(select(signals.c.who).where(own)).first():
        connection.execute(insert(signals).values(room=room, kind=kind, who=who))


def raised(connection: Connection, room: str) -> dict[str, int]:
    """Return how many people gave each signal since they were last cleared."""
    rows = connection.execute(
        select(signals.c.kind, func.count()).where(signals.c.room == room).group_by(signals.c.kind)
    )
    return {kind: number for kind, number in rows}  # noqa: C416


def clear(connection: Connection, room: str) -> None:
    """Set all signals back to none."""
    connection.execute(delete(signals).where(signals.c.room == room))
