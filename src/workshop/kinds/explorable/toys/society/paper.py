"""Who thrives, guessed with a pen."""

from __future__ import annotations

from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.kinds.explorable.paper import OnPaper


class SocietyOnPaper(OnPaper):
    """The list of who is in the room."""

    def front(self) -> list[Node]:
        self.screen.model.answer = {}
        listed = next(one for one in self.screen.play() if one is not None)
        return [nodes.heading(self.text("who_title"), 4), listed]
