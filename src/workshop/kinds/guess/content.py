"""``guess``: guess first, then see what research found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, StrictBool, model_validator

from workshop.content.base import Flag, Id, Model, Number, Text, no_twins
from workshop.content.kind_body import KindBody, extra_keys, mapping, number_misfit, wrong_shape


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
        elif problem := number_misfit(self.truth, self.min, self.max):
            raise ValueError(f"has a truth that {problem}")
        return self

    def misfit(self, value: object) -> str | None:
        """Return the end of a sentence if `value` is no guess of this form."""
        if self.form == "true_false":
            return None if isinstance(value, bool) else "is not true or false"
        return number_misfit(value, self.min or 0, self.max or 0)


class GuessBody(KindBody):
    """Wording of guesses. Answer: ``{"guesses": {item: {"value": …, "sure": 50–100}}, "seen": bool}``."""

    kind: Literal["guess"] = "guess"
    items: Annotated[tuple[GuessItem, ...], Field(min_length=1)]
    confidence: Flag = False

    @model_validator(mode="after")
    def _ids_differ(self) -> GuessBody:
        no_twins((item.id for item in self.items), "items")
        return self

    def misfits(self, answer: Mapping[str, Any]) -> Iterator[str]:
        """Yield a sentence for each thing in `answer` that this exercise can't take."""
        yield from wrong_shape(answer, {"guesses": Mapping, "seen": bool})
        guesses = mapping(answer, "guesses")
        items = {item.id: item for item in self.items}
        yield from extra_keys(guesses, set(items), "an item")
        for name, guess in guesses.items():
            if name not in items:
                continue
            if not isinstance(guess, Mapping):
                yield f"has a guess for “{name}” that is not a mapping"
                continue
            yield from extra_keys(guess, {"value", "sure"}, "a part of a guess")
            if "value" in guess and (problem := items[name].misfit(guess["value"])):
                yield f"has a guess for “{name}” that {problem}"
            if "sure" in guess:
                problem = number_misfit(guess["sure"], 50, 100)
                if not self.confidence:
                    problem = "was not asked for"
                if problem:
                    yield f"has a sureness for “{name}” that {problem}"

    def fact_ids(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield place and id of each fact the body shows."""
        for at, item in enumerate(self.items):
            yield ("items", at, "fact"), item.fact
