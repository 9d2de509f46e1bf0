"""Settings of both accounts; every default is [illustrative]."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from workshop.kinds.explorable.parameters import Range, Settings

RANGES: Mapping[str, Range] = MappingProxyType(
    {
        "forgetting": Range(0.5, 1.0, 0.01, 0.9),
        "gain": Range(0.01, 1.0, 0.01, 0.1),
        "loss": Range(0.01, 1.0, 0.01, 0.5),
        "betrayal_weight": Range(1.0, 20.0, 1.0, 10.0),
        "shortfall": Range(0.05, 1.0, 0.05, 0.2),
        "earlier_good": Range(0, 200, 5, 20, unit="events", is_whole=True),
    }
)


@dataclass(frozen=True)
class AccountSettings(Settings):
    """Settings of both accounts.

    Attributes
    ----------
    forgetting
        lambda, what is kept of the past per event, .5 to 1.
    gain, loss
        Learning rates upwards and downwards, .01 to 1.
    betrayal_weight
        How many small disappointments one betrayal weighs in the ledger, 1 to 20.
    shortfall
        w, the share of what was expected that a small disappointment leaves out, .05 to 1.
    earlier_good
        Good events before the line begins, 0 to 200. Both accounts start at one half before them.
    """

    ranges: ClassVar[Mapping[str, Range]] = RANGES
    forgetting: float = 0.9
    gain: float = 0.1
    loss: float = 0.5
    betrayal_weight: float = 10.0
    shortfall: float = 0.2
    earlier_good: int = 20
