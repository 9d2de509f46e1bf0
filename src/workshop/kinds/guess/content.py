"""``guess``: guess first, then see what research found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import Field, StrictBool, model_validator
from typing_extensions import override

from workshop.content.base import IDS_DIFFER, Flag, Id, Model, Number, Text
from workshop.content.kind_body import KindBody


class GuessItem(Model):
    """One statement or one figure to guess, with the finding behind it."""

    id: Id
    statement: Text
    form: Literal["true_false", "number"] = "true_false"
    truth: StrictBool | Number
    unit: Text | None = None
    min: Number | None = None
    max: Number | None = None
    step: Annotated[float, Field(strict=True, gt=0)] = 1
    finding: Text
    size: Text
    limit: Text
    fact: Id

    @model_validator(mode="after")
    def _form_fits(self) -> GuessItem:
        if self.form == "true_false":
            if not isinstance(self.truth, bool):
                raise ValueError("has a truth that is not true or false, but its form is true_false")
        elif self.min is None or self.max is None:
            raise ValueError("needs a min and a max, because its form is number")
        elif isinstance(self.truth, bool):
            raise ValueError("has a truth that is not a number, but its form is number")
        elif not self.min <= self.truth <= self.max:
            raise ValueError(f"has a truth that is {self.truth:g}, outside {self.min:g} to {self.max:g}")
        return self


class GuessBody(KindBody):
    """Wording of guesses. Answer: ``{"guesses": {item: {"value": …, "sure": 50–100}}, "seen": bool}``."""

    kind: Literal["guess"] = "guess"
    items: Annotated[tuple[GuessItem, ...], Field(min_length=1), IDS_DIFFER]
    confidence: Flag = False

    @override
    def fact_ids(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        for at, item in enumerate(self.items):
            yield ("items", at, "fact"), item.fact

    @override
    def looking_back(self) -> Sequence[tuple[str, str]]:
        return [(item.statement, f"{item.finding} {item.size} *{item.limit}*") for item in self.items]
