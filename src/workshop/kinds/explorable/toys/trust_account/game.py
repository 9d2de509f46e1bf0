"""One betrayal or many disappointments: a guess, then an event line of one's own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from workshop.kinds.explorable.game import Bin, Control, Game
from workshop.kinds.explorable.toys.trust_account.maths import EVENTS, RANGES, REPAIRS

#: Events a line may hold: what is still readable on a phone.
MOST_EVENTS = 60


class TrustAccount(Game):
    """Prediction: how many good events make up for one betrayal."""

    controls = (
        Control("forgetting", RANGES["forgetting"], "percent"),
        Control("gain", RANGES["gain"], "percent"),
        Control("loss", RANGES["loss"], "percent"),
        Control("betrayal_weight", RANGES["betrayal_weight"], digits=0, group="more"),
        Control("shortfall", RANGES["shortfall"], "percent", group="more"),
        Control("earlier_good", RANGES["earlier_good"], digits=0, group="more"),
    )
    words: ClassVar[Mapping[str, tuple[str, ...]]] = {"repair": tuple(REPAIRS)}
    bins = (
        Bin("few", 1, 3),
        Bin("some", 4, 8),
        Bin("many", 9, 14),
        Bin("near", 15, 20),
        Bin("lots", 21, 60),
    )

    def read_own(self, given: Mapping[str, Any]) -> dict[str, Any]:
        events = given.get("events")
        if not isinstance(events, list):
            return {}
        return {"events": [e for e in events if isinstance(e, str) and e in EVENTS][:MOST_EVENTS]}
