"""Where a live page comes from: forked kernels where they can be had, standard ones everywhere.

A backend gives back a whole page and the id of the kernel behind it. What differs from visit to visit (the ticket, the
device's name for the room, the language) is put in afterwards, so that a backend may keep one page and give it to many.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workshop.forking.reaper import Reaper
from workshop.server.kernel_backends.backend import KernelBackend
from workshop.server.logs import log
from workshop.server.settings import ServeSettings, StartError

if TYPE_CHECKING:
    from workshop.forking.fork_server import ForkServer


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
