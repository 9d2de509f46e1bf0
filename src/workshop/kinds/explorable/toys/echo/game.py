"""Forgiveness chosen first, then one misunderstanding."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from workshop.kinds.explorable.game import Bin, Control, Game
from workshop.kinds.explorable.toys.echo.maths import PARTNERS, RANGES


class Echo(Game):
    """Prediction: of ten hurts, how many are answered kindly."""

    controls = (
        Control("forgiveness", RANGES["forgiveness"], "percent"),
        Control("noise", RANGES["noise"], "percent"),
        Control("rounds", RANGES["rounds"], digits=0, group="more"),
    )
    words: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "partner": tuple(PARTNERS),
        "trip": ("no", "yes"),
        "rule": ("reciprocal", "two_strikes", "win_stay"),
    }
    folded = ("trip", "rule")
    bins = (Bin("none", 0, 0), Bin("few", 1, 3), Bin("half", 4, 6), Bin("most", 7, 9), Bin("all", 10, 10))

    def read_own(self, given: Mapping[str, Any]) -> dict[str, Any]:
        return {"tripped": True if given.get("tripped") is True else None}
