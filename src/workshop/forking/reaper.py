"""Ends kernels that nobody needs any more: the one place where a page's time is up.

Works for every kernel of a Jupyter Server, forked or not; a server that counts visits of its own hands its reaper to
:class:`.pages.ForkedPages`, so that one clock decides.
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from logging import Logger
from typing import Any

from jupyter_core.utils import ensure_async

from .websocket import ReadyConnection

FETCHING = 20.0  # seconds; a phone that was given a page is surely still loading it
GOODBYE = 1.0  # seconds in which a kernel may leave its room
LAST_WORDS = 2.0  # seconds; the kernel of a page that was closed may still be finishing what it was asked last


@dataclass
class Watched:
    """A kernel that somebody was given: since when nobody is connected, if anybody ever was, when its page closed.

    ``active`` is what Jupyter Server last said of its activity, ``idle_since`` when it began to say so: of the two
    clocks only ours is never set.
    """

    alone_since: float
    idle_since: float = 0.0
    active: str = ""
    opened: bool = False
    may_idle: bool = False
    closed_since: float | None = None


class Reaper:
    """Watches kernels that were given to visitors.

    Parameters
    ----------
    kernels
        Jupyter Server's mapping of kernels.
    unclaimed_after, lost_after, idle_after
        Seconds until the end of a kernel to which no browser ever connected, whose browser is away, and in which
        nothing happens although a browser is connected.
    """

    def __init__(
        self,
        kernels: Any,
        log: Logger,
        *,
        unclaimed_after: float,
        lost_after: float,
        idle_after: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._kernels, self._log, self._clock = kernels, log, clock
        self._unclaimed, self._lost, self._idle = unclaimed_after, lost_after, idle_after
        self._watched: dict[str, Watched] = {}

    @property
    def look_every(self) -> float:
        """Seconds between looks: ten, or less where one of the times is short."""
        return min(10.0, self._unclaimed / 3, self._lost / 3, self._idle / 3)

    def watch(self, kernel_id: str, *, may_idle: bool = False) -> None:
        """Look after a kernel from now on; one that may idle is kept for as long as a browser is connected."""
        watched = self._watched.setdefault(kernel_id, Watched(self._clock()))
        watched.may_idle = may_idle

    def closed(self, kernel_id: str) -> None:
        """Remember that the browser has closed the page: nobody will come back to its kernel."""
        if kernel_id in self._watched:
            self._watched[kernel_id].closed_since = self._clock()

    async def end(self, kernel_id: str) -> None:
        """End a kernel and tell its browsers. Does nothing if it has ended."""
        self._watched.pop(kernel_id, None)
        ReadyConnection.hang_up(kernel_id)
        if kernel_id in self._kernels:
            with suppress(Exception):  # it may die by itself between the two lines
                await self._let_finish(kernel_id)
            with suppress(Exception):
                await ensure_async(self._kernels.shutdown_kernel(kernel_id, now=True))

    async def _let_finish(self, kernel_id: str) -> None:
        """Ask the kernel to end by itself, and give it a moment to put away what it holds."""
        manager = self._kernels.get_kernel(kernel_id)
        manager.shutting_down = True  # so that its end is no news
        manager.stop_restarter()
        if os.name == "posix":
            await manager.provisioner.send_signal(signal.SIGTERM)
        for _ in range(int(GOODBYE / 0.02)):
            if not await manager.is_alive():
                return
            await asyncio.sleep(0.02)

    async def end_one_left(self, kernel_ids: Iterable[str]) -> bool:
        """End, of these, the one that will be missed least (see :meth:`unused`); return False if all are needed."""
        left = self.unused(kernel_ids)
        if left:
            await self.end(left[0])
        return bool(left)

    def unused(self, kernel_ids: Iterable[str]) -> list[str]:
        """Return those of these to which nobody is connected, and that will hardly be missed: the first to end first.

        Those that no browser ever came back to, after :data:`FETCHING` seconds, then those whose visitor left.
        """
        never, left = [], []
        for each in kernel_ids:
            watched = self._watched.get(each)
            if watched is None or each not in self._kernels:
                continue
            if self._is_left(each):
                left.append((watched.alone_since, each))
            elif not self._was_opened(each, watched) and self._clock() - watched.alone_since > FETCHING:
                never.append((watched.alone_since, each))
        return [each for _, each in [*sorted(never), *sorted(left)]]

    async def cull(self) -> list[str]:
        """End the kernels whose time is up; return their ids."""
        self._forget_ended()
        over = [each for each, watched in self._watched.items() if self._is_over(each, watched)]
        for kernel_id in over:
            self._log.info("Nobody uses kernel %s any more; it is ended.", kernel_id)
            await self.end(kernel_id)
        return over

    async def run(self) -> None:
        """Cull again and again until cancelled."""
        while True:
            await asyncio.sleep(self.look_every)
            try:
                await self.cull()
            except Exception:
                self._log.warning("Kernels could not be looked through; trying again.", exc_info=True)

    def _is_over(self, kernel_id: str, watched: Watched) -> bool:
        model = self._kernels.kernel_model(kernel_id)
        now = self._clock()
        watched.opened = watched.opened or ReadyConnection.was_opened(kernel_id)
        if model["connections"]:
            watched.alone_since, watched.opened, watched.closed_since = now, True, None
            if model["last_activity"] != watched.active:
                watched.active, watched.idle_since = model["last_activity"], now
            return not watched.may_idle and now - watched.idle_since > self._idle
        if watched.closed_since is not None and now - watched.closed_since > LAST_WORDS:
            return True
        return now - watched.alone_since > (self._lost if watched.opened else self._unclaimed)

    def _is_left(self, kernel_id: str) -> bool:
        watched = self._watched.get(kernel_id)
        if watched is None or kernel_id not in self._kernels:
            return False
        return self._was_opened(kernel_id, watched) and not self._kernels.kernel_model(kernel_id)["connections"]

    @staticmethod
    def _was_opened(kernel_id: str, watched: Watched) -> bool:
        return watched.opened or ReadyConnection.was_opened(kernel_id)

    def _forget_ended(self) -> None:
        for kernel_id in [each for each in self._watched if each not in self._kernels]:
            del self._watched[kernel_id]  # the page's closing beacon, or Jupyter's API
            ReadyConnection.hang_up(kernel_id)
