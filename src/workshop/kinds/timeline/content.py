"""``timeline``: moments on a line of age, each up or down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import model_validator

from workshop.content.base import Length, Model, Text, Whole
from workshop.content.kind_body import KindBody, number_misfit, text_misfit, wrong_shape


class LevelLabels(Model):
    """Words for the lowest, middle and highest level."""

    low: Text
    middle: Text
    high: Text


class LineKind(Model):
    """A shape a line can have, in words that name the line and not the person."""

    label: Text
    text: Text


class LineKinds(Model):
    """The three shapes that are told apart."""

    big: LineKind
    small: LineKind
    both: LineKind


class TimelineBody(KindBody):
    """Wording of a timeline. Answer: ``{"points": [{"age": n, "level": n, "text": "…"}]}``."""

    kind: Literal["timeline"] = "timeline"
    age_min: Whole = 0
    age_max: Whole = 100
    low: Whole = -5
    high: Whole = 5
    level_question: Text
    level_labels: LevelLabels
    kinds: LineKinds
    placeholder: Text
    max_points: Length = 30
    max_length: Length = 80

    @model_validator(mode="after")
    def _ranges(self) -> TimelineBody:
        if self.age_min >= self.age_max or self.low >= self.high:
            raise ValueError("has a lowest age or level that is not below the highest")
        return self

    def misfits(self, answer: Mapping[str, Any]) -> Iterator[str]:
        """Yield a sentence for each thing in `answer` that this exercise can't take."""
        yield from wrong_shape(answer, {"points": (list, tuple)})
        points = answer.get("points", ())
        if not isinstance(points, list | tuple):
            return
        if len(points) > self.max_points:
            yield f"has {len(points)} points, more than {self.max_points}"
        for number, point in enumerate(points, 1):
            if not isinstance(point, Mapping):
                yield f"has a point {number} that is not a mapping"
                continue
            if problem := number_misfit(point.get("age"), self.age_min, self.age_max):
                yield f"has an age in point {number} that {problem}"
            if problem := number_misfit(point.get("level"), self.low, self.high):
                yield f"has a level in point {number} that {problem}"
            if problem := text_misfit(point.get("text", ""), self.max_length):
                yield f"has a text in point {number} that {problem}"
