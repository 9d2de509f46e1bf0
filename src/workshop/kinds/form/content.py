"""``form``: guided fields that become one sentence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from workshop.content.base import Flag, Id, Length, Model, Text, no_twins
from workshop.content.kind_body import KindBody, extra_keys, mapping, text_misfit, wrong_shape


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
        no_twins((field.id for field in self.fields), "fields")
        for _, name, _, _ in Formatter().parse(self.sentence or ""):
            if name is not None and name not in ids:
                raise ValueError(f"has a sentence with {{{name}}}, which is not the id of a field")
        return self

    def misfits(self, answer: Mapping[str, Any]) -> Iterator[str]:
        """Yield a sentence for each thing in `answer` that this exercise can't take."""
        yield from wrong_shape(answer, {"fields": Mapping})
        written = mapping(answer, "fields")
        fields = {field.id: field for field in self.fields}
        yield from extra_keys(written, set(fields), "a field")
        for name, value in written.items():
            if (field := fields.get(name)) and (problem := text_misfit(value, field.max_length)):
                yield f"has a text for “{name}” that {problem}"
