"""``form``: guided fields that become one sentence, or the same few fields once for each row."""

from __future__ import annotations

from string import Formatter
from typing import Annotated, Literal

from pydantic import Field, model_validator

from workshop.content.base import IDS_DIFFER, Each, Flag, Id, Length, Model, Option, Text
from workshop.content.kind_body import KindBody


class FormField(Model):
    """One question with a place to write; a handle from 0 to 10 if its ends are named, a choice if it has options."""

    id: Id
    label: Text
    hint: Text | None = None
    long: Flag = False
    optional: Flag = False
    max_length: Length = 200
    low: Text | None = None
    high: Text | None = None
    options: Each[Option] = ()

    @model_validator(mode="after")
    def _one_way_to_answer(self) -> FormField:
        if (self.low is None) != (self.high is None) or (self.low and self.options):
            raise ValueError("takes low and high together, or options, or neither")
        return self

    @property
    def says(self) -> dict[str, str]:
        """Return the options' wording by id."""
        return {option.id: option.label for option in self.options}


class FormRow(Model):
    """One of several times at which the same questions are asked."""

    id: Id
    label: Text


class FormBody(KindBody):
    """Wording of a form.

    Answer: ``{"fields": {field: text, number or option}}``, with rows ``{"rows": {row: {field: …}}}``.
    """

    kind: Literal["form"] = "form"
    fields: Annotated[tuple[FormField, ...], Field(min_length=1), IDS_DIFFER]
    rows: Each[FormRow] = ()
    sentence: Text | None = None

    @model_validator(mode="after")
    def _places_are_fields(self) -> FormBody:
        ids = {field.id for field in self.fields}
        if self.rows and self.sentence:
            raise ValueError("has rows and a sentence; only one of the two can be drawn")
        for _, name, _, _ in Formatter().parse(self.sentence or ""):
            if name is not None and name not in ids:
                raise ValueError(f"has a sentence with {{{name}}}, which is not the id of a field")
        return self
