"""The trust game: how much is sent, before anything comes back."""

from __future__ import annotations

from workshop.explorables.send_half import RANGES

from .base import Bin, Control, Game


class SendHalf(Game):
    """Prediction: how many of ten are sent."""

    controls = (
        Control("sent", RANGES["sent"], digits=0),
        Control("returned", RANGES["returned"], "percent"),
    )
    bins = (Bin("nothing", 0, 0), Bin("some", 1, 4), Bin("half", 5, 5), Bin("most", 6, 9), Bin("all", 10, 10))


GAME = SendHalf()
