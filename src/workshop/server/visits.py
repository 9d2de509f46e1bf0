"""The pages that are live now, and how many there may be."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from workshop.forking.page import PageFull
from workshop.forking.reaper import Reaper
from workshop.server.page_memory import PageMemory
from workshop.server.tickets import Role

FACILITATION_PAGES = 8  # of a room; console and projector still open when participants' pages are all taken
NEVER_CONNECTED = 120.0  # seconds; a phone on a slow network needs its time to fetch the page


PAGES = 3  # of one person; two tabs, and one that the browser still believes to be open
REMEMBERED = 1000


@dataclass(frozen=True)
class Visit:
    """A page that went out: in which role, to whom, for which room, and with which key of its own if it has one."""

    role: Role
    owner: bytes
    room: str = ""
    key: bytes = b""


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
    ) -> None:
        self._kernels, self._reaper, self._limit = kernels, reaper, limit
        self.memory = PageMemory(kernels, reaper, lambda: [*self._visits], pages_memory)
        self._visits: dict[str, Visit] = {}
        self._rested: deque[str] = deque(maxlen=REMEMBERED)
        self._starting: Counter[tuple[bool, str]] = Counter()

    @asynccontextmanager
    async def admit(self, role: Role, owner: bytes, room: str) -> AsyncIterator[None]:
        """Keep a place while a page starts; of one person's pages the oldest makes room for it.

        Raises
        ------
        PageFull
            If every place is taken.
        """
        self._forget_gone()
        if role == "participant":
            await self._rest_oldest(owner)
        if self._full(role, room) and not await self._reaper.end_one_left(self._alike(role, room)):
            raise PageFull("Every place is taken.")
        if self.memory.full and role == "participant":
            raise PageFull("There is no memory for another page.")
        starting = (role == "participant", room)
        self._starting[starting] += 1
        try:
            yield
        finally:
            self._starting[starting] -= 1
            self._starting += Counter()  # keeps only rooms in which one starts

    def _full(self, role: Role, room: str) -> bool:
        """Say whether there is no place: participants' are the server's, consoles' and walls' each room's."""
        if role == "participant":
            return self.count(role) >= self._limit
        return len(self._alike(role, room)) + self._starting[False, room] >= FACILITATION_PAGES

    def _alike(self, role: Role, room: str) -> list[str]:
        """Return the pages that take the same places."""
        return [
            kernel_id
            for kernel_id, visit in self._visits.items()
            if _same(role, visit.role) and (role == "participant" or visit.room == room)
        ]

    async def _rest_oldest(self, owner: bytes) -> None:
        own = [kernel_id for kernel_id, visit in self._visits.items() if _is_of(visit, "participant", owner)]
        for kernel_id in own[: max(0, len(own) - PAGES + 1)]:
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
        """Return how many pages of a role are live or starting; facilitator and projector count together."""
        live = sum(_same(role, other.role) for other in self._visits.values())
        return live + sum(n for (joined, _), n in self._starting.items() if joined == (role == "participant"))

    async def end(self, kernel_id: str) -> None:
        """End the kernel of one page; it's no mistake if it ended already."""
        if self._visits.pop(kernel_id, None) is not None:
            await self._reaper.end(kernel_id)

    async def end_all(self, role: Role, owner: bytes) -> None:
        """End all pages that somebody has in a role."""
        for kernel_id in [each for each, visit in self._visits.items() if _is_of(visit, role, owner)]:
            await self.end(kernel_id)

    def gone(self, kernel_id: str) -> None:
        """Remember that the browser has closed a page: nobody will come back to its kernel."""
        if kernel_id in self._visits:
            self._reaper.closed(kernel_id)

    def _forget_gone(self) -> None:
        for kernel_id in [k for k in self._visits if k not in self._kernels]:
            del self._visits[kernel_id]


def _is_of(visit: Visit, role: Role, owner: bytes) -> bool:
    return (visit.role, visit.owner) == (role, owner)


def _same(role: Role, other: Role) -> bool:
    return (role == "participant") == (other == "participant")
