"""``scale``: one handle per item, and perhaps one word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from workshop.content.base import Id, Length, Model, Number, Text, no_twins
from workshop.content.kind_body import KindBody, extra_keys, mapping, number_misfit, text_misfit, wrong_shape


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
    items: Annotated[tuple[ScaleItem, ...], Field(min_length=1)]
    word: Word | None = None
    beside: Beside | None = None
    pick: Text | None = Field(default=None, description="Asks to pick one of the items; left out: no pick.")

    @model_validator(mode="after")
    def _ids_differ(self) -> ScaleBody:
        no_twins((item.id for item in self.items), "items")
        return self

    def misfits(self, answer: Mapping[str, Any]) -> Iterator[str]:
        """Yield a sentence for each thing in `answer` that this exercise can't take."""
        yield from wrong_shape(answer, {"values": Mapping, "word": str, "pick": str, "arrived": Mapping})
        items = {item.id: item for item in self.items}
        for values in (mapping(answer, "values"), mapping(answer, "arrived")):
            yield from extra_keys(values, set(items), "an item")
            for name, value in values.items():
                if item := items.get(name):
                    problem = number_misfit(value, item.min, item.max)
                    if problem:
                        yield f"has a value for “{name}” that {problem}"
        if "arrived" in answer and self.beside is None:
            yield "has earlier values, but the exercise shows none"
        if "word" in answer:
            if self.word is None:
                yield "has a word, but the exercise asks for none"
            elif problem := text_misfit(answer["word"], self.word.max_length):
                yield f"has a word that {problem}"
        if "pick" in answer and (self.pick is None or str(answer["pick"]) not in items):
            yield f"picks “{answer['pick']}”, which is not an item to pick"
