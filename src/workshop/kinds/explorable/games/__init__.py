"""What the answer to each explorable may hold, and what of it a room counts. Nothing here draws."""

from __future__ import annotations

from importlib import import_module

from .base import Game

NAMES = ("trust-account", "alarm", "guarded", "echo", "society", "send-half")


def game(name: str) -> Game:
    """Return the game of a model, imported when first asked for.

    Raises
    ------
    KeyError
        If no model has that name.
    """
    if name not in NAMES:
        message = f"There is no toy model “{name}”; known are {', '.join(NAMES)}."
        raise KeyError(message)
    found: Game = import_module(f"{__package__}.{name.replace('-', '_')}").GAME
    return found
