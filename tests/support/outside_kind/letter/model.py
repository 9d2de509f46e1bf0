"""Letter: the text stays with the person; only how it was may be counted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typing_extensions import override

from workshop.content.sharing import Payload, Table
from workshop.exercises.model import Answer, ExerciseModel, one_of, words

from .content import LetterBody


class LetterModel(ExerciseModel[LetterBody]):
    """Answer: ``{"letter": text, "was": option}``."""

    @override
    def read(self, raw: Mapping[str, Any]) -> Answer:
        found = {
            "letter": words(raw.get("letter"), self.body.max_length),
            "was": one_of(raw.get("was"), [feeling.id for feeling in self.body.feelings]),
        }
        return {name: value for name, value in found.items() if value}

    @override
    def countable(self) -> tuple[Table, ...]:
        feelings = tuple((feeling.id, feeling.label) for feeling in self.body.feelings)
        return (Table("was", self.body.question, "single", feelings),)

    @override
    def shareable(self) -> Payload:
        return {"was": [self.answer["was"]] if "was" in self.answer else []}

    @override
    def as_text(self) -> list[tuple[str, str]]:
        lines = [(self.body.to, self.answer["letter"])] if "letter" in self.answer else []
        lines += [(self.body.question, f.label) for f in self.body.feelings if f.id == self.answer.get("was")]
        return lines
