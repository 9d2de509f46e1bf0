"""``timeline``: moments on a line of age, each up or down."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator

from workshop.content.base import Length, Model, Text, Whole
from workshop.content.kind_body import KindBody


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
