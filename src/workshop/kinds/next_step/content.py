"""``next-step``: one if–then plan, with a day."""

from __future__ import annotations

from typing import Literal

from workshop.content.base import Length, Text
from workshop.content.kind_body import KindBody
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
