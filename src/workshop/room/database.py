"""The connection to SQLite or PostgreSQL: one engine per process, and every failure a sentence."""

from __future__ import annotations

import os
import random
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, NullPool, Table, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import Pool

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

from workshop.room.errors import StoreUnavailable, locked, unavailable

_WRITES = "workshop_writes"
#: Where PostgreSQL says that a room may have changed.
CHANNEL = "workshop_rooms"
#: What a word there begins with that is no room's id, but what one server tells the others.
ASIDE = "~"
#: Connections of a server to PostgreSQL, besides the one that listens; and those that all of its pages share.
SERVER_CONNECTIONS, PAGES_CONNECTIONS = 4, 6
#: Milliseconds for which all rooms may have to wait when one of them is erased.
_IN_THE_WAY = 100
#: Seconds that it may take to write a table anew.
_TO_REWRITE = 60.0
#: A database that vanishes without a word is noticed in half a minute; TCP by itself takes a quarter of an hour.
_VANISHED = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 15_000}
#: Bytes that are kept beside a SQLite file for the moment when the disk is full.
_RESERVE = 128 * 1024
#: Connections of a parent process, kept because closing them in a child would disturb the parent.
_inherited: list[Pool] = []
_SHORTEST_NAP, _LONGEST_NAP = 0.002, 0.012
#: Seconds that SQLite may wait for somebody else's lock at least, however late this one's turn came.
_SHORTEST_WAIT = 0.05


class Database:
    """An engine that connects anew after a fork, with a way to read and a way to write.

    Parameters
    ----------
    url
        ``sqlite:////path/rooms.sqlite`` or ``postgresql+psycopg://…``.
    patience
        Seconds to wait for somebody else's lock before giving up.
    turns
        A file that stands for the connections to PostgreSQL which several processes share: then each is opened when it
        is needed, once it is this one's turn, and closed at once. None: this process keeps some of its own.
    """

    def __init__(self, url: str, patience: float, turns: str | None = None) -> None:
        self._url = _understood(url)
        self._patience = patience
        self._turns = turns
        self._held = threading.local()
        self._pid = os.getpid()
        self._engine = self._connect()

    @property
    def is_sqlite(self) -> bool:
        """True for SQLite, False for PostgreSQL."""
        return bool(self._url.get_backend_name() == "sqlite")

    @property
    def engine(self) -> Engine:
        """The engine; in the child of a fork with connections of its own, and with the parent's compiled statements."""
        if self._pid != os.getpid():
            _inherited.append(self._engine.pool)
            self._engine.dispose(close=False)
            self._pid = os.getpid()
        return self._engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection on which each statement sees the newest state, with no lock in between.

        Within a block the same thread gets the same one again.
        """
        if (held := getattr(self._held, "connection", None)) is not None:
            yield held
            return
        try:
            with self._connected() as connection:
                if not self.is_sqlite:
                    connection = connection.execution_options(isolation_level="AUTOCOMMIT")  # noqa: PLW2901
                self._held.connection = connection
                try:
                    yield connection
                finally:
                    self._held.connection = None
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise unavailable(error) from None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in a transaction: all of it is stored at the end, or nothing of it.

        The queue and the database's own lock are waited for together no longer than this one's patience.
        """
        until = time.monotonic() + self._patience
        try:
            with (
                self._writers_queue(self._patience) as turn,
                self._connected(**{_WRITES: until}) as connection,
            ):
                if not turn:
                    raise locked()
                with connection.begin():
                    yield connection
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise unavailable(error) from None

    def forget(self, tables: Sequence[Table], patience: float | None = None) -> bool:
        """Erase what deleted and replaced rows left behind, as far as the database lets us.

        SQLite: the log beside the database is written back and cut to nothing (deleted bytes in the database
        itself are overwritten with zeros at once). PostgreSQL: the tables are rewritten without dead rows.

        Returns
        -------
        bool
            False if somebody else was reading or writing all the while; a later call does it.
        """
        with suppress(SQLAlchemyError, sqlite3.Error, StoreUnavailable), self._connected() as connection:
            if not self.is_sqlite:
                plain = connection.execution_options(isolation_level="AUTOCOMMIT")
                plain.exec_driver_sql(f"SET lock_timeout = '{_IN_THE_WAY}ms'")
                driver: Any = connection.connection.driver_connection
                within, driver.within = driver.within, _TO_REWRITE
                try:
                    for table in tables:
                        self._rewrite(plain, table)
                finally:
                    driver.within = within
                    plain.exec_driver_sql(f"SET lock_timeout = '{int(self._patience * 1000)}ms'")
                return True
            until = time.monotonic() + (self._patience if patience is None else patience)
            connection.exec_driver_sql("PRAGMA busy_timeout=20")
            try:
                while connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").one()[0]:
                    if time.monotonic() > until:
                        return False
                    time.sleep(0.005)
            finally:
                connection.exec_driver_sql(f"PRAGMA busy_timeout={int(self._patience * 1000)}")
            return True
        return False

    def _rewrite(self, connection: Connection, table: Table) -> None:
        """Write a table anew; it is wanted alone for a moment, and while it is waited for, all rooms would wait too."""
        until = time.monotonic() + self._patience
        while True:
            try:
                connection.exec_driver_sql(f"VACUUM (FULL) {table.name}")
                return
            except SQLAlchemyError as error:
                if unavailable(error).reason != "locked" or time.monotonic() > until:
                    raise
                time.sleep(_IN_THE_WAY / 1000)

    def settle(self) -> None:
        """After a share: clear SQLite's log, which shows the order of shares, unless others are sharing now.

        The last of them does it then.
        """
        if self.is_sqlite:
            with self._writers_queue(0) as turn:
                if turn:
                    self.forget((), patience=0)

    def announce(self, connection: Connection, room_id: str) -> None:
        """Let all servers hear, once this transaction is stored, that something of a room may have changed."""
        if not self.is_sqlite:
            connection.execute(text("SELECT pg_notify(:channel, :room)"), {"channel": CHANNEL, "room": room_id})

    def keep_a_log(self) -> None:
        """Switch a SQLite file to a write-ahead log, so that reading never waits for writing; it stays so."""
        if self.is_sqlite:
            with self.reading() as connection:
                if connection.exec_driver_sql("PRAGMA journal_mode").scalar() != "wal":
                    connection.exec_driver_sql("PRAGMA journal_mode=WAL")

    def keep_a_reserve(self) -> None:
        """Keep a little of the disk beside a SQLite file: deleting needs room, too, once the disk is full."""
        if self.is_sqlite:
            with suppress(OSError):
                if not self._reserve.exists():
                    self._reserve.touch(mode=0o600)
                    self._reserve.write_bytes(bytes(_RESERVE))

    def give_way(self) -> None:
        """On a full disk give the reserve back, and with it write SQLite's log back, so that what is there can go."""
        if self.is_sqlite:
            with suppress(OSError):
                self._reserve.unlink()
            self.forget(())

    @property
    def _reserve(self) -> Path:
        return Path(f"{self._url.database}-reserve")

    def close(self) -> None:
        """Close the connections of this process."""
        self.engine.dispose()

    def _writers_queue(self, patience: float) -> AbstractContextManager[bool]:
        return _in_queue(f"{self._url.database}-line", patience) if self.is_sqlite else nullcontext(True)

    @contextmanager
    def _connected(self, **options: float) -> Iterator[Connection]:
        shared = self._turns is not None and not self.is_sqlite
        turns = _in_queue(str(self._turns), self._patience, PAGES_CONNECTIONS) if shared else nullcontext(True)
        with turns as turn:
            if not turn:
                raise locked()
            with self.engine.connect().execution_options(**options) as connection:
                yield connection

    def _connect(self) -> Engine:
        quiet: dict[str, Any] = {"hide_parameters": True}  # an answer must never reach a log
        if self._url.get_backend_name() == "sqlite":
            engine = create_engine(self._url, **quiet, connect_args={"timeout": self._patience})
            event.listen(engine, "connect", self._tune)
            event.listen(engine, "begin", self._begin_sqlite)
            return engine
        wait = int(self._patience * 1000)
        options = f"-c lock_timeout={wait} -c statement_timeout={4 * wait} -c client_min_messages=warning"
        connect: dict[str, Any] = {"connect_timeout": max(2, round(self._patience)), "options": options}
        connect |= {name: value for name, value in _VANISHED.items() if name not in self._url.query}
        if self._turns is not None:
            connect["prepare_threshold"] = None
            engine = create_engine(self._url, **quiet, connect_args=connect, poolclass=NullPool)
        else:
            engine = create_engine(
                self._url, **quiet, connect_args=connect, pool_size=1, max_overflow=SERVER_CONNECTIONS - 1,
                pool_pre_ping=True, pool_timeout=self._patience,
            )  # fmt: skip
        event.listen(engine, "do_connect", _connect_patiently)
        return engine

    def _tune(self, connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions begin in _begin_sqlite, nowhere else
        for setting in ("secure_delete=ON", "foreign_keys=ON", "synchronous=NORMAL", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {setting}")

    def _begin_sqlite(self, connection: Connection) -> None:
        until = connection.get_execution_options().get(_WRITES)
        if until is None:
            return
        left = max(_SHORTEST_WAIT, until - time.monotonic())
        connection.exec_driver_sql(f"PRAGMA busy_timeout={int(left * 1000)}")
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={int(self._patience * 1000)}")


def _connect_patiently(_dialect: object, _record: object, words: list[Any], named: dict[str, Any]) -> Any:
    from workshop.room.postgresql import PatientConnection  # its driver is an extra

    return PatientConnection.connect(*words, **named)


def _understood(url: str) -> Any:
    try:
        made: Any = make_url(url)
    except ArgumentError:
        made = None
    kind = made.get_backend_name() if made is not None else ""
    if kind == "sqlite" and made.database not in {None, "", ":memory:"}:
        return _private_file(made)
    if kind == "postgresql":
        if find_spec("psycopg") is None:
            raise StoreUnavailable(
                "PostgreSQL needs one more package: pip install 'trust-workshop-kit[postgres]'.", "address"
            )
        return made.set(drivername="postgresql+psycopg")
    raise StoreUnavailable(
        "The address of the room database is not understood. Use sqlite:////folder/rooms.sqlite or "
        "postgresql+psycopg://user@host/database.",
        "address",
    )


def _private_file(url: Any) -> Any:
    """Make a missing SQLite file readable by its owner only; the log beside it takes over its rights."""
    with suppress(OSError):
        Path(url.database).touch(mode=0o600, exist_ok=True)
    return url


# A queue: before SQLite's one write lock, and before the few connections that all pages of a server share.
#
# SQLite lets only one process write, and its own waiting sleeps longer and longer: in a burst those who came
# first are served last or never. A file lock is tried cheaply and often instead, so that SQLite itself hardly
# ever has to wait. Where there are no such locks (Windows), or no file can be made, its own waiting has to do.


@contextmanager
def _in_queue(path: str, patience: float, places: int = 1) -> Iterator[bool]:
    """Wait up to ``patience`` seconds for one of so many places; gives False if the turn did not come."""
    files: list[int] = []
    if fcntl is not None:
        with suppress(OSError):
            for place in random.sample(range(places), places):
                name = f"{path}{place or ''}"
                files.append(os.open(name, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600))
    if not files:
        yield True
        return
    try:
        yield _turn(files, time.monotonic() + patience)
    finally:
        for file in files:
            fcntl.flock(file, fcntl.LOCK_UN)  # said aloud: a child forked meanwhile holds the file open, too
            os.close(file)


def _turn(files: list[int], until: float) -> bool:
    while True:
        for file in files:
            with suppress(OSError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return True
        if time.monotonic() >= until:
            return False
        time.sleep(random.uniform(_SHORTEST_NAP, _LONGEST_NAP))  # noqa: S311  (no secret)
