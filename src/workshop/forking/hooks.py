"""The one place where a notebook asks for work that belongs to a single visitor.

The same line works everywhere. In a zygote the callback waits for the fork; in an ordinary kernel
(JupyterLab, or Voilà without forking) there is nothing to wait for and it runs at once.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from typing import TypeVar

Callback = TypeVar("Callback", bound=Callable[[], object])

_waiting_for_fork: list[Callable[[], object]] = []
_waiting_for_visit: list[Callable[[], object]] = []
_for_spare_time: list[Callable[[], object]] = []
_is_zygote = False
_is_visited = True


def after_fork(callback: Callback) -> Callback:
    """Run ``callback()`` once in every fork, when its event loop starts and before any message is handled.

    A fork may be forked before anybody asks for it and wait; use :func:`when_visited` for what only makes
    sense once there is a visitor (polling a room, for instance).

    Parameters
    ----------
    callback
        Called without arguments on the kernel's main thread; it may create tasks, threads and connections.
        An exception is written to the server's log and keeps no other callback from running.

    Returns
    -------
    Callable
        The callback itself, so that this can be used as a decorator.
    """
    if _is_zygote:
        _waiting_for_fork.append(callback)
    else:
        callback()
    return callback


def when_visited(callback: Callback) -> Callback:
    """Run ``callback()`` once in a fork, just before the first message of a browser is handled.

    In an ordinary kernel, and in a fork that has been visited, it runs at once.
    """
    if _is_visited:
        callback()
    else:
        _waiting_for_visit.append(callback)
    return callback


def on_idle(callback: Callback) -> Callback:
    """Run ``callback()`` once in a fork that was forked ahead, while it waits for its visitor; nowhere else.

    For going once through what a visit will do. What a fork uses for the first time it copies page by page from its
    zygote, and that is most of the time a visitor waits. It must leave everything as it was.
    """
    if _is_zygote:
        _for_spare_time.append(callback)
    return callback


def become_zygote() -> None:
    """From now on callbacks wait for the fork. Called by the zygote process only."""
    global _is_zygote, _is_visited
    _is_zygote, _is_visited = True, False


def run_after_fork() -> None:
    """Run what waited for the fork, in the order it was registered. Called in a fork only."""
    global _is_zygote  # noqa: PLW0603
    _is_zygote = False
    _run_all(_waiting_for_fork)


def run_when_visited() -> None:
    """Run what waited for a visitor; later calls do nothing. Called in a fork only."""
    global _is_visited  # noqa: PLW0603
    if not _is_visited:
        _is_visited = True
        _run_all(_waiting_for_visit)


def run_on_idle() -> None:
    """Run what is to be done in spare time. Called in a fork forked ahead only."""
    _run_all(_for_spare_time)


def _run_all(callbacks: list[Callable[[], object]]) -> None:
    waiting, callbacks[:] = list(callbacks), []
    for callback in waiting:
        try:
            callback()
        except Exception:  # one visitor's trouble with one feature must not cost them the page
            traceback.print_exc(file=sys.__stderr__)
