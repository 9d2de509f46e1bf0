"""Loop: what stands at each stage, which link to break, and what to do there instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typing_extensions import override

from workshop.content.sharing import Payload, Table
from workshop.exercises.model import Answer, ExerciseModel, mapping, one_of, words

from .content import LoopBody


class LoopModel(ExerciseModel[LoopBody]):
    """Answer: ``{"stages": {stage: text}, "break": stage, "instead": text}``. Only the chosen link is ever shared."""

    @override
    def read(self, raw: Mapping[str, Any]) -> Answer:
        body, given = self.body, mapping(raw.get("stages"), "stages")
        stages = {s.id: text for s in body.stages if (text := words(given.get(s.id), body.max_length))}
        answer: Answer = {"stages": stages} if stages else {}
        if chosen := one_of(raw.get("break"), [stage.id for stage in body.stages]):
            answer["break"] = chosen
        if instead := words(raw.get("instead"), body.max_length):
            answer["instead"] = instead
        return answer

    @property
    def chosen(self) -> str | None:
        """The stage after which the loop is to be broken, None before the choice."""
        chosen: str | None = self.answer.get("break")
        return chosen

    @override
    def countable(self) -> tuple[Table, ...]:
        links = tuple((stage.id, stage.link) for stage in self.body.stages)
        return (Table("break", self.body.question, "single", links),)

    @override
    def shareable(self) -> Payload:
        return {"break": [self.chosen] if self.chosen else []}

    @override
    def as_text(self) -> list[tuple[str, str]]:
        written = self.answer.get("stages", {})
        lines = [(s.label, str(written[s.id]).strip()) for s in self.body.stages if s.id in written]
        lines += [(self.body.question, stage.link) for stage in self.body.stages if stage.id == self.chosen]
        if instead := str(self.answer.get("instead", "")).strip():
            lines.append((self.body.instead, instead))
        return lines
