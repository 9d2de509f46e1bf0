"""One version of a page: a zygote, the HTML that fits it, and forks that wait for visitors.

The three belong together, because the ids of the widgets differ from one execution of the notebook to the
next. When the notebook or its content changes, a new version takes over and the old one is closed; forks
that were handed out live on.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from .page import KERNEL_ID
from .zygote import Zygote


@dataclass
class PageVersion:
    """A zygote with its page and its pool.

    Attributes
    ----------
    notebook
        Path relative to the root folder.
    states_name, states
        What every visitor's widgets begin with, as JSON; see :mod:`.first_states`. Empty if there are none.
    waiting
        Ids of kernels forked ahead, oldest first.
    retired
        Whether another has taken over, or the page was given up: none waits any more.
    """

    notebook: str
    zygote: Zygote
    html: str
    states_name: str = ""
    states: bytes = b""
    waiting: deque[str] = field(default_factory=deque)
    retired: bool = False

    def page(self, kernel_id: str) -> str:
        """Return the page of one visitor."""
        return self.html.replace(KERNEL_ID, kernel_id)


class Pool:
    """Keeps as many forks of the current version waiting as are expected.

    The pool is filled as fast as it goes until visitors come. After that it is refilled one fork at a time,
    and only when nobody has joined for ``pause`` seconds: refilling during a rush costs those who join the
    processor time they are waiting for. Forks that are no longer expected end in the same way.

    Parameters
    ----------
    fork
        Starts a fork and returns its kernel id, or None if there is no room for one.
    end
        Ends a fork by its kernel id.
    pause
        Seconds.
    """

    def __init__(
        self,
        fork: Callable[[PageVersion], Awaitable[str | None]],
        end: Callable[[str], Awaitable[None]],
        pause: float = 3.0,
    ) -> None:
        self._fork = fork
        self._end = end
        self._pause = pause
        self._last_join = -pause
        self._changed = asyncio.Event()
        self.expected: dict[str, int] = {}

    def expect(self, notebook: str, visitors: int) -> None:
        """Set how many forks of a notebook should wait."""
        self.expected[notebook] = max(0, visitors)
        self._changed.set()

    def joined(self) -> None:
        """Note that somebody comes in now."""
        self._last_join = time.monotonic()
        self._changed.set()

    async def fill(self, versions: Callable[[], list[PageVersion]]) -> None:
        """Keep the pools of the current versions full; runs until cancelled."""
        while True:
            self._changed.clear()
            version, missing = self._furthest_off(versions())
            if version is None:
                await self._changed.wait()
            elif (rest := self._last_join + self._pause - time.monotonic()) > 0:
                await asyncio.sleep(rest)
            elif missing < 0:
                await self._end(version.waiting.popleft())
            elif not await self.fill_one(version):
                await asyncio.sleep(self._pause)

    async def fill_one(self, version: PageVersion) -> bool:
        """Add one fork to a version's pool; return False if that was not possible."""
        kernel_id = await self._fork(version)
        if kernel_id is not None and version.retired:  # meanwhile
            await self._end(kernel_id)
        elif kernel_id is not None:
            version.waiting.append(kernel_id)
        return kernel_id is not None

    async def retire(self, version: PageVersion) -> None:
        """End the forks that wait of a version that is served no more, also one that is only being made."""
        version.retired = True
        while version.waiting:
            await self._end(version.waiting.popleft())

    def wake(self) -> None:
        """Look again at what is missing: a version is new, or a waiting fork has died."""
        self._changed.set()

    def _furthest_off(self, versions: list[PageVersion]) -> tuple[PageVersion | None, int]:
        """Return the version that misses most forks, else the one that has most too many, and how many."""
        off = [(self.expected.get(e.notebook, 0) - len(e.waiting), e) for e in versions if e.zygote.alive()]
        missing, version = max(off, key=lambda pair: (pair[0] > 0, abs(pair[0])), default=(0, None))
        return (version, missing) if missing else (None, 0)
