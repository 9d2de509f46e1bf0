"""What an exercise may show the room: the shape that exercises fill and the room counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

#: One person's share: per table the chosen options, a number, or None for no answer.
Payload = Mapping[str, Sequence[str] | float | None]


@dataclass(frozen=True)
class Table:
    """One question of an exercise as the room will count it.

    Attributes
    ----------
    id
        Name of the table within its exercise.
    title
        The question in words, as the reveal shows it.
    kind
        ``single`` (one option each), ``multiple`` (any number of options) or ``number``.
    options
        Pairs of option id and label; empty for ``number``.
    ordered
        True for a scale, which a room of fewer than thirty counts in zones; False if the options are names.
    zones
        Words for the low, middle and high zone of a scale.
    low, high
        The smallest and the largest answer, for ``number``; near them a mean is told less exactly.
    step
        Smallest difference a person can enter, for ``number``; means are rounded to half of it.
    unit
        Unit of a ``number``, "" if it has none.
    """

    id: str
    title: str
    kind: Literal["single", "multiple", "number"]
    options: tuple[tuple[str, str], ...] = ()
    ordered: bool = False
    zones: tuple[str, ...] = ()
    low: float = 0.0
    high: float = 10.0
    step: float = 1.0
    unit: str = ""

    def label(self, option: str) -> str:
        """Return the wording of an option; an unknown id is returned as it is."""
        return dict(self.options).get(option, option)
