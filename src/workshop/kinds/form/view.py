"""Form on the page: guided fields, and the sentence they make; or the same fields folded into rows."""

from __future__ import annotations

from typing_extensions import override

from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.exercises.view import KindView

from . import fields
from .model import FormModel


class FormView(KindView[FormModel]):
    """The fields in their order, then the sentence. Of rows, the part's own are open, one a session, or the first."""

    @override
    def body(self) -> list[Node | None]:
        body = self.model.body
        if not body.rows:
            return fields.draw(body, self.model.fields, self.say)
        now = [row.id for row in body.rows if row.id == self.part or row.id.startswith(f"{self.part}-")]
        now = now or [body.rows[0].id]
        return [
            nodes.details(
                row.label,
                *(fields.control(field, f"rows.{row.id}.{field.id}", self.say) for field in body.fields),
                open=row.id in now,
                key=f"row-{row.id}",
            )
            for row in body.rows
        ]
