"""What a clone must put right in its first milliseconds, one step each, in order."""

from __future__ import annotations

import asyncio
import atexit
import gc
import os
import signal
import sys
import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from . import randomness
from .inspection import reopen_regular_files
from .lifeline import die_with
from .limits import confine


@dataclass(frozen=True)
class Birth:
    """What a clone is told, over a channel of its own that the template passes on unread.

    Attributes
    ----------
    connection_file
        Where ports and session key are written.
    environment
        Variables that differ from the template's.
    without
        Variables of the template that the clone must not have.
    cwd
        Working directory, or None for the template's.
    limits
        Keyword arguments of :func:`.limits.confine`, or nothing for no bounds.
    ahead
        True if nobody waits for this clone yet.
    """

    connection_file: str
    environment: dict[str, str] = field(default_factory=dict)
    without: list[str] = field(default_factory=list)
    cwd: str | None = None
    limits: dict[str, int] = field(default_factory=dict)
    ahead: bool = False


def join_own_group(birth: Birth, lifeline: int) -> None:  # noqa: ARG001
    """Lead a process group (so that interrupts reach this clone alone) that ends with the server."""
    os.setsid()
    die_with(lifeline)
    os.close(lifeline)


def restore_signals(birth: Birth, lifeline: int) -> None:  # noqa: ARG001
    """Handle signals as a kernel does, not as the template did."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})


def take_environment(birth: Birth, lifeline: int) -> None:  # noqa: ARG001
    """Enter the working directory and environment of this kernel."""
    for name in birth.without:
        os.environ.pop(name, None)
    os.environ.update(birth.environment)
    if birth.cwd:
        os.chdir(birth.cwd)
        if sys.path and not sys.path[0]:
            sys.path_importer_cache.pop("", None)


def separate_files(birth: Birth, lifeline: int) -> None:  # noqa: ARG001
    """Give inherited files positions of their own."""
    reopen_regular_files()


def separate_randomness(birth: Birth, lifeline: int) -> None:  # noqa: ARG001
    """Give every random generator a state of its own."""
    randomness.renew()
    uuid: Any = sys.modules.get("uuid")
    if uuid is not None:
        uuid._last_timestamp = None


def leave_template_alone(birth: Birth, lifeline: int) -> None:  # noqa: ARG001
    """Forget what the template meant to do at its end: others still use its temporary folders."""
    atexit._clear()
    weakref.finalize._registry.clear()  # type: ignore[attr-defined]


def forget_event_loop(birth: Birth, lifeline: int) -> None:  # noqa: ARG001
    """Drop an event loop the template may have had as its current one."""
    asyncio.set_event_loop(None)
    helpers: Any = sys.modules.get("IPython.core.async_helpers")
    if helpers is not None and hasattr(helpers, "_asyncio_event_loop"):
        helpers._asyncio_event_loop = None


def respect_limits(birth: Birth, lifeline: int) -> None:  # noqa: ARG001
    """Bound what this clone may use."""
    if birth.limits:
        confine(**birth.limits)
    gc.enable()


REPAIRS: tuple[Callable[[Birth, int], None], ...] = (
    join_own_group,
    restore_signals,
    leave_template_alone,
    take_environment,
    separate_files,
    separate_randomness,
    forget_event_loop,
    respect_limits,
)
