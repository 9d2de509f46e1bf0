"""Next step: if this, then that, on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from typing_extensions import override

from workshop.exercises.model import Answer, ExerciseModel, mapping, words
from workshop.kinds.form.fields import put_in

from .content import PLAN_PLACES, NextStepBody

#: Years a plan may lie in; anything else is a slip of the finger.
FIRST_YEAR, LAST_YEAR = 2020, 2100


class NextStepModel(ExerciseModel[NextStepBody]):
    """Answer: ``{"plan": {"if", "then", "hard"}, "day": "2026-12-01"}``. Nothing of it is ever shared."""

    @override
    def read(self, raw: Mapping[str, Any]) -> Answer:
        given = mapping(raw.get("plan"), "plan")
        plan = {place: text for place in PLAN_PLACES if (text := words(given.get(place), self.body.max_length))}
        answer: Answer = {"plan": plan} if plan else {}
        if day := _day(raw.get("day")):
            answer["day"] = day.isoformat()
        return answer

    def place(self, name: str) -> str:
        """Return what stands in a part of the plan, "" if nothing does."""
        return str(self.answer.get("plan", {}).get(name, "")).strip()

    @property
    def day(self) -> date | None:
        """The day of the plan, None before there is one."""
        return _day(self.answer.get("day"))

    def sentence(self) -> str:
        """Return the plan as one sentence, with an ellipsis for what is still empty."""
        parts = {"if": self.place("if"), "then": self.place("then")}
        return put_in(self.body.sentence, parts)

    @override
    def as_text(self) -> list[tuple[str, str]]:
        lines = [(self.body.question(name).label, self.place(name)) for name in PLAN_PLACES if self.place(name)]
        if day := self.day:
            lines.append((self.body.day.label, self.say("app.value", value=day)))
        return lines


def _day(value: object) -> date | None:
    if not isinstance(value, str):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
