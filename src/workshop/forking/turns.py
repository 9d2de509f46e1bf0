"""Who is next: so many at a time, in the order in which they came, but those first whom somebody waits for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Turns:
    """Lets so many work at a time.

    Parameters
    ----------
    at_once
        How many.
    """

    def __init__(self, at_once: int) -> None:
        self._free = at_once
        self._waiting: dict[str, asyncio.Future[None]] = {}

    @asynccontextmanager
    async def of(self, name: str) -> AsyncIterator[None]:
        """Wait for the turn of a name that nobody else waits under, and keep it for as long as the block lasts."""
        if self._free:
            self._free -= 1
        else:
            turn = self._waiting[name] = asyncio.get_running_loop().create_future()
            try:
                await turn
            except asyncio.CancelledError:
                if not turn.cancelled():  # it was given the turn a moment ago
                    self._pass_on()
                elif self._waiting.get(name) is turn:
                    del self._waiting[name]
                raise
        try:
            yield
        finally:
            self._pass_on()

    def hurry(self, name: str) -> None:
        """Let a name be next, if it waits."""
        if name in self._waiting:
            self._waiting = {name: self._waiting.pop(name), **self._waiting}

    def _pass_on(self) -> None:
        while self._waiting:
            first = self._waiting.pop(next(iter(self._waiting)))
            if not first.done():  # who has just given up has not heard of it yet
                first.set_result(None)
                return
        self._free += 1
