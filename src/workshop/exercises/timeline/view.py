"""Timeline on the page: points as a list, the line drawn from them."""

from __future__ import annotations

from workshop.exercises.view import KindView
from workshop.ui import nodes
from workshop.ui.nodes import Node

from .model import TimelineModel

_WORDS = ("add", "remove", "point", "age", "level", "text", "level_value", "up", "down", "same", "empty", "full")


class TimelineView(KindView[TimelineModel]):
    """The editor for points, the line as a figure, and what kind of line it is."""

    def body(self) -> list[Node | None]:  # noqa: D102
        body = self.model.body
        editor = nodes.node(
            "timeline", key="points", field="points", label=self.content.title, age_min=body.age_min,
            age_max=body.age_max, low=body.low, high=body.high, level_labels=body.level_labels.model_dump(),
            placeholder=body.placeholder,
            words={name: self.say(f"timeline.{name}") for name in _WORDS},
        )  # fmt: skip
        shape = self.model.shape()
        if shape is None:
            return [editor, nodes.prose(self.say("figure.nothing_yet"), key="shape")]
        from .figure import draw

        text = None if shape == "neither" else getattr(body.kinds, shape).text
        return [
            editor,
            draw(self.model, self.library),
            nodes.card(
                nodes.heading(self.say("timeline.kind", label=self.model.label(shape)), 4),
                nodes.prose(text) if text else None,
                tone="warm",
                key="shape-card",
            ),
        ]
