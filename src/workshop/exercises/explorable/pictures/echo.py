"""How much kindness is left, round by round."""

from __future__ import annotations

from collections.abc import Sequence

from .guarded import shares
from .trust_account import Named


def kindness(named: Sequence[Named], axis: tuple[str, str], names: tuple[str, str, str]) -> str:
    """Return the chance of a kind move per round for each of the lines."""
    return shares(named, axis, names)
