"""Timeline: ups and downs on an age line, and the shape of the line.

The shape is all that the room may ever count: whether a line has one big drop, many small ones, both or neither.
Its thresholds are a convention of this exercise, made for a conversation, not a measure of a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, Literal, get_args

from markupsafe import Markup
from typing_extensions import override

from workshop.content.locale import Signed
from workshop.content.sharing import Payload, Table
from workshop.exercises.model import Answer, ExerciseModel, number, words

from . import drawing
from .content import TimelineBody

#: A fall of at least this many levels between two neighbouring points counts as one big drop.
BIG_DROP = 4
#: So many smaller falls count as many.
MANY = 3

Shape = Literal["big", "small", "both", "neither"]


class TimelineModel(ExerciseModel[TimelineBody]):
    """Answer: ``{"points": [{"age": years, "level": -5..5, "text": text}, ...]}``."""

    @override
    def read(self, raw: Mapping[str, Any]) -> Answer:
        given = raw.get("points")
        points = []
        for one in given[: self.body.max_points] if isinstance(given, list) else []:
            if not isinstance(one, Mapping):
                continue
            age = number(one.get("age"), self.body.age_min, self.body.age_max)
            level = number(one.get("level"), self.body.low, self.body.high)
            text = words(one.get("text"), self.body.max_length)
            point = {"age": age, "level": level, "text": text}
            if any(value not in (None, "") for value in point.values()):
                points.append({name: value for name, value in point.items() if value not in (None, "")})
        return {"points": points} if points else {}

    @property
    def points(self) -> list[tuple[float, float, str]]:
        """Age, level and text of each complete point, in the order of age."""
        complete = [
            (float(p["age"]), float(p["level"]), str(p.get("text", "")))
            for p in self.answer.get("points", [])
            if "age" in p and "level" in p
        ]
        return sorted(complete, key=lambda point: point[0])

    @property
    @override
    def is_empty(self) -> bool:
        return not self.answer.get("points")

    def shape(self) -> Shape | None:
        """Return the kind of the line, None while it has fewer than two points."""
        if len(self.points) < 2:
            return None
        falls = [before[1] - after[1] for before, after in pairwise(self.points) if after[1] < before[1]]
        big = any(fall >= BIG_DROP for fall in falls)
        many = sum(fall < BIG_DROP for fall in falls) >= MANY
        return "both" if big and many else "big" if big else "small" if many else "neither"

    def label(self, shape: Shape) -> str:
        """Return the words for a shape; they name the line, not the person."""
        if shape == "neither":
            return self.say("timeline.neither")
        label: str = getattr(self.body.kinds, shape).label
        return label

    @override
    def countable(self) -> tuple[Table, ...]:
        shapes = tuple((shape, self.label(shape)) for shape in get_args(Shape))
        return (Table("shape", self.content.title, "single", shapes),)

    @override
    def shareable(self) -> Payload:
        shape = self.shape()
        return {"shape": [shape] if shape else []}

    @override
    def as_text(self) -> list[tuple[str, str]]:
        if self.is_empty:
            return []
        low, high, ends = self.body.low, self.body.high, self.body.level_labels
        scale = self.say("timeline.scale", low=Signed(low), low_label=ends.low, high=Signed(high), high_label=ends.high)
        return [
            (self.body.level_question, scale),
            *(
                (
                    self.say("timeline.age", age=f"{age:g}"),
                    self.say("app.value", value=Signed(level)) + (f": {text}" if text else ""),
                )
                for age, level, text in self.points
            ),
        ]

    @override
    def picture(self) -> Markup | None:
        if len(self.points) < 2:
            return None
        ends = self.body.level_labels
        moments = [(age, level) for age, level, _ in self.points]
        return drawing.line(moments, self.body.low, self.body.high, (ends.low, ends.high))
