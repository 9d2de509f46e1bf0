"""Form on the page: guided fields, and the sentence they make."""

from __future__ import annotations

from workshop.controls.nodes import Node
from workshop.exercises.view import KindView

from . import fields
from .model import FormModel


class FormView(KindView[FormModel]):
    """The fields in their order, then the sentence."""

    def body(self) -> list[Node | None]:  # noqa: D102
        return fields.draw(self.model.body, self.model.fields, self.say)
