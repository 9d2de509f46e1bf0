"""Whether somebody is at the other end of a page. A phone that vanishes says nothing: the server says it instead.

A page that is looked at and falls silent is gone, after a few seconds in which its network may come back. One that was
put away first, as a phone in a pocket is, counts as here for as long as its kernel is kept for it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

import comm

from workshop.server.tickets import NOBODY

#: Seconds for a network to come back. The server finds out within 30 s that a page has vanished.
GRACE = 8.0


class Connected:
    """What a kernel knows of its page's connection; asked from another thread than told.

    Parameters
    ----------
    clock
        Seconds of a clock that is never set.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._alone_since: float | None = None
        self._put_away = False

    def listen(self) -> None:
        """Hear from the server, in a running kernel, when the last connection has ended."""

        def left(comm: Any, _message: Mapping[str, Any]) -> None:
            self.left()
            comm.close()

        comm.get_comm_manager().register_target(NOBODY, left)

    def greeted(self, hello: Mapping[str, Any]) -> None:
        """Note that a page is there."""
        self._alone_since = None
        self.hidden(hello.get("hidden"))

    def hidden(self, is_hidden: object) -> None:
        """Note that the page was put out of sight, or is looked at."""
        self._put_away = is_hidden is True

    def left(self) -> None:
        """Note that no connection is left."""
        self._alone_since = self._clock()

    @property
    def here(self) -> bool:
        """True if the page's person counts as here."""
        alone = self._alone_since
        return alone is None or self._put_away or self._clock() - alone < GRACE
