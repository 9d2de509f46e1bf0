"""What every way to a page is: a page, and a kernel of its own behind it."""

from __future__ import annotations

import asyncio
import os
from abc import ABC, abstractmethod
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path

from workshop.forking.page import RenderedPage
from workshop.server.settings import FACILITATION


class KernelBackend(ABC):
    """Gives every visitor a page with a kernel of its own."""

    name: str = ""
    #: Why the facilitator gets slower kernels than they might have; nothing if there is no such reason.
    reason: str = ""

    def __init__(self, at_once: int) -> None:
        self._queue = asyncio.Semaphore((os.cpu_count() or 2) * at_once)  # more would only slow each other down

    def turn(self, notebook: Path) -> AbstractAsyncContextManager[None]:
        """Wait for a page's turn: of hundreds that are made at once each would come as late as the last.

        Whoever leads waits for nobody: with console and wall a room goes on while its phones come back.
        """
        return nullcontext() if notebook.stem in FACILITATION else self._queue

    async def prepare(self, notebooks: Sequence[Path], later: Sequence[Path] = ()) -> None:
        """Get ready for visitors of these notebooks, in their order. Some may be here already.

        Those of ``later`` may be asked for too, but need not be ready before :meth:`expect` names them.

        A notebook that fails here must not stop the others: :meth:`render` reports it.
        """

    async def prepare_ahead(self) -> bool | None:
        """Get ready also for what nobody needs yet, as far as there is memory; return whether there was for all.

        None if nothing is ever made ready.
        """
        return None

    async def give_up(self) -> int | None:
        """Give up what nobody has asked for longest, to free memory; return the id of the process that ended."""
        return None

    def templates(self) -> list[int]:
        """Return the process ids of what pages are made from."""
        return []

    def unready(self) -> int:
        """Return how many pages are still being made ready."""
        return 0

    async def ready(self, notebook: Path) -> None:
        """Wait until a page can be rendered, or is known to be broken."""

    @abstractmethod
    async def render(self, notebook: Path, group: str) -> RenderedPage:
        """Return a page with a new kernel, its place-holders still in it except the kernel's.

        Parameters
        ----------
        notebook
            One of those given to :meth:`prepare`.
        group
            Whom the visit counts for: the room. It never reaches a kernel.

        Raises
        ------
        PageBroken
            If the notebook can't be read, a cell fails, or the kernel doesn't start.
        PageFull
            If there is no place for another kernel.
        """

    def first_states(self, name: str) -> bytes | None:
        """Return, as JSON, what the widgets of a page are before anybody visits, if that is known by this name."""
        return None

    def expect(self, notebooks: Sequence[Path]) -> None:
        """Get ready for visitors of these notebooks in the background: somebody is about to open one of them."""

    async def close(self) -> None:
        """Let go of everything that isn't a visitor's kernel."""
