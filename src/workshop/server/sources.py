"""Choosing between forked and ordinary kernels."""

from __future__ import annotations

from typing import Any

from workshop.server.ordinary import OrdinaryPages
from workshop.server.pages import PageSource
from workshop.server.settings import ServeSettings, StartError


def choose_pages(app: Any, settings: ServeSettings) -> PageSource:
    """Return the page source that was asked for, or the best this system has.

    Raises
    ------
    StartError
        If forked kernels were asked for and can't be had here.
    """
    if settings.kernels == "ordinary":
        return OrdinaryPages(app)
    reason = forked_unavailable()
    if reason is None:
        from workshop.server.forked import ForkedSource

        return ForkedSource(app, settings)
    if settings.kernels == "forked":
        raise StartError(f"Forked kernels can't be used here: {reason} Start with --kernels=ordinary.")
    return OrdinaryPages(app)


def forked_unavailable() -> str | None:
    """Return why forked kernels can't be used on this system, ``None`` if they can."""
    try:
        from workshop.forking import available
    except ImportError:
        return "This copy of the kit has no fast kernels."
    found = available()
    return None if found else found.reason
