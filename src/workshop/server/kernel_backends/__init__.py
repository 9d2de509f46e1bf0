"""Where a live page comes from: forked kernels where they can be had, standard ones everywhere.

A backend gives back a whole page and the id of the kernel behind it. What differs from visit to visit (the ticket, the
device's name for the room, the language) is put in afterwards, so that a backend may keep one page and give it to many.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from workshop.forking.fork_server import ForkServer
from workshop.forking.page import RenderedPage
from workshop.forking.reaper import Reaper
from workshop.server.logs import log
from workshop.server.settings import ServeSettings, StartError


class KernelBackend(ABC):
    """Gives every visitor a page with a kernel of its own."""

    name: str = ""
    #: Why the facilitator gets slower kernels than they might have; nothing if there is no such reason.
    reason: str = ""

    async def prepare(self, notebooks: Sequence[Path], later: Sequence[Path] = ()) -> None:  # noqa: B027 - nothing to prepare is fine
        """Get ready for visitors of these notebooks, in their order. Some may be here already.

        Those of ``later`` may be asked for too, but need not be ready before :meth:`expect` names them.

        A notebook that fails here must not stop the others: :meth:`render` reports it.
        """

    def unready(self) -> int:
        """Return how many pages are still being made ready."""
        return 0

    async def ready(self, notebook: Path) -> None:  # noqa: B027 - nothing to wait for is fine
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

    def first_states(self, name: str) -> bytes | None:  # noqa: ARG002 - a backend without zygotes has none
        """Return, as JSON, what the widgets of a page are before anybody visits, if that is known by this name."""
        return None

    def expect(self, notebooks: Sequence[Path]) -> None:  # noqa: B027 - nothing to prepare is fine
        """Get ready for visitors of these notebooks in the background: somebody is about to open one of them."""

    async def close(self) -> None:  # noqa: B027 - nothing to close is fine
        """Let go of everything that isn't a visitor's kernel."""


def choose_backend(app: Any, settings: ServeSettings, reaper: Reaper, begun: ForkServer | None) -> KernelBackend:
    """Return the backend that was asked for, or the best this system has.

    Raises
    ------
    StartError
        If forked kernels were asked for and can't be had here.
    """
    from workshop.server.kernel_backends.standard import StandardKernels

    if settings.kernels == "ordinary":
        return StandardKernels(app)
    reason = why_not_forked()
    if reason is None:
        from workshop.server.kernel_backends.forked import ForkedKernels

        return ForkedKernels(app, settings, reaper, begun)
    if settings.kernels == "forked":
        raise StartError(f"Forked kernels can't be used here: {reason} Start with --kernels=ordinary.")
    return StandardKernels(app, reason=reason)


async def proven(backend: KernelBackend, app: Any, settings: ServeSettings) -> KernelBackend:
    """Return the backend, or standard kernels if one that forks can't do it with what is installed.

    Raises
    ------
    StartError
        If forked kernels were asked for and don't work.
    """
    if backend.name != "forked":
        return backend
    from workshop.forking.self_test import self_test
    from workshop.server.kernel_backends.standard import StandardKernels

    found = await self_test(fork_server=getattr(backend, "origin", None))
    if found:
        return backend
    if settings.kernels == "forked":
        raise StartError(f"{found.reason} Start with --kernels=ordinary.")
    log.warning("%s", found.reason)
    return StandardKernels(app, reason=found.reason)


def why_not_forked() -> str | None:
    """Return why forked kernels can't be used on this system, ``None`` if they can."""
    from workshop.forking.availability import available

    found = available()
    return None if found else found.reason
