"""The trust workshop kit: notebooks, exercises and a private room for groups.

A notebook needs two names of it: ``part`` opens a part of the workshop, and the page it returns shows exercises.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .evening.beside import part

__all__ = ["part", "version"]


def version() -> str:
    """Return the kit's version; ``0`` when it runs from its folder without being installed."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("trust-workshop-kit")
    except PackageNotFoundError:
        return "0"


def __getattr__(name: str) -> Any:
    # Loaded when first asked for: the command line and the toy models need none of it.
    if name == "part":
        from .evening.beside import part

        return part
    raise AttributeError(name)
