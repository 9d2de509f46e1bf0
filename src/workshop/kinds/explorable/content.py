"""``explorable``: a toy model to play with."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from typing_extensions import override

from workshop.content.base import Each, Id, Model, Number, Option, Text
from workshop.content.kind_body import KindBody

from .toy import toy_models

#: Wording that every explorable has: play, see, explain, a sandbox, and owning up to made-up numbers.
NEEDED_TEXT = ("play", "see", "why", "sandbox", "illustrative")


class Predict(Model):
    """A question to answer before playing: options, or a number from `min` to `max`."""

    question: Text
    options: Each[Option] = ()
    min: Number | None = None
    max: Number | None = None
    step: Annotated[float, Field(strict=True, gt=0)] = 1
    unit: Text | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Predict:
        if bool(self.options) == (self.min is not None and self.max is not None):
            raise ValueError("needs either options, or a min and a max")
        return self


class ExplorableBody(KindBody):
    """Wording of an explorable. Answer: ``{"prediction": …, "settings": {…}, "stage": "…", "play": {…}}``."""

    kind: Literal["explorable"] = "explorable"
    model: Id
    predict: Predict | None = None
    text: dict[str, Text]

    @model_validator(mode="after")
    def _model_is_there(self) -> ExplorableBody:
        if self.model not in toy_models():
            raise ValueError(f"names no toy model that is installed; there are: {', '.join(toy_models())}")
        return self

    @model_validator(mode="after")
    def _text_is_whole(self) -> ExplorableBody:
        if missing := [key for key in NEEDED_TEXT if key not in self.text]:
            raise ValueError(f"has no text for: {', '.join(missing)}")
        return self

    @property
    @override
    def kept_for_later(self) -> bool:
        return True
