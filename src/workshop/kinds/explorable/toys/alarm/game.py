"""An alarm to set by hand, before anything else is known."""

from __future__ import annotations

from workshop.kinds.explorable.game import Bin, Control, Game
from workshop.kinds.explorable.toys.alarm.maths import CRITERION, RANGES


class Alarm(Game):
    """Prediction: the criterion c, from −4 (rings at anything) to 4 (rings at hardly anything)."""

    controls = (
        Control("c", CRITERION, digits=1),
        Control("base_rate", RANGES["base_rate"], "percent"),
        Control("cost_ratio", RANGES["cost_ratio"], "ratio"),
        Control("separation", RANGES["separation"], digits=1),
    )
    # Cut between two steps of the slider, so that no setting lies on an edge.
    bins = (
        Bin("hair", -4, -1.51),
        Bin("easy", -1.51, -0.51),
        Bin("middle", -0.51, 0.51),
        Bin("slow", 0.51, 1.51),
        Bin("hardly", 1.51, 4),
    )
