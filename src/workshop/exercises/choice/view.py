"""Choice on the page: one group of options under each item."""

from __future__ import annotations

from typing import Literal

from workshop.exercises.view import KindView
from workshop.ui import nodes
from workshop.ui.nodes import Node

from .model import ChoiceModel


class ChoiceView(KindView[ChoiceModel]):
    """Items with their options, and a suggestion of one's own."""

    def body(self) -> list[Node | None]:  # noqa: D102
        body = self.model.body
        options = [nodes.option(o.id, o.label, o.hint) for o in body.options]
        layout: Literal["tiles", "list"] = "tiles" if len(body.options) > 3 else "list"
        drawn: list[Node | None] = [
            nodes.stack(
                nodes.heading(item.title, 4) if item.text else None,
                nodes.prose(item.text) if item.text else None,
                nodes.choice(f"items.{item.id}", self.say("choice.several" if body.multiple else "choice.one") if item.text else item.title, options,
                             body.multiple, layout),
                key=item.id,
            )
            for item in body.items
        ]  # fmt: skip
        if own := body.suggestion:
            drawn.append(nodes.text("suggestion", own.label, hint=own.hint, max_length=own.max_length))
        return drawn

    def after(self) -> list[Node | None]:  # noqa: D102
        return [
            nodes.details(item.title, nodes.prose(item.debrief), key=f"after-{item.id}")
            for item in self.model.body.items
            if item.debrief
        ]
