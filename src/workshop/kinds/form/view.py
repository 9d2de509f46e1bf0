"""Form on the page: guided fields, and the sentence they make."""

from __future__ import annotations

from typing_extensions import override

from workshop.controls.nodes import Node
from workshop.exercises.view import KindView

from . import fields
from .model import FormModel


class FormView(KindView[FormModel]):
    """The fields in their order, then the sentence."""

    @override
    def body(self) -> list[Node | None]:
        return fields.draw(self.model.body, self.model.fields, self.say)
