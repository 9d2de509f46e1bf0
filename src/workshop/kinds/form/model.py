"""Form: guided fields, read together as one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workshop.exercises.model import Answer, ExerciseModel

from . import fields
from .content import FormBody


class FormModel(ExerciseModel):
    """Answer: ``{"fields": {field: text}}``. What is written here is for the person alone."""

    @property
    def body(self) -> FormBody:
        """The kind's part of the content."""
        body = self.content.body
        assert isinstance(body, FormBody)
        return body

    def read(self, raw: Mapping[str, Any]) -> Answer:  # noqa: D102
        found = fields.read(self.body, raw.get("fields"))
        return {"fields": found} if found else {}

    @property
    def fields(self) -> dict[str, str]:
        """What stands in each field that is filled."""
        return dict(self.answer.get("fields", {}))

    def in_words(self) -> list[tuple[str, str]]:  # noqa: D102
        return fields.in_words(self.body, self.fields)
