"""What a fork must put right in its first milliseconds, one step each, in order."""

from __future__ import annotations

import asyncio
import atexit
import gc
import os
import signal
import sys
import weakref
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from . import randomness
from .die_with_parent import die_with
from .inspection import reopen_regular_files
from .limits import confine, step_back


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a new process lives, told as the difference from the process that it is a copy of.

    Attributes
    ----------
    environment
        Variables that differ.
    without
        Variables that it must not have.
    cwd
        Working directory, or None for the same.
    """

    environment: dict[str, str] = field(default_factory=dict)
    without: list[str] = field(default_factory=list)
    cwd: str | None = None


@dataclass(frozen=True, kw_only=True)
class SpawnRequest(Place):
    """What a fork is told, over a channel of its own that the zygote passes on unread.

    Attributes
    ----------
    connection_file
        Where ports and session key are written.
    limits
        Keyword arguments of :func:`.limits.confine`, or nothing for no bounds.
    ahead
        True if nobody waits for this fork yet.
    """

    connection_file: str
    limits: dict[str, int] = field(default_factory=dict)
    ahead: bool = False


def join_own_group(parent_pipe: int) -> None:
    """Lead a process group (so that interrupts reach this fork alone) that ends with the server."""
    os.setsid()
    step_back()
    die_with(parent_pipe)
    os.close(parent_pipe)


def restore_signals() -> None:
    """Handle signals as a kernel does, not as the zygote did."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})


def difference(own: Mapping[str, str], wanted: Mapping[str, str]) -> dict[str, Any]:
    """Return in the words of :class:`Place` what leads from one environment to another."""
    return {
        "environment": {name: value for name, value in wanted.items() if own.get(name) != value},
        "without": [name for name in own if name not in wanted],
    }


def enter(place: Place) -> None:
    """Enter a working directory and an environment."""
    for name in place.without:
        os.environ.pop(name, None)
    os.environ.update(place.environment)
    if place.cwd:
        os.chdir(place.cwd)
        if sys.path and not sys.path[0]:
            sys.path_importer_cache.pop("", None)


def separate_files() -> None:
    """Give inherited files positions of their own."""
    reopen_regular_files()


def separate_randomness() -> None:
    """Give every random generator a state of its own."""
    randomness.renew()
    uuid: Any = sys.modules.get("uuid")
    if uuid is not None:
        uuid._last_timestamp = None


def leave_zygote_alone() -> None:
    """Forget what the zygote meant to do at its end: others still use its temporary folders."""
    atexit._clear()
    weakref.finalize._registry.clear()  # type: ignore[attr-defined]


def forget_event_loop() -> None:
    """Drop an event loop the zygote may have had as its current one."""
    asyncio.set_event_loop(None)
    helpers: Any = sys.modules.get("IPython.core.async_helpers")
    if helpers is not None and hasattr(helpers, "_asyncio_event_loop"):
        helpers._asyncio_event_loop = None


def respect_limits(request: SpawnRequest) -> None:
    """Bound what this fork may use."""
    if request.limits:
        confine(**request.limits)
    gc.enable()


def put_right(request: SpawnRequest, parent_pipe: int) -> None:
    """Do all of it, in the order that the steps need."""
    join_own_group(parent_pipe)
    restore_signals()
    leave_zygote_alone()
    enter(request)
    separate_files()
    separate_randomness()
    forget_event_loop()
    respect_limits(request)
