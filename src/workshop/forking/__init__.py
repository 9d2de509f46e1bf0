"""Fast kernels: a page's notebook is executed once, in a template process; a visit is a fork of it.

A *template* holds a real IPython kernel that has executed a notebook and has neither sockets nor
threads. A *clone* is a fork of the template that was given sockets, threads, a session key and fresh
randomness of its own: an ordinary Jupyter kernel from then on. The page's HTML is rendered once and
differs between visitors by the kernel's id only.

Notebooks and what they import need to know one thing: work for a single visitor starts in
:func:`after_fork` (a clone was born) or :func:`when_visited` (a browser spoke to it).

The names below are loaded when they are first used, because a template process must import as little of
the server as possible: whatever it holds, every clone holds.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .hooks import after_fork, when_visited, while_waiting

if TYPE_CHECKING:
    from .availability import Availability, available
    from .errors import PageBroken, PageError, PageFull
    from .limits import Limits
    from .pages import ForkedPages, RenderedPage
    from .provisioner import ForkProvisioner
    from .websocket import ReadyConnection

_HOMES = {
    "Availability": "availability",
    "ForkProvisioner": "provisioner",
    "ForkedPages": "pages",
    "Limits": "limits",
    "PageBroken": "errors",
    "PageError": "errors",
    "PageFull": "errors",
    "ReadyConnection": "websocket",
    "RenderedPage": "pages",
    "available": "availability",
}

__all__ = [
    "Availability",
    "ForkProvisioner",
    "ForkedPages",
    "Limits",
    "PageBroken",
    "PageError",
    "PageFull",
    "ReadyConnection",
    "RenderedPage",
    "after_fork",
    "available",
    "when_visited",
    "while_waiting",
]


def __getattr__(name: str) -> Any:
    """Load a public name from its module the first time it is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)
