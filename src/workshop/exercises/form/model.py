"""Form: guided fields, read together as one sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from workshop.content.kinds import FormBody
from workshop.exercises.answers import mapping, words
from workshop.exercises.model import Answer, ExerciseModel

_BLANK = "…"


class FormModel(ExerciseModel):
    """Answer: ``{"fields": {field: text}}``. What is written here is for the person alone."""

    @property
    def body(self) -> FormBody:
        """The kind's part of the content."""
        body = self.content.body
        assert isinstance(body, FormBody)
        return body

    def read(self, raw: Mapping[str, Any]) -> Answer:  # noqa: D102
        given = mapping(raw.get("fields"), "fields")
        fields = {f.id: text for f in self.body.fields if (text := words(given.get(f.id), f.max_length))}
        return {"fields": fields} if fields else {}

    def field(self, name: str) -> str:
        """Return what stands in a field, "" if nothing does."""
        return str(self.answer.get("fields", {}).get(name, "")).strip()

    @property
    def is_complete(self) -> bool:
        """True if every field that is not optional is filled."""
        return all(self.field(f.id) for f in self.body.fields if not f.optional)

    def sentence(self) -> str:
        """Return the sentence with the fields put in, and an ellipsis for each that is still empty."""
        def fill(match: re.Match[str]) -> str:
            return self.field(match[1]).rstrip(" .;,") or _BLANK

        return re.sub(r"\{([\w-]+)\}", fill, self.body.sentence or "")

    def in_words(self) -> list[tuple[str, str]]:  # noqa: D102
        return [(f.label, self.field(f.id)) for f in self.body.fields if self.field(f.id)]
