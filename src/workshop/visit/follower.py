"""Follows a room from one page: hears from the server what is new, or asks the store often where nobody tells.

Both run in a thread of their own, so that a slow or absent database never stops a person's typing; what is found is
handed to the kernel's own loop, where all widgets live.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import random
import socket
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from workshop.room import RoomError, StoreUnavailable
from workshop.room.news import WHERE, News, read_frame

T = TypeVar("T")
_LOG = logging.getLogger("workshop.follower")

#: Seconds between two looks. With the time a change takes to travel, a click is on every page well within 1.5 s.
EVERY = 0.35
#: The same on a page whose server should tell, and does not: all of its pages may be asking now.
EVERY_WITHOUT_NEWS = 1.5
#: Seconds to wait at most while the room can't be reached.
LONGEST_WAIT = 5.0
#: Seconds after which a page looks at the clock, when it heard nothing: a room's hours end without anybody saying so.
CLOCK_EVERY = 3.0
#: Seconds that a word may take to arrive once it has begun.
_PATIENCE = 10.0


class NewsEndedError(Exception):
    """The server is gone, or never was there."""


class NewsSocket:
    """One connection to the server; its words are read in one thread at a time.

    Parameters
    ----------
    hello
        ``room``, ``leads``, and ``who`` is here (the room's own name for it, or nothing).
    """

    def __init__(self, hello: dict[str, object]) -> None:
        try:
            self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self._socket.settimeout(_PATIENCE)
            self._socket.connect(os.environ[WHERE])
            self._write(hello)
        except (OSError, KeyError, AttributeError) as error:
            raise NewsEndedError from error

    def _write(self, words: dict[str, object]) -> None:
        self._socket.sendall(json.dumps(words).encode() + b"\n")

    def say_here(self, here: bool) -> None:
        """Say whether somebody is at the page."""
        with contextlib.suppress(OSError):  # reading finds out
            self._write({"here": here})

    def hear(self, seconds: float) -> News | RoomError | None:
        """Return the next word, None if there was none for so many seconds.

        Raises
        ------
        NewsEndedError
            If there will be none.
        """
        try:
            self._socket.settimeout(seconds)
            try:
                begun = self._socket.recv(1, socket.MSG_PEEK)
            except TimeoutError:
                return None
            if not begun:
                raise NewsEndedError
            return read_frame(self._receive)
        except (OSError, EOFError) as error:
            raise NewsEndedError from error

    def close(self) -> None:
        """Hang up; whoever reads hears it."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _receive(self, length: int) -> bytes:
        found, until = b"", time.monotonic() + _PATIENCE
        while len(found) < length:
            self._socket.settimeout(max(0.1, until - time.monotonic()))
            part = self._socket.recv(length - len(found))
            if not part:
                raise EOFError
            found += part
        return found


def news_socket(hello: dict[str, object]) -> NewsSocket | None:
    """Return a connection to the server, None where none is open: outside of served pages, or on Windows."""
    if WHERE not in os.environ:
        return None
    with contextlib.suppress(NewsEndedError):
        return NewsSocket(hello)
    return None


class Follower(threading.Thread, Generic[T]):
    """Follows a room until stopped.

    Parameters
    ----------
    look
        Returns what is known now, from the store; runs in this thread. A :class:`RoomError` means that it could not be
        read.
    tell
        Called in the kernel's loop with each look that differs from the one before.
    lost
        Called in the kernel's loop with True when the room can't be reached and False when it can again.
    loop
        The kernel's loop.
    every
        Seconds between two looks where nobody tells.
    news
        To the server; None where there is none.
    hear
        Returns what is known by news from the server, or, given None after a while without any, by the clock.
    call
        Opens another connection, after one has ended.
    hung_up
        Called when a connection has ended.
    """

    def __init__(
        self,
        look: Callable[[], T],
        tell: Callable[[T], None],
        lost: Callable[[bool], None],
        loop: asyncio.AbstractEventLoop,
        every: float = EVERY,
        *,
        news: NewsSocket | None = None,
        hear: Callable[[News | None], T | None] = lambda _: None,
        call: Callable[[], NewsSocket | None] = lambda: None,
        hung_up: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(name="workshop-follower", daemon=True)
        self._look, self._tell, self._lost, self._loop = look, tell, lost, loop
        self._every = EVERY_WITHOUT_NEWS if news else every
        self._news, self._hear, self._call, self._hung_up = news, hear, call, hung_up
        self._done = threading.Event()
        self._seen: T | None = None
        self._away = False

    def run(self) -> None:
        """Hear or look, and tell; waits grow while the room is away, and never fall into step with other pages."""
        wait = 0.0 if self._news else self._every
        while not self._done.wait(wait * random.uniform(0.8, 1.2)):  # noqa: S311
            try:
                if self._news is not None:
                    self._listen(self._news)
                    wait = self._every
                    continue
                found = self._look()
            except RoomError:
                wait = min(LONGEST_WAIT, max(wait, self._every) * 1.6)
                self._report(True)
            except Exception:  # a follower that dies in silence would leave a page behind for good
                _LOG.exception("A page could not look at its room; it keeps trying.")
                wait = LONGEST_WAIT
            else:
                wait = self._every
                self._found(found)
            if self._news is None:
                self._news = self._call()

    def stop(self) -> None:
        """End at the next occasion."""
        self._done.set()
        if self._news is not None:
            self._news.close()

    def _listen(self, news: NewsSocket) -> None:
        try:
            while not self._done.is_set():
                word = news.hear(CLOCK_EVERY)
                if isinstance(word, StoreUnavailable):
                    self._report(True)
                    continue
                # A server that hears of a room for the first time when it is over can only say so: a page knows it.
                found = self._look() if isinstance(word, RoomError) else self._hear(word)
                if found is not None and not (word is None and self._away):
                    self._found(found)
        except NewsEndedError:
            news.close()
            self._news = None
            self._hung_up()

    def _found(self, now: T) -> None:
        self._report(False)
        if now != self._seen:
            self._seen = now
            self._in_loop(self._tell, now)

    def _report(self, away: bool) -> None:
        if away is not self._away:
            self._away = away
            self._in_loop(self._lost, away)

    def _in_loop(self, callback: Callable[..., None], *values: object) -> None:
        try:
            self._loop.call_soon_threadsafe(callback, *values)
        except RuntimeError:  # the kernel is closing its loop
            self.stop()
