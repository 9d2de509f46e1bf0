"""Reading answers that come from outside: a browser, a saved workbook, an older version of the kit."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import Any

#: Longest text one field may hold; longer ones are cut, never refused.
LONGEST = 4000
#: Names beginning so belong to the frame around an exercise (level of sharing, passed), not to its answer.
FRAME_PREFIX = "_"


class AnswerError(ValueError):
    """An answer that this exercise cannot hold. Its text is a sentence for the person."""


def mapping(value: object, what: str) -> Mapping[str, Any]:
    """Return a mapping, an empty one for None.

    Raises
    ------
    AnswerError
        If it is anything else.
    """
    if value is None:
        return {}
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        message = f"The part “{what}” of this answer is not in the form the exercise writes."
        raise AnswerError(message)
    return value


def words(value: object, longest: int = LONGEST) -> str:
    """Return text without control characters, cut to ``longest``; "" for anything that is not text."""
    if not isinstance(value, str):
        return ""
    return "".join(c for c in value if c == "\n" or c.isprintable())[:longest]


def number(value: object, low: float, high: float) -> float | None:
    """Return a number held to [low, high]; None for anything that is not a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    held = min(max(value, low), high)  # before anything is made of it: 4000 digits are no float
    return int(held) if held == int(held) else float(held)


def one_of(value: object, allowed: Collection[str]) -> str | None:
    """Return the value if it is one of the allowed words, else None."""
    return value if isinstance(value, str) and value in allowed else None


def several_of(value: object, allowed: Collection[str]) -> list[str]:
    """Return the allowed words in the value, each once, in the order in which they are offered."""
    chosen = set(value) if isinstance(value, list | tuple) and all(isinstance(v, str) for v in value) else set()
    return [word for word in allowed if word in chosen]
