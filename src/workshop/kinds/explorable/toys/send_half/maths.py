"""The trust game: send some of ten, it is tripled, a share comes back [exact].

Berg, Dickhaut & McCabe 1995, Games and Economic Behavior 10:122-142: what 32 people sent [verified].
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

import numpy as np

from workshop.kinds.explorable.parameters import Floats, Range, Settings, number

ENDOWMENT, FACTOR = 10, 3
#: The share returned at which sending costs nothing.
BREAK_EVEN = 1 / FACTOR
#: Dollars sent -> how many of the 32 senders of Berg et al. 1995 sent them.
BERG_1995: Mapping[int, int] = MappingProxyType({10: 5, 9: 0, 8: 1, 7: 3, 6: 5, 5: 6, 4: 2, 3: 4, 2: 2, 1: 2, 0: 2})
RANGES: Mapping[str, Range] = MappingProxyType(
    {
        "sent": Range(0, ENDOWMENT, 1, 5, unit="of 10", is_whole=True),
        "returned": Range(0.0, 1.0, 0.05, 1 / 3),
    }
)


@dataclass(frozen=True)
class SendSettings(Settings):
    """One game: ``sent`` of 10 (0 to 10), and the share ``returned`` of what arrived (0 to 1)."""

    ranges: ClassVar[Mapping[str, Range]] = RANGES
    sent: int = 5
    returned: float = 1 / 3


@dataclass(frozen=True)
class Payoff:
    """What each has in the end, and what sending gained the sender, in the unit of the ten."""

    sender: float
    receiver: float
    gain: float


def payoff(settings: SendSettings) -> Payoff:
    """Return 10 - s + 3 rho s for the sender, 3 s (1 - rho) for the receiver [exact]."""
    arrived = FACTOR * settings.sent
    sender = ENDOWMENT - settings.sent + settings.returned * arrived
    return Payoff(sender, arrived * (1 - settings.returned), sender - ENDOWMENT)


def gains(returned: float) -> Floats:
    """Return the sender's gain s (3 rho - 1) for each s from 0 to 10, shape (11,) [exact]."""
    each = np.arange(ENDOWMENT + 1, dtype=np.float64)
    return each * (FACTOR * number("returned", returned, 0.0, 1.0) - 1)
