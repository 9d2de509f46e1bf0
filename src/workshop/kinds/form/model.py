"""Form: guided fields, read together as one sentence, or once for each row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typing_extensions import override

from workshop.exercises.model import Answer, ExerciseModel, mapping

from . import fields
from .content import FormBody


class FormModel(ExerciseModel[FormBody]):
    """Answer: ``{"fields": {field: value}}`` or ``{"rows": {row: {field: value}}}``. It is for the person alone."""

    @override
    def read(self, raw: Mapping[str, Any]) -> Answer:
        if self.body.rows:
            given = mapping(raw.get("rows"), "rows")
            rows = {row.id: found for row in self.body.rows if (found := fields.read(self.body, given.get(row.id)))}
            return {"rows": rows} if rows else {}
        found = fields.read(self.body, raw.get("fields"))
        return {"fields": found} if found else {}

    @property
    def fields(self) -> dict[str, fields.Value]:
        """What stands in each field that is filled."""
        return dict(self.answer.get("fields", {}))

    @property
    @override
    def is_empty(self) -> bool:  # a zero is an answer
        return not self.answer

    @override
    def as_text(self) -> list[tuple[str, str]]:
        rows = self.answer.get("rows", {})
        return fields.as_text(self.body, self.fields) + [
            (f"{row.label}: {label}", said)
            for row in self.body.rows
            for label, said in fields.as_text(self.body, rows.get(row.id, {}))
        ]
