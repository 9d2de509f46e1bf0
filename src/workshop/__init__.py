"""The trust workshop kit: notebooks, exercises and a private room for groups.

A notebook needs two names of it: ``part`` opens a part of the workshop, and the page it returns shows exercises.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .visit.part import part

__all__ = ["part"]


def __getattr__(name: str) -> Any:
    # Loaded when first asked for: the command line and the toy models need none of it.
    if name == "part":
        from .visit.part import part

        return part
    raise AttributeError(name)
