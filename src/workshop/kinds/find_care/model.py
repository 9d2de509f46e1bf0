"""Find care: what matters, and what follows from it, ready to be taken along."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from typing_extensions import override

from workshop.content.sharing import Payload, Table
from workshop.exercises.model import Answer, ExerciseModel, several_of, words

from .content import CareOption, FindCareBody


class FindCareModel(ExerciseModel[FindCareBody]):
    """Answer: ``{"needs": [id], "cost": [id], "format": [id], "soon": [id], "message": text}``.

    The room counts needs, and nothing else: not what anyone can pay, and never the message.
    """

    @override
    def read(self, raw: Mapping[str, Any]) -> Answer:
        answer: Answer = {}
        for question in self.body.questions:
            given = raw.get(question.id)
            chosen = several_of([given] if isinstance(given, str) else given, [o.id for o in question.options])
            if chosen:
                answer[question.id] = chosen if question.multiple else chosen[:1]
        if message := words(raw.get("message"), self.body.message.max_length):
            answer["message"] = message
        return answer

    def chosen(self, question: str) -> list[CareOption]:
        """Return the options chosen for one of the questions."""
        picked = self.answer.get(question, [])
        return [option for option in self.body.question(question).options if option.id in picked]

    def _all_chosen(self) -> Iterator[CareOption]:
        for question in self.body.questions:
            yield from self.chosen(question.id)

    @property
    def has_choices(self) -> bool:
        """True once anything is chosen."""
        return any(True for _ in self._all_chosen())

    @property
    def message(self) -> str:
        """The message as the person left it, "" before they began."""
        return str(self.answer.get("message", "")).strip()

    def checklist(self) -> list[str]:
        """Return what to look for, the person's own choices first."""
        return [*(o.check for o in self._all_chosen() if o.check), *self.body.always_check]

    def questions(self) -> list[str]:
        """Return what to ask in a first call, the person's own concerns first."""
        return [*(o.ask for o in self._all_chosen() if o.ask), *self.body.always_ask]

    def draft(self) -> str:
        """Return a first message made of the choices; a start, to be changed."""
        said = [option.say for option in self._all_chosen() if option.say]
        return "\n\n".join([self.body.message.opening, *([" ".join(said)] if said else []), self.body.message.closing])

    @override
    def countable(self) -> tuple[Table, ...]:
        needs = self.body.question("needs")
        return (Table("needs", needs.label, "multiple", tuple((o.id, o.label) for o in needs.options)),)

    @override
    def shareable(self) -> Payload:
        return {"needs": [option.id for option in self.chosen("needs")]}

    @override
    def as_text(self) -> list[tuple[str, str]]:
        lines = [
            (question.label, "\n".join(option.label for option in self.chosen(question.id)))
            for question in self.body.questions
            if self.chosen(question.id)
        ]
        if self.has_choices:
            lines.append((self.say("kinds.care.checklist"), _lines(self.checklist())))
            lines.append((self.say("kinds.care.questions"), _lines(self.questions())))
        if self.message:
            lines.append((self.body.message.label, self.message))
        return lines


def _lines(items: list[str]) -> str:
    return "\n".join(f"– {item}" for item in items)
