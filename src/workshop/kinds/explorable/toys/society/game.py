"""Who thrives: a guess, then generation by generation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, ClassVar

from workshop.kinds.explorable.game import Control, Game, whole
from workshop.kinds.explorable.parameters import Range
from workshop.kinds.explorable.toys.society.maths import RANGES, STRATEGIES
from workshop.kinds.explorable.toys.society.maths.matches import PAYOFF_RANGE

#: Generations to watch.
MOST = 40
#: Who is in the room at first, for each start that is offered.
STARTS: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        "harsh": {"all_d": 13, "tft": 3, "tf2t": 3, "pavlov": 3, "random": 3},
        "mild": {"all_c": 13, "tft": 3, "tf2t": 3, "pavlov": 3, "random": 3},
        "three": {"all_c": 15, "all_d": 5, "tft": 5},
        "nearly_kind": {"all_c": 23, "all_d": 1, "tft": 1},
        "everyone": {"tft": 4, "all_d": 3, "all_c": 3, "grudge": 3, "prober": 3, "tf2t": 3, "pavlov": 3, "random": 3},
    }
)
_PAYOFFS = {"reward": 2, "temptation": 3, "sucker": -1, "punishment": 0}


def _coins(default: int) -> Range:
    return Range(PAYOFF_RANGE.low, PAYOFF_RANGE.high, 1, default, is_whole=True, mark="verified")


class Society(Game):
    """Prediction: the strategy that most will have."""

    controls = (
        Control("generation", Range(0, MOST, 1, MOST, is_whole=True, mark="exact"), digits=0),
        Control("noise", RANGES["noise"], "percent"),
        # Forty generations of longer meetings would take longer than a slider may.
        Control("rounds", replace(RANGES["rounds"], high=30), digits=0, group="more"),
        Control("replaced", RANGES["replaced"], digits=0, group="more"),
        *(Control(name, _coins(default), digits=0, group="coins") for name, default in _PAYOFFS.items()),
    )
    words: ClassVar[Mapping[str, tuple[str, ...]]] = {"start": tuple(STARTS)}

    def read_own(self, given: Mapping[str, Any]) -> dict[str, Any]:
        return {"generation": whole(given.get("generation"), 0, MOST) or None}


def identifier(strategy: str) -> str:
    """Return a strategy's name as content ids are written."""
    return strategy.replace("_", "-")


#: Content ids of the strategies, in the order of the model.
IDS = tuple(identifier(name) for name in STRATEGIES)
