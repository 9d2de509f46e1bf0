"""Choice: for each item one option, or several."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from typing_extensions import override

from workshop.content.sharing import Payload, Table
from workshop.exercises.model import Answer, ExerciseModel, mapping, one_of, several_of, words

from .content import ChoiceBody


class ChoiceModel(ExerciseModel[ChoiceBody]):
    """Answer: ``{"items": {item: option or [option, ...]}, "suggestion": text}``."""

    @override
    def read(self, raw: Mapping[str, Any]) -> Answer:
        given, allowed = mapping(raw.get("items"), "items"), [o.id for o in self.body.options]
        items = {}
        for item in self.body.items:
            value = given.get(item.id)
            if self.body.multiple:
                chosen: list[str] | str | None = several_of(value, allowed)
            else:
                chosen = one_of(value[0] if isinstance(value, list) and value else value, allowed)
            if chosen:
                items[item.id] = chosen
        answer: Answer = {"items": items} if items else {}
        longest = self.body.suggestion.max_length if self.body.suggestion else 0
        if longest and (suggestion := words(raw.get("suggestion"), longest)):
            answer["suggestion"] = suggestion
        return answer

    def chosen(self, item: str) -> list[str]:
        """Return the options chosen for an item."""
        value = self.answer.get("items", {}).get(item, [])
        return [value] if isinstance(value, str) else list(value)

    @override
    def countable(self) -> tuple[Table, ...]:
        kind: Literal["multiple", "single"] = "multiple" if self.body.multiple else "single"
        options = tuple((o.id, o.label) for o in self.body.options)
        return tuple(
            Table(item.id, item.title, kind, options, self.body.ordered, zones=self.content.sharing.zones or ())
            for item in self.body.items
        )

    @override
    def shareable(self) -> Payload:
        return {item.id: self.chosen(item.id) for item in self.body.items}

    @override
    def words(self) -> str | None:
        return str(self.answer.get("suggestion", "")).strip() or None

    @override
    def as_text(self) -> list[tuple[str, str]]:
        labels = {o.id: o.label for o in self.body.options}
        lines = [
            (item.title, "\n".join(labels[o] for o in self.chosen(item.id)))
            for item in self.body.items
            if self.chosen(item.id)
        ]
        if self.body.suggestion and (own := self.words()):
            lines.append((self.body.suggestion.label, own))
        return lines
