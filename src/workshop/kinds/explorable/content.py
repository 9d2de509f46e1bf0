"""``explorable``: a toy model to play with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from workshop.content.base import Id, Model, Number, Option, Text, no_twins
from workshop.content.kind_body import KindBody, number_misfit, wrong_shape

#: Wording that every explorable has: play, see, explain, a sandbox, and owning up to made-up numbers.
NEEDED_TEXT = ("play", "see", "why", "sandbox", "illustrative")


class Predict(Model):
    """A question to answer before playing: options, or a number from `min` to `max`."""

    question: Text
    options: tuple[Option, ...] = ()
    min: Number | None = None
    max: Number | None = None
    step: Annotated[float, Field(strict=True, gt=0)] = 1
    unit: Text | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Predict:
        no_twins((option.id for option in self.options), "options")
        if bool(self.options) == (self.min is not None and self.max is not None):
            raise ValueError("needs either options, or a min and a max")
        return self

    def misfit(self, value: object) -> str | None:
        """Return the end of a sentence if `value` is no answer to the question."""
        if self.options:
            return None if value in [option.id for option in self.options] else "is not one of the options"
        return number_misfit(value, self.min or 0, self.max or 0)


class ExplorableBody(KindBody):
    """Wording of an explorable. Answer: ``{"prediction": …, "settings": {…}, "stage": "…", "play": {…}}``."""

    kind: Literal["explorable"] = "explorable"
    model: Id
    predict: Predict | None = None
    text: dict[str, Text]

    @model_validator(mode="after")
    def _text_is_whole(self) -> ExplorableBody:
        if missing := [key for key in NEEDED_TEXT if key not in self.text]:
            raise ValueError(f"has no text for: {', '.join(missing)}")
        return self

    def misfits(self, answer: Mapping[str, Any]) -> Iterator[str]:
        """Yield a sentence for each thing in `answer` that this exercise can't take."""
        shapes: dict[str, type | tuple[type, ...]] = {
            "prediction": (str, int, float), "settings": Mapping, "stage": str, "play": Mapping,
        }  # fmt: skip
        yield from wrong_shape(answer, shapes)
        if "prediction" in answer:
            if self.predict is None:
                yield "has a prediction, but the exercise asks for none"
            elif problem := self.predict.misfit(answer["prediction"]):
                yield f"has a prediction that {problem}"
