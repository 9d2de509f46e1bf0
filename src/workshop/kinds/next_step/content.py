"""``next-step``: one if–then plan, with a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

from workshop.content.base import Length, Text
from workshop.content.kind_body import KindBody, extra_keys, mapping, text_misfit, wrong_shape
from workshop.kinds.thought_record.content import Question

#: The places to write, in their order.
PLAN_PLACES = ("if", "then", "hard")


class NextStepBody(KindBody):
    """Wording of a plan. Answer: ``{"plan": {"if": text, "then": text, "hard": text}, "day": "2026-12-01"}``."""

    kind: Literal["next-step"] = "next-step"
    when: Question
    then: Question
    hard: Question
    day: Question
    sentence: Text
    examples: tuple[Text, ...]
    max_length: Length = 200

    def question(self, place: str) -> Question:
        """Return the question of one of `PLAN_PLACES`."""
        question: Question = getattr(self, {"if": "when"}.get(place, place))
        return question

    def misfits(self, answer: Mapping[str, Any]) -> Iterator[str]:
        """Yield a sentence for each thing in `answer` that this exercise can't take."""
        yield from wrong_shape(answer, {"plan": Mapping, "day": str})
        plan = mapping(answer, "plan")
        yield from extra_keys(plan, set(PLAN_PLACES), "a part of the plan")
        for name, value in plan.items():
            if problem := text_misfit(value, self.max_length):
                yield f"has a text for “{name}” that {problem}"
        day = answer.get("day")
        if isinstance(day, str):
            try:
                date.fromisoformat(day)
            except ValueError:
                yield f"has “{day}” as its day, which is not like 2026-12-01"
