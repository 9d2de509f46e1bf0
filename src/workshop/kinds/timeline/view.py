"""Timeline on the page: points as a list, the line drawn from them as they change."""

from __future__ import annotations

from typing_extensions import override

from workshop.controls import exercise_nodes, nodes
from workshop.controls.nodes import Node
from workshop.exercises.view import KindView

from .model import TimelineModel


class TimelineView(KindView[TimelineModel]):
    """The editor with its line, and what kind of line it is."""

    @override
    def body(self) -> list[Node | None]:
        body, ends = self.model.body, self.model.body.level_labels
        editor = exercise_nodes.timeline(key="points", field="points", label=self.content.title, hide_label=True,
            age_min=body.age_min, age_max=body.age_max, low=body.low, high=body.high, max_length=body.max_length,
            level_label=body.level_question,
            level_labels={str(body.low): ends.low, "0": ends.middle, str(body.high): ends.high},
            placeholder=body.placeholder,
        )  # fmt: skip
        shape = self.model.shape()
        if shape is None:
            return [editor]
        text = None if shape == "neither" else getattr(body.kinds, shape).text
        return [
            editor,
            nodes.card(
                nodes.status(self.say("timeline.kind", label=self.model.label(shape)), key="shape"),
                nodes.prose(text, key="shape-text") if text else None,
                tone="warm",
                key="shape-card",
            ),
        ]
