"""Follows a room from one page: asks for its version often, tells the page when something changed.

The asking runs in a thread of its own, so that a slow or absent database never stops a person's typing; what it
finds is handed to the kernel's own loop, where all widgets live.
"""

from __future__ import annotations

import asyncio
import logging
import random
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from workshop.room import RoomError

T = TypeVar("T")
_LOG = logging.getLogger("workshop.follower")

#: Seconds between two looks. With the time a change takes to travel, a click is on every page well within 1.5 s.
EVERY = 0.35
#: Seconds to wait at most while the room can't be reached.
LONGEST_WAIT = 5.0


class Follower(threading.Thread, Generic[T]):
    """Looks at a room until stopped.

    Parameters
    ----------
    look
        Returns what is known now; runs in this thread. A :class:`RoomError` means that it could not be read.
    tell
        Called in the kernel's loop with each look that differs from the one before.
    lost
        Called in the kernel's loop with True when the room can't be reached and False when it can again.
    loop
        The kernel's loop.
    """

    def __init__(
        self,
        look: Callable[[], T],
        tell: Callable[[T], None],
        lost: Callable[[bool], None],
        loop: asyncio.AbstractEventLoop,
        every: float = EVERY,
    ) -> None:
        super().__init__(name="workshop-follower", daemon=True)
        self._look, self._tell, self._lost, self._loop, self._every = look, tell, lost, loop, every
        self._done = threading.Event()
        self._seen: T | None = None
        self._away = False

    def run(self) -> None:
        """Look, tell, wait; waits grow while the room is away, and never fall into step with other pages."""
        wait = self._every
        while not self._done.wait(wait * random.uniform(0.8, 1.2)):  # noqa: S311
            try:
                now = self._look()
            except RoomError:
                wait = min(LONGEST_WAIT, wait * 1.6)
                self._report(True)
                continue
            except Exception:  # a follower that dies in silence would leave a page behind for good
                _LOG.exception("A page could not look at its room; it keeps trying.")
                wait = LONGEST_WAIT
                continue
            wait = self._every
            self._report(False)
            if now != self._seen:
                self._seen = now
                self._in_loop(self._tell, now)

    def stop(self) -> None:
        """End at the next occasion."""
        self._done.set()

    def _report(self, away: bool) -> None:
        if away is not self._away:
            self._away = away
            self._in_loop(self._lost, away)

    def _in_loop(self, callback: Callable[..., None], *values: object) -> None:
        try:
            self._loop.call_soon_threadsafe(callback, *values)
        except RuntimeError:  # the kernel is closing its loop
            self.stop()
