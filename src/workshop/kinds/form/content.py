"""``form``: guided fields that become one sentence."""

from __future__ import annotations

from string import Formatter
from typing import Annotated, Literal

from pydantic import Field, model_validator

from workshop.content.base import Flag, Id, Length, Model, Text, unique_ids
from workshop.content.kind_body import KindBody


class FormField(Model):
    """One question with a place to write."""

    id: Id
    label: Text
    hint: Text | None = None
    long: Flag = False
    optional: Flag = False
    max_length: Length = 200


class FormBody(KindBody):
    """Wording of a form. Answer: ``{"fields": {field: text}}``."""

    kind: Literal["form"] = "form"
    fields: Annotated[tuple[FormField, ...], Field(min_length=1)]
    sentence: Text | None = None

    @model_validator(mode="after")
    def _places_are_fields(self) -> FormBody:
        ids = {field.id for field in self.fields}
        unique_ids((field.id for field in self.fields), "fields")
        for _, name, _, _ in Formatter().parse(self.sentence or ""):
            if name is not None and name not in ids:
                raise ValueError(f"has a sentence with {{{name}}}, which is not the id of a field")
        return self
