"""Choice on the page: one group of options under each item."""

from __future__ import annotations

from typing import Literal

from typing_extensions import override

from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.exercises.view import KindView

from .content import ChoiceItem
from .model import ChoiceModel


class ChoiceView(KindView[ChoiceModel]):
    """Items with their options, and a suggestion of one's own.

    An item with a text of its own, such as a story, folds away: six stories below each other would be a wall.
    """

    @override
    def body(self) -> list[Node | None]:
        stories = all(item.text for item in self.model.body.items) and len(self.model.body.items) > 1
        drawn: list[Node | None] = [
            self._story(item, number == 0) if stories else self._group(item)
            for number, item in enumerate(self.model.body.items)
        ]
        if own := self.model.body.suggestion:
            drawn.append(nodes.text("suggestion", own.label, hint=own.hint, max_length=own.max_length))
        return drawn

    def _story(self, item: ChoiceItem, is_first: bool) -> Node:
        answered = f" · {self.say('exercise.answered')}" if self.model.chosen(item.id) else ""
        return nodes.details(
            item.title + answered, nodes.prose(item.text or ""), self._group(item, hide_label=True), open=is_first,
            key=f"story-{item.id}",
        )  # fmt: skip

    def _group(self, item: ChoiceItem, hide_label: bool = False) -> Node:
        body = self.model.body
        options = [nodes.option(o.id, o.label, o.hint) for o in body.options]
        layout: Literal["tiles", "list"] = "tiles" if len(body.options) > 3 else "list"
        hint = self.say("choice.several" if body.multiple else "choice.single") if hide_label else None
        group = nodes.choice(f"items.{item.id}", item.title, options, body.multiple, layout, hint)
        return {**group, "hide_label": hide_label}

    @override
    def after(self) -> list[Node | None]:
        return [
            nodes.details(item.title, nodes.prose(item.debrief), key=f"after-{item.id}")
            for item in self.model.body.items
            if item.debrief
        ]
