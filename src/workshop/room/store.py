"""Where rooms are kept: made, found by what people type, and purged."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, insert, select

from workshop.room import errors, presence, schema, usage
from workshop.room.codes import new_code, normalise
from workshop.room.database import ASIDE, Database
from workshop.room.hours import LONGEST, Hours
from workshop.room.pseudonyms import NOBODY
from workshop.room.registry import Registry
from workshop.room.room import Room
from workshop.room.states import Entry

_TRIES = 20


class Store:
    """All rooms of one server, in SQLite or PostgreSQL.

    Any number of threads and processes may use one database at once. A store holds connections, so it must
    not be used on both sides of a fork: a child makes its own. If a child does use an inherited one, the
    store notices and connects anew, and leaves the parent's connections alone.

    Parameters
    ----------
    url
        ``sqlite:////path/rooms.sqlite`` (made if missing, for its owner only) or
        ``postgresql+psycopg://…``.
    patience
        Seconds to wait for somebody else's lock before StoreUnavailable.
    clock
        Gives the seconds since 1970; for tests.
    turns
        A file by which many processes share a few connections; see :class:`~workshop.room.database.Database`.

    Attributes
    ----------
    registry
        Which rooms there are, and who was invited to open some.

    Raises
    ------
    StoreUnavailable
        If it cannot be opened, or was made by a newer kit; as every method here and in Room may do.
    """

    def __init__(
        self, url: str, *, patience: float = 3.0, clock: Callable[[], float] = time.time, turns: str | None = None
    ) -> None:
        self.database = Database(url, patience, turns)
        self.clock = clock
        self.registry = Registry(self.database, clock)
        with self.database.reading() as connection:
            found = schema.found_version(connection)
        if found != schema.VERSION:
            self._prepare()

    def _prepare(self) -> None:
        self.database.keep_a_log()
        self.database.keep_a_reserve()
        with self.database.writing() as connection:
            if not self.database.is_sqlite:
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7417)")  # two servers starting at once
            schema.prepare(connection)
        self.database.forget(())  # a step may have written an older result anew: no copy stays in the log

    def warm_up(self) -> None:
        """Ask once what every visit asks, of a room that is not there, and hold no connection afterwards.

        A process that is forked after this hands on how to ask: the statements, worked out already.
        """
        room = Room(self.database, self.clock, Entry("", "", "", 0, 0))
        for ask in (room.version, room.state, lambda: room.mine("rehearsal", NOBODY), lambda: self.get("")):
            with suppress(errors.RoomError):
                ask()
        self.close()

    def create(
        self,
        language: str = "en",
        hours: float = LONGEST,
        *,
        owner: str | None = None,
        workshop: str | None = None,
    ) -> Room:
        """Open a new room with a code of its own, for a number of hours (at most 24); ``owner`` is an invitation's."""
        if not 0 < hours <= LONGEST:
            raise ValueError(f"hours is {hours}; a room lasts more than 0 and at most {LONGEST} hours")
        self.purge_expired()
        room_id = secrets.token_hex(16)
        lasts = int(hours * 3600)
        expires = int(self.clock()) + lasts
        for _ in range(_TRIES):
            entry = Entry(room_id, new_code(), language, expires, lasts, owner, workshop)
            if self._insert(entry):
                return Room(self.database, self.clock, entry)
        raise errors.StoreUnavailable("No free room code was found. Purge old rooms and try again.", "full")

    def _insert(self, entry: Entry) -> bool:
        rooms = schema.rooms
        with self.database.writing() as connection:
            if connection.execute(select(rooms.c.id).where(rooms.c.code == entry.code)).first():
                return False
            number = connection.execute(select(func.coalesce(func.max(rooms.c.number), 0))).scalar_one() + 1
            values = asdict(entry) | {"number": number, "version": 1, "timer_shown": False, "closed": False}
            connection.execute(insert(rooms).values(**values))
        return True

    def find(self, code: str) -> Room:
        """Return the open room that a typed code means.

        Raises
        ------
        RoomNotFound, RoomClosed, RoomExpired
            With a sentence that says which.
        """
        wanted = normalise(code)
        row = self._row(schema.rooms.c.code == wanted)
        if row is None:
            raise errors.RoomNotFound(f"There is no room {wanted}. Compare the code with the screen.")
        return self._room(row)

    def get(self, room_id: str) -> Room:
        """Return the open room with this id; raises as :meth:`find` does."""
        row = self._row(schema.rooms.c.id == room_id)
        if row is None:
            raise errors.RoomNotFound("This room no longer exists. Ask the facilitator for a new code.")
        return self._room(row)

    def known(self, entry: Entry) -> Room:
        """Return a room of which somebody else has just looked up what never changes."""
        return Room(self.database, self.clock, entry)

    def newest_open(self, workshop: str | None = None) -> Room | None:
        """Return the host's own room made last that is neither ended nor expired; of one workshop, if that is named."""
        table = schema.rooms
        open_ones = select(table).where(
            table.c.closed.is_(False), table.c.expires > self.clock(), table.c.owner.is_(None)
        )
        if workshop is not None:
            open_ones = open_ones.where(func.coalesce(table.c.workshop, workshop) == workshop)
        with self.database.reading() as connection:
            row = connection.execute(open_ones.order_by(table.c.number.desc()).limit(1)).first()
        return self._room(row) if row else None

    def purge_expired(self) -> int:
        """Delete every row of every room past its hours, and what they left behind; return how many rooms.

        A server should call this every few minutes: it also erases what a busy moment left in the log.
        """
        with self.database.writing() as connection:
            over = schema.rooms.c.expires <= self.clock()
            usage.count(connection, over & schema.rooms.c.closed.is_(False), self.clock())
            rooms = connection.execute(delete(schema.rooms).where(over)).rowcount
        if rooms or self.database.is_sqlite:
            self.database.forget(schema.OF_A_ROOM)
        return rooms

    def forget_absent(self) -> None:
        """Delete what says when a page was here last, once it no longer counts; a server calls this every minute."""
        with self.database.reading() as connection:
            rooms = schema.rooms.c
            known = connection.execute(select(rooms.id, rooms.expires, rooms.lasts)).all()
        late = [(row.id, Hours(row.expires, row.lasts, self.clock).tick()) for row in known]
        with self.database.writing() as connection:
            for room, now in late:
                presence.forget_absent(connection, room, now)

    def tell_servers(self, word: str) -> None:
        """Tell the other servers of this store something that is written nowhere; SQLite has no others."""
        if not self.database.is_sqlite:
            with self.database.reading() as connection:
                self.database.announce(connection, f"{ASIDE}{word}")

    def close(self) -> None:
        """Close this process's connections; the store opens new ones if it is used again."""
        self.database.close()

    def _row(self, condition: ColumnElement[bool]) -> Row[Any] | None:
        with self.database.reading() as connection:
            return connection.execute(select(schema.rooms).where(condition)).first()

    def _room(self, row: Row[Any]) -> Room:
        if row.expires <= self.clock():
            raise errors.expired(row.code)
        if row.closed:
            raise errors.closed(row.code)
        entry = Entry(row.id, row.code, row.language, row.expires, row.lasts, row.owner, row.workshop)
        return Room(self.database, self.clock, entry)
