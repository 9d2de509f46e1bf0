"""The trust game with a pen."""

from __future__ import annotations

from workshop.controls.nodes import Node
from workshop.kinds.explorable.paper import OnPaper


class SendHalfOnPaper(OnPaper):
    """A table of who has what after each round."""

    def front(self) -> list[Node]:
        head = [self.text(f"paper_{name}") for name in ("sent", "kept", "arrives", "back", "mine")]
        return [self.fill(head, [["4", "6", "12", "6", "12"], *[[""] * 5 for _ in range(5)]])]
