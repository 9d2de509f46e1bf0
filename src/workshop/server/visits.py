"""The pages that are live now, and how many there may be."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakValueDictionary

from workshop.forking.page import PageFull
from workshop.forking.reaper import Reaper
from workshop.server.page_memory import PageMemory
from workshop.server.tickets import Role

FACILITATION_PAGES = 8  # of a room: consoles, and as many walls; they open also when participants' pages are all taken
NEVER_CONNECTED = 120.0  # seconds; a phone on a slow network needs its time to fetch the page


PAGES = 3  # of one person; two tabs, and one that the browser still believes to be open
REMEMBERED = 1000


@dataclass(frozen=True)
class Visit:
    """A page that went out: in which role, to whom, for which room, and with which key of its own if it has one."""

    role: Role
    owner: bytes
    room: str = field(default="", compare=False)
    key: bytes = field(default=b"", compare=False)


class Visits:
    """Counts the kernels given to visitors; the reaper ends those that nobody needs any more.

    Kernels that wait in a pool are not visits; whoever keeps the pool looks after them.
    """

    def __init__(
        self,
        kernels: Any,
        reaper: Reaper,
        *,
        limit: int,
        pages_memory: int = 0,
        templates: Callable[[], Iterable[int]] = tuple,
        give_up: Callable[[], Awaitable[int | None]] | None = None,
    ) -> None:
        self._kernels, self._reaper, self._limit = kernels, reaper, limit
        self.memory = PageMemory(kernels, reaper, lambda: [*self._visits], pages_memory, templates, give_up)
        self._visits: dict[str, Visit] = {}
        self._rested: deque[str] = deque(maxlen=REMEMBERED)
        self._starting: Counter[tuple[Role, str]] = Counter()
        #: Held while a page starts, so that of many that one person asks for at once each is counted before the next.
        self._turns: WeakValueDictionary[bytes, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def admit(self, role: Role, owner: bytes, room: str) -> AsyncIterator[None]:
        """Keep a place while a page starts, one at a time for one person; the oldest of theirs makes room for it.

        Raises
        ------
        PageFull
            If every place is taken.
        """
        async with self._turns.setdefault(owner, asyncio.Lock()):
            self._forget_gone()
            await self._make_room(role, owner, room)
            self._starting[role, room] += 1
            try:
                yield
            finally:
                self._starting[role, room] -= 1
                self._starting += Counter()  # keeps only rooms in which one starts

    async def _make_room(self, role: Role, owner: bytes, room: str) -> None:
        """Rest a person's oldest pages; if all places are taken, end one that is left, or the oldest console or wall.

        Whoever has a wall's link can open as many walls as there are, but no wall keeps a console out, and a wall that
        was put to rest comes back when it is loaded again.
        """
        await self._rest([each for each, visit in self._visits.items() if visit == Visit(role, owner)], PAGES)
        own = role != "participant"  # participants' places are the server's, consoles' and walls' each room's
        alike = [k for k, visit in self._visits.items() if visit.role == role and (not own or visit.room == room)]
        starting = self._starting[role, room] if own else self.count(role) - len(alike)
        limit = FACILITATION_PAGES if own else self._limit
        if len(alike) + starting >= limit and not await self._reaper.end_one_left(alike):
            if not own:
                raise PageFull("Every place is taken.")
            await self._rest(alike, limit)
        if self.memory.full and not own:
            raise PageFull("There is no memory for another page.")

    async def _rest(self, alike: list[str], most: int) -> None:
        """End the oldest of these pages, so that with one more there are no more than so many."""
        for kernel_id in alike[: max(0, len(alike) - most + 1)]:
            self._rested.append(kernel_id)
            await self.end(kernel_id)

    def rested(self, kernel_id: str) -> bool:
        """Say whether a page had to make room for a newer one of the same person."""
        return kernel_id in self._rested

    def owner(self, kernel_id: str) -> Visit | None:
        """Return whose page this kernel's is."""
        return self._visits.get(kernel_id)

    def started(self, kernel_id: str, role: Role, owner: bytes, room: str, key: bytes = b"") -> None:
        """Remember that a page with this kernel went out."""
        self._visits[kernel_id] = Visit(role, owner, room, key)
        # A console or a projector may stand still for long.
        self._reaper.watch(kernel_id, may_idle=role != "participant")

    def knows(self, kernel_id: str) -> bool:
        """Say whether this kernel belongs to a visitor's page."""
        return kernel_id in self._visits and kernel_id in self._kernels

    def model(self, kernel_id: str) -> dict[str, Any]:
        """Return what Jupyter Server says about a kernel."""
        model: dict[str, Any] = self._kernels.kernel_model(kernel_id)
        return model

    def count(self, role: Role) -> int:
        """Return how many pages of a role are live or starting."""
        starting = sum(number for (other, _), number in self._starting.items() if other == role)
        return sum(visit.role == role for visit in self._visits.values()) + starting

    async def end(self, kernel_id: str) -> None:
        """End the kernel of one page; it's no mistake if it ended already."""
        if self._visits.pop(kernel_id, None) is not None:
            await self._reaper.end(kernel_id)

    async def end_all(self, role: Role, owner: bytes) -> None:
        """End all pages that somebody has in a role."""
        for kernel_id in [each for each, visit in self._visits.items() if visit == Visit(role, owner)]:
            await self.end(kernel_id)

    def gone(self, kernel_id: str) -> None:
        """Remember that the browser has closed a page: nobody will come back to its kernel."""
        if kernel_id in self._visits:
            self._reaper.closed(kernel_id)

    def _forget_gone(self) -> None:
        for kernel_id in [k for k in self._visits if k not in self._kernels]:
            del self._visits[kernel_id]
