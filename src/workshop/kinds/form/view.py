"""Form on the page: guided fields, and the sentence they make; or the same fields folded into rows."""

from __future__ import annotations

from typing_extensions import override

from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.exercises.view import KindView

from . import fields
from .model import FormModel


class FormView(KindView[FormModel]):
    """The fields in their order, then the sentence. Of rows, one is open: the part's own, else the first."""

    @override
    def body(self) -> list[Node | None]:
        body = self.model.body
        if not body.rows:
            return fields.draw(body, self.model.fields, self.say)
        ids = [row.id for row in body.rows]
        now = self.part if self.part in ids else ids[0]
        return [
            nodes.details(
                row.label,
                *(fields.control(field, f"rows.{row.id}.{field.id}", self.say) for field in body.fields),
                open=row.id == now,
                key=f"row-{row.id}",
            )
            for row in body.rows
        ]
