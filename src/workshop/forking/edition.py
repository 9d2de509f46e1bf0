"""One edition of a page: a template, the HTML that fits it, and clones that wait for visitors.

The three belong together, because the ids of the widgets differ from one execution of the notebook to the
next. When the notebook or its content changes, a new edition takes over and the old one is closed; clones
that were handed out live on.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from .page_cache import PLACE_OF_KERNEL
from .template import Template


@dataclass
class Edition:
    """A template with its page and its pool.

    Attributes
    ----------
    notebook
        Path relative to the root folder.
    states_name, states
        What every visitor's widgets begin with, as JSON; see :mod:`.first_states`. Empty if there are none.
    waiting
        Ids of kernels forked ahead, oldest first.
    """

    notebook: str
    template: Template
    html: str
    states_name: str = ""
    states: bytes = b""
    waiting: deque[str] = field(default_factory=deque)

    def page(self, kernel_id: str) -> str:
        """Return the page of one visitor."""
        return self.html.replace(PLACE_OF_KERNEL, kernel_id)


class Pool:
    """Keeps as many clones of the current edition waiting as are expected.

    The pool is filled as fast as it goes until visitors come. After that it is refilled one clone at a time,
    and only when nobody has joined for ``pause`` seconds: refilling during a rush costs those who join the
    processor time they are waiting for. Clones that are no longer expected end in the same way.

    Parameters
    ----------
    fork
        Starts a clone and returns its kernel id, or None if there is no room for one.
    end
        Ends a clone by its kernel id.
    pause
        Seconds.
    """

    def __init__(
        self,
        fork: Callable[[Edition], Awaitable[str | None]],
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
        """Set how many clones of a notebook should wait."""
        self.expected[notebook] = max(0, visitors)
        self._changed.set()

    def joined(self) -> None:
        """Note that somebody comes in now."""
        self._last_join = time.monotonic()
        self._changed.set()

    async def fill(self, editions: Callable[[], list[Edition]]) -> None:
        """Keep the pools of the current editions full; runs until cancelled."""
        while True:
            self._changed.clear()
            edition, missing = self._furthest_off(editions())
            if edition is None:
                await self._changed.wait()
            elif (rest := self._last_join + self._pause - time.monotonic()) > 0:
                await asyncio.sleep(rest)
            elif missing < 0:
                await self._end(edition.waiting.popleft())
            elif not await self.fill_one(edition):
                await asyncio.sleep(self._pause)

    async def fill_one(self, edition: Edition) -> bool:
        """Add one clone to an edition's pool; return False if that was not possible."""
        kernel_id = await self._fork(edition)
        if kernel_id is not None:
            edition.waiting.append(kernel_id)
        return kernel_id is not None

    def wake(self) -> None:
        """Look again at what is missing: an edition is new, or a waiting clone has died."""
        self._changed.set()

    def _furthest_off(self, editions: list[Edition]) -> tuple[Edition | None, int]:
        """Return the edition that misses most clones, else the one that has most too many, and how many."""
        off = [(self.expected.get(e.notebook, 0) - len(e.waiting), e) for e in editions if e.template.alive()]
        missing, edition = max(off, key=lambda pair: (pair[0] > 0, abs(pair[0])), default=(0, None))
        return (edition, missing) if missing else (None, 0)
