"""Hears that something of a store has changed: one thread of a server for all of its rooms.

PostgreSQL says so itself (``NOTIFY``, with the room's id and nothing else). SQLite is asked for a number that costs it
nothing to tell, some twenty times a second.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection

from workshop.room.database import CHANNEL, Database

_LOG = logging.getLogger("workshop.store")
#: Seconds between two looks at a SQLite file.
_OFTEN = 0.05
#: Seconds after which all is looked through even if nothing was heard: a connection may be dead without a word.
_SAFELY = 3.0
_AGAIN = 1.0


class Listener(threading.Thread):
    """Listens until stopped; should the store go away, from when it is back.

    Parameters
    ----------
    database
        Of the store.
    heard
        Called in this thread with the id of a room that may have changed, or with None for all of them; and with what
        another server tells (:meth:`~workshop.room.store.Store.tell_servers`), which begins with ``~``.
    """

    def __init__(self, database: Database, heard: Callable[[str | None], None]) -> None:
        super().__init__(name="workshop-listener", daemon=True)
        self._database, self._heard = database, heard
        self._done = threading.Event()

    def run(self) -> None:
        """Listen; one line in the log when the store goes away, one when it is back."""
        away = False
        while not self._done.is_set():
            try:
                with self._database.reading() as connection:
                    if away:
                        _LOG.warning("The rooms' store is back.")
                    away = False
                    self._heard(None)
                    (self._ask if self._database.is_sqlite else self._listen)(connection)
            except Exception as error:  # whatever it is: without this thread no page would hear anything
                if not away:
                    _LOG.warning("The rooms' store is away: %s", error)
                away = True
                self._heard(None)
            self._done.wait(_AGAIN)

    def stop(self) -> None:
        """End at the next occasion."""
        self._done.set()

    def _listen(self, connection: Connection) -> None:
        driver: Any = connection.connection.driver_connection
        connection.detach()  # it listens: nobody else may be given it
        connection.exec_driver_sql(f"LISTEN {CHANNEL}")
        until = time.monotonic() + _SAFELY
        while not self._done.is_set():
            for notice in driver.notifies(timeout=1.0):
                self._heard(notice.payload)
                if self._done.is_set() or time.monotonic() >= until:
                    break
            if time.monotonic() >= until:
                connection.exec_driver_sql("SELECT 1")
                self._heard(None)
                until = time.monotonic() + _SAFELY

    def _ask(self, connection: Connection) -> None:
        seen, until = None, time.monotonic() + _SAFELY
        while not self._done.wait(_OFTEN):
            version = connection.exec_driver_sql("PRAGMA data_version").scalar()
            if version != seen or time.monotonic() >= until:
                seen, until = version, time.monotonic() + _SAFELY
                self._heard(None)
