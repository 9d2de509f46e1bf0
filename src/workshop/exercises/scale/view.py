"""Scale on the page: sliders that begin unanswered, and one word."""

from __future__ import annotations

from workshop.exercises.pick import pick_control
from workshop.exercises.view import KindView
from workshop.ui import nodes
from workshop.ui.nodes import Node

from .model import ScaleModel


class ScaleView(KindView[ScaleModel]):
    """One slider for each item."""

    def body(self) -> list[Node | None]:  # noqa: D102
        drawn: list[Node | None] = [
            nodes.scale(
                f"values.{item.id}", item.label, low=item.low, high=item.high, min=item.min, max=item.max,
                step=item.step, unset=self.say("scale.unset"),
            )
            for item in self.model.body.items
        ]  # fmt: skip
        drawn.append(pick_control(self.model.body.pick, [(i.id, i.label) for i in self.model.body.items]))
        if word := self.model.body.word:
            drawn.append(nodes.text("word", word.label, hint=word.hint, max_length=word.max_length, long=word.max_length > 100))
        return drawn
