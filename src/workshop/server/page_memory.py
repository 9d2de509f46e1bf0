"""How much memory all pages and their templates may take together, as the system measures it.

Each kernel has a bound of its own; this is the bound of their sum. Past it nobody new comes in, and what nobody uses is
given up: first parts that are ready and not asked for, then places, the longest left first. If that is not enough, the
page goes that takes many times what pages take: a person's answers are on their device, so a page that is ended comes
back as it was.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil

from workshop.forking.reaper import Reaper
from workshop.server.logs import log

MIB = 1024 * 1024
LOOK_EVERY = 3.0  # seconds
#: A page takes 15 to 60 MiB. One that takes more than this has something in it that no page of the kit puts there.
FAR_TOO_MUCH = 200 * MIB
#: Of the computer's memory, where nobody said how much: the rest is for the server, the browser and the system.
SHARE = 0.6


def ceiling(asked: int | None) -> int:
    """Return the most that all pages may take, in bytes: as asked for in MiB, else a share of what there is."""
    if asked is not None:
        return asked * MIB
    return int(SHARE * min(psutil.virtual_memory().total, _of_container()))


def _of_container() -> float:
    with suppress(OSError, ValueError):
        return int(Path("/sys/fs/cgroup/memory.max").read_text("ascii"))
    return float("inf")


def used(pid: int) -> int:
    """Return what a process takes; what it shares with others counts for each of them in part (Linux)."""
    with suppress(OSError), open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as rollup:  # noqa: PTH123
        return next(1024 * int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
    with suppress(psutil.Error):
        return int(psutil.Process(pid).memory_info().rss)
    return 0


class PageMemory:
    """Keeps the sum under its ceiling.

    Parameters
    ----------
    kernels
        Jupyter Server's mapping of kernels.
    visits
        Returns the ids of the kernels that were given to visitors.
    limit
        Bytes; 0 for no limit.
    templates
        Returns the ids of the processes that pages are made from.
    give_up
        Ends one of these that nobody asked for, and returns its id; None if all are needed.

    Attributes
    ----------
    full
        True while the sum is at its ceiling, so that nobody new can come in.
    """

    def __init__(
        self,
        kernels: Any,
        reaper: Reaper,
        visits: Callable[[], Iterable[str]],
        limit: int,
        templates: Callable[[], Iterable[int]] = tuple,
        give_up: Callable[[], Awaitable[int | None]] | None = None,
    ) -> None:
        self._kernels, self._reaper, self._visits, self.limit = kernels, reaper, visits, limit
        self._templates, self._give_up = templates, give_up
        self.full = False

    async def run(self) -> None:
        """Look again and again until cancelled."""
        while self.limit:
            await asyncio.sleep(LOOK_EVERY)
            try:
                await self.look()
            except Exception:
                log.warning("The pages' memory could not be measured; trying again.", exc_info=True)

    async def look(self) -> None:
        """Measure, and end what must go."""
        kernels = {self._pid(kernel_id) for kernel_id in self._kernels.list_kernel_ids()} - {0}
        taken = await asyncio.to_thread(_measured, kernels | {*self._templates()})
        total = sum(taken.values())
        was, self.full = self.full, total > self.limit
        if self.full and not was:
            log.warning("All pages together take %d MiB, which is the most they may.", total // MIB)
        while total > self.limit and self._give_up and (pid := await self._give_up()):
            total -= taken.pop(pid, 0)
        while total > self.limit:
            kernel_id = self._next_to_go(taken)
            if kernel_id is None:
                return
            total -= taken.pop(self._pid(kernel_id), 0)
            await self._reaper.end(kernel_id)
        self.full = False

    def _next_to_go(self, taken: dict[int, int]) -> str | None:
        here = [each for each in self._visits() if self._pid(each) in taken]
        unused = self._reaper.unused(here)
        if unused:
            return unused[0]
        largest = max(here, key=lambda each: taken[self._pid(each)], default=None)
        if largest is None or taken[self._pid(largest)] < FAR_TOO_MUCH:
            return None
        log.warning("A page took %d MiB; it was ended.", taken[self._pid(largest)] // MIB)
        return largest

    def _pid(self, kernel_id: str) -> int:
        if kernel_id not in self._kernels:
            return 0
        return getattr(self._kernels.get_kernel(kernel_id).provisioner, "pid", None) or 0


def _measured(known: set[int]) -> dict[int, int]:
    # When what all pages are forked from has ended, they are no longer below this process.
    below = {child.pid for child in psutil.Process(os.getpid()).children(recursive=True)}
    return {pid: used(pid) for pid in below | known}
