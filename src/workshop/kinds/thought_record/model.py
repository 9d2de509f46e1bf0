"""Thought record: a thought from both sides, and how far it is believed before and after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typing_extensions import override

from workshop.content.locale import Share
from workshop.content.sharing import Payload, Table
from workshop.exercises.model import Answer, ExerciseModel, mapping, number, several_of, words

from .content import PLACES, ThoughtRecordBody

#: Belief is given in steps of so many percent.
STEP = 5


class ThoughtRecordModel(ExerciseModel[ThoughtRecordBody]):
    """Answer: ``{"texts": {place: text}, "before": percent, "feelings": [id], "after": percent}``.

    The room may count one thing only: by how much belief changed, up or down, never from where.
    """

    @override
    def read(self, raw: Mapping[str, Any]) -> Answer:
        body, given = self.body, mapping(raw.get("texts"), "texts")
        texts = {place: text for place in PLACES if (text := words(given.get(place), body.max_length))}
        answer: Answer = {"texts": texts} if texts else {}
        for name in ("before", "after"):
            if (value := number(raw.get(name), 0, 100)) is not None:
                answer[name] = value
        if feelings := several_of(raw.get("feelings"), [feeling.id for feeling in body.feelings]):
            answer["feelings"] = feelings
        return answer

    @property
    @override
    def is_empty(self) -> bool:  # a belief of zero is an answer
        return not self.answer

    def belief(self, when: str) -> float | None:
        """Return the belief ``before`` or ``after`` in percent, None if it was not given."""
        value = self.answer.get(when)
        return None if value is None else float(value)

    @property
    def change(self) -> float | None:
        """Belief after minus belief before, in percentage points; None while one is missing."""
        before, after = self.belief("before"), self.belief("after")
        return None if before is None or after is None else after - before

    @override
    def countable(self) -> tuple[Table, ...]:
        title, unit = self.say("kinds.thought.change"), self.say("results.points", n=100)
        return (Table("change", title, "number", low=-100, high=100, step=STEP, unit=f" {unit}"),)

    @override
    def shareable(self) -> Payload:
        return {"change": self.change}

    @override
    def as_text(self) -> list[tuple[str, str]]:
        body, texts = self.body, self.answer.get("texts", {})

        def text(place: str) -> list[tuple[str, str]]:
            said = str(texts.get(place, "")).strip()
            return [(body.texts.of(place).label, said)] if said else []

        def belief(when: str) -> list[tuple[str, str]]:
            value = self.belief(when)
            if value is None:
                return []
            return [(getattr(body.belief, when), self.say("app.value", value=Share(value / 100)))]

        felt = [f.label for f in body.feelings if f.id in self.answer.get("feelings", ())]
        return [
            *text("situation"), *text("thought"), *belief("before"),
            *([(body.feelings_label, self.say("app.value", value=felt))] if felt else []),
            *text("for"), *text("against"), *text("fairer"), *belief("after"),
        ]  # fmt: skip
