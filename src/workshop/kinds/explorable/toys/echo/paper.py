"""Fifteen rounds with a pen."""

from __future__ import annotations

from workshop.controls.nodes import Node
from workshop.kinds.explorable.paper import OnPaper


class EchoOnPaper(OnPaper):
    """A table of two people's moves, with the slip in the fourth round."""

    stages = ("why",)

    def front(self) -> list[Node]:
        kind, hurt = (self.text(f"paper_{move}") for move in ("kind", "hurt"))
        first = [kind, kind, kind, f"{hurt}*", *[""] * 11]
        other = [kind, kind, kind, kind, *[""] * 11]
        rows = [[self.text("you"), *first], [self.text("other_same"), *other]]
        return [self.fill([self.text("axis_rounds"), *map(str, range(1, 16))], rows)]
