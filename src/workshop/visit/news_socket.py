"""A page's connection to its server, over which it hears what is new in its room instead of asking the store."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import time

from workshop.room import RoomError
from workshop.room.news import WHERE, News, read_frame

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
