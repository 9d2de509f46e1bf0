"""What an answer holds: a guess in minutes, and one slider."""

from workshop.kinds.explorable.game import Bin, Control, Game
from workshop.kinds.explorable.parameters import Range


class Tea(Game):
    """Prediction: minutes until it can be drunk."""

    controls = (Control("draught", Range(0.05, 0.3, 0.05, 0.1), "percent"),)
    bins = (Bin("soon", 0, 5), Bin("later", 6, 20))
