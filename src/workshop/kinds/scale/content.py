"""``scale``: one handle per item, and perhaps one word."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from workshop.content.base import IDS_DIFFER, Id, Length, Model, Number, Text
from workshop.content.kind_body import KindBody


class ScaleItem(Model):
    """One question with a lowest and a highest answer in words."""

    id: Id
    label: Text
    low: Text
    high: Text
    min: Number = 0
    max: Number = 10
    step: Annotated[float, Field(strict=True, gt=0)] = 1

    @model_validator(mode="after")
    def _range(self) -> ScaleItem:
        if self.min >= self.max:
            raise ValueError(f"has a min of {self.min:g} that is not below its max of {self.max:g}")
        return self


class Word(Model):
    """A text field for one word."""

    label: Text
    hint: Text | None = None
    max_length: Length = 30


class Beside(Model):
    """An earlier scale with the same items, whose answers are shown beside this one's on the person's own device."""

    exercise: Id
    then: Text = Field(description="What the earlier value is called.")
    now: Text = Field(description="What the value of today is called.")
    none: Text = Field(description="Said where the device holds no earlier value.")
    change: Text = Field(description="Title of what the room sees: the average change.")


class ScaleBody(KindBody):
    """Wording of a scale. Answer: ``{"values": {item: number}, "word": "…", "pick": item, "arrived": {item: number}}``.

    ``arrived`` holds the values of the scale named in `beside`.
    """

    kind: Literal["scale"] = "scale"
    items: Annotated[tuple[ScaleItem, ...], Field(min_length=1), IDS_DIFFER]
    word: Word | None = None
    beside: Beside | None = None
    counts: Literal["bars", "mean"] = Field(default="bars", description="What the room sees: bars, or the average.")
    pick: Text | None = Field(default=None, description="Asks to pick one of the items; left out: no pick.")
