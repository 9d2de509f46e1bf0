"""The pages that are live now: how many there may be, and when the kernel behind one ends."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from jupyter_core.utils import ensure_async

from workshop.server.pages import PagesFullError
from workshop.server.tickets import Role

FACILITATION_PAGES = 8  # console and projector still open when participants' pages are all taken
LAST_WORDS = 2.0  # seconds; the kernel of a page that was closed may still be taking back what was shared
NEVER_CONNECTED = 120.0  # seconds; a phone on a slow network needs its time to fetch the page


@dataclass
class Visit:
    """One page that was handed out: its role, since when nobody is connected, and when its browser closed it."""

    role: Role
    alone_since: float
    seen: bool = False
    closed_since: float | None = None


class Visits:
    """Counts the kernels given to visitors and ends those that nobody needs any more.

    Kernels that wait in a pool are not visits; whoever keeps the pool looks after them.
    """

    def __init__(
        self,
        kernels: Any,
        *,
        limit: int,
        orphan_seconds: float,
        idle_seconds: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._kernels, self._limit, self._clock = kernels, limit, clock
        self._orphan, self._idle = orphan_seconds, idle_seconds
        self._visits: dict[str, Visit] = {}
        self._starting: dict[Role, int] = {}

    @asynccontextmanager
    async def admit(self, role: Role) -> AsyncIterator[None]:
        """Keep a place while a page starts.

        Raises
        ------
        PagesFullError
            If every place is taken.
        """
        self._forget_gone()
        full = self.count(role) >= (self._limit if role == "participant" else FACILITATION_PAGES)
        if full and not await self._end_one_left(role):
            raise PagesFullError
        self._starting[role] = self._starting.get(role, 0) + 1
        try:
            yield
        finally:
            self._starting[role] -= 1

    def started(self, kernel_id: str, role: Role) -> None:
        """Remember that a page with this kernel went out."""
        self._visits[kernel_id] = Visit(role, self._clock())

    def knows(self, kernel_id: str) -> bool:
        """Say whether this kernel belongs to a visitor's page."""
        return kernel_id in self._visits and kernel_id in self._kernels

    def model(self, kernel_id: str) -> dict[str, Any]:
        """Return what Jupyter Server says about a kernel."""
        model: dict[str, Any] = self._kernels.kernel_model(kernel_id)
        return model

    def count(self, role: Role) -> int:
        """Return how many pages of a role are live or starting; facilitator and projector count together."""
        live = sum(_same(role, visit.role) for visit in self._visits.values())
        return live + sum(number for other, number in self._starting.items() if _same(role, other))

    async def end(self, kernel_id: str) -> None:
        """End the kernel of one page; it's no mistake if it ended already."""
        if self._visits.pop(kernel_id, None) is not None and kernel_id in self._kernels:
            with suppress(Exception):  # it may die by itself between the two lines
                await ensure_async(self._kernels.shutdown_kernel(kernel_id, now=True))

    def gone(self, kernel_id: str) -> None:
        """Remember that the browser has closed a page: nobody will come back to its kernel."""
        if kernel_id in self._visits:
            self._visits[kernel_id].closed_since = self._clock()

    async def cull(self) -> int:
        """End kernels without a connection or without activity for too long; return how many."""
        self._forget_gone()
        now = self._clock()
        tired = []
        for kernel_id, visit in self._visits.items():
            model = self._kernels.kernel_model(kernel_id)
            if model["connections"]:
                visit.alone_since, visit.seen, visit.closed_since = now, True, None
                if visit.role == "participant" and _idle(model["last_activity"]) > self._idle:
                    tired.append(kernel_id)
            elif self._is_left(visit, now):
                tired.append(kernel_id)
        for kernel_id in tired:
            await self.end(kernel_id)
        return len(tired)

    def _is_left(self, visit: Visit, now: float) -> bool:
        if visit.closed_since is not None and now - visit.closed_since > LAST_WORDS:
            return True
        return now - visit.alone_since > (self._orphan if visit.seen else max(self._orphan, NEVER_CONNECTED))

    async def _end_one_left(self, role: Role) -> bool:
        """End the page whose visitor left longest ago, to make place; return False if nobody has left."""
        left = [
            (visit.alone_since, kernel_id)
            for kernel_id, visit in self._visits.items()
            if _same(role, visit.role) and visit.seen and not self.model(kernel_id)["connections"]
        ]
        if left:
            await self.end(min(left)[1])
        return bool(left)

    def _forget_gone(self) -> None:
        for kernel_id in [k for k in self._visits if k not in self._kernels]:
            del self._visits[kernel_id]


def _same(role: Role, other: Role) -> bool:
    return (role == "participant") == (other == "participant")


def _idle(last_activity: str) -> float:
    then = datetime.fromisoformat(last_activity.replace("Z", "+00:00"))
    return (datetime.now(UTC) - then).total_seconds()
