"""Which version of the kit this is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed


def version() -> str:
    """Return the installed version; ``0`` when the kit runs from its folder without being installed."""
    try:
        return installed("trust-workshop-kit")
    except PackageNotFoundError:
        return "0"
