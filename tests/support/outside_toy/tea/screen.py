"""What is seen: the cup, minute by minute."""

from workshop.kinds.explorable.screen import Nodes, Screen


def warmth(draught: float, minutes: int) -> float:
    """Return the share of the warmth that is left."""
    return float((1 - draught) ** minutes)


class TeaScreen(Screen):
    """A guess, then a table."""

    def play(self) -> Nodes:
        """Return the guess."""
        return [self.guess(live=True)]

    def see(self) -> Nodes:
        """Return what is left after five minutes."""
        return [self.prose("left", share=self.show.percent(warmth(0.1, 5)))]

    def sandbox(self) -> Nodes:
        """Return the same with the slider's draught."""
        return [self.prose("left", share=self.show.percent(warmth(self.model.setting("draught"), 5)))]
