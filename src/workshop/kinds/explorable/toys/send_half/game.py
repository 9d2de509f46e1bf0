"""The trust game: how much is sent, before anything comes back."""

from __future__ import annotations

from dataclasses import replace

from workshop.kinds.explorable.game import Bin, Control, Game
from workshop.kinds.explorable.toys.send_half.maths import RANGES


class SendHalf(Game):
    """Prediction: how many of ten are sent."""

    controls = (
        Control("sent", RANGES["sent"], digits=0),
        # A third is no step of the slider; the step beside it is where it begins.
        Control("returned", replace(RANGES["returned"], default=0.35), "percent"),
    )
    bins = (Bin("nothing", 0, 0), Bin("some", 1, 4), Bin("half", 5, 5), Bin("most", 6, 9), Bin("all", 10, 10))
