"""Form: guided fields, read together as one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typing_extensions import override

from workshop.exercises.model import Answer, ExerciseModel

from . import fields
from .content import FormBody


class FormModel(ExerciseModel[FormBody]):
    """Answer: ``{"fields": {field: text}}``. What is written here is for the person alone."""

    @override
    def read(self, raw: Mapping[str, Any]) -> Answer:
        found = fields.read(self.body, raw.get("fields"))
        return {"fields": found} if found else {}

    @property
    def fields(self) -> dict[str, str]:
        """What stands in each field that is filled."""
        return dict(self.answer.get("fields", {}))

    @override
    def as_text(self) -> list[tuple[str, str]]:
        return fields.as_text(self.body, self.fields)
