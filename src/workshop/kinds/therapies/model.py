"""Therapies: which appeal, which worry; a note stays private."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typing_extensions import override

from workshop.content.sharing import Payload, Table
from workshop.exercises.model import Answer, ExerciseModel, several_of, words

from .content import TherapiesBody

MARKS = ("appeals", "worries")


class TherapiesModel(ExerciseModel[TherapiesBody]):
    """Answer: ``{"appeals": [id], "worries": [id], "note": text}``. One therapy may carry both marks."""

    @override
    def read(self, raw: Mapping[str, Any]) -> Answer:
        known = [therapy.id for therapy in self.body.therapies]
        answer: Answer = {mark: marked for mark in MARKS if (marked := several_of(raw.get(mark), known))}
        if note := words(raw.get("note"), self.body.max_length):
            answer["note"] = note
        return answer

    def marked(self, mark: str) -> list[str]:
        """Return the therapies that carry a mark, in the order of the content."""
        return list(self.answer.get(mark, []))

    @override
    def countable(self) -> tuple[Table, ...]:
        options = tuple((therapy.id, therapy.name) for therapy in self.body.therapies)
        titles = (self.body.room_appeals, self.body.room_worries)
        return tuple(Table(mark, title, "multiple", options) for mark, title in zip(MARKS, titles, strict=True))

    @override
    def shareable(self) -> Payload:
        return {mark: self.marked(mark) for mark in MARKS}

    @override
    def as_text(self) -> list[tuple[str, str]]:
        names = {therapy.id: therapy.name for therapy in self.body.therapies}
        lines = [
            (getattr(self.body.heads, mark), "\n".join(names[one] for one in self.marked(mark)))
            for mark in MARKS
            if self.marked(mark)
        ]
        if note := str(self.answer.get("note", "")).strip():
            lines.append((self.body.note, note))
        return lines
