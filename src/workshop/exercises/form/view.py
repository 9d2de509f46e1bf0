"""Form on the page: guided fields, and the sentence they make."""

from __future__ import annotations

from workshop.exercises.view import KindView
from workshop.ui import nodes
from workshop.ui.nodes import Node

from .model import FormModel


class FormView(KindView[FormModel]):
    """The fields in their order, then the sentence as soon as there is something in it."""

    def body(self) -> list[Node | None]:  # noqa: D102
        body = self.model.body
        fields: list[Node | None] = [
            nodes.text(f"fields.{f.id}", f.label, hint=f.hint, long=f.long, max_length=f.max_length)
            for f in body.fields
        ]
        if body.sentence:
            fields.append(
                nodes.card(
                    nodes.heading(self.say("form.sentence"), 4),
                    nodes.status(
                        self.say("form.sentence_empty") if self.model.is_empty else self.model.sentence(), key="sentence"
                    ),
                    tone="warm",
                    key="sentence-card",
                )
            )
        return fields
