"""Scale: a number for each item, and one word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typing_extensions import override

from workshop.content.sharing import Payload, Table
from workshop.exercises.model import Answer, ExerciseModel, mapping, number, one_of, words
from workshop.exercises.pick import pick_share, pick_table

from .content import ScaleBody, ScaleItem


class ScaleModel(ExerciseModel[ScaleBody]):
    """Answer: ``{"values": {item: number}, "word": text, "pick": item, "arrived": {item: number}}``.

    ``arrived`` is what an earlier scale holds on the same device. The room then sees the change, never the values.
    """

    @override
    def read(self, raw: Mapping[str, Any]) -> Answer:
        values = self._numbers(raw, "values")
        answer: Answer = {"values": values} if values else {}
        if self.body.beside and (arrived := self._numbers(raw, "arrived")):
            answer["arrived"] = arrived
        if self.body.pick and (pick := one_of(raw.get("pick"), [item.id for item in self.body.items])):
            answer["pick"] = pick
        if self.body.word and (word := words(raw.get("word"), self.body.word.max_length)):
            answer["word"] = word
        return answer

    def _numbers(self, raw: Mapping[str, Any], name: str) -> dict[str, float]:
        given = mapping(raw.get(name), name)
        return {
            item.id: value
            for item in self.body.items
            if (value := number(given.get(item.id), item.min, item.max)) is not None
        }

    def arrived(self, item: str) -> float | None:
        """Return the earlier value of an item, None if the device holds none."""
        given = self.answer.get("arrived", {}).get(item)
        return None if given is None else float(given)

    def value(self, item: str) -> float | None:
        """Return the number given for an item, None if there is none."""
        given = self.answer.get("values", {}).get(item)
        return None if given is None else float(given)

    @property
    @override
    def is_empty(self) -> bool:  # a zero is an answer
        return not any(self.answer.get(name) for name in ("values", "word", "pick"))

    @override
    def countable(self) -> tuple[Table, ...]:
        return self._value_tables() + pick_table(self.body.pick, [(i.id, i.label) for i in self.body.items])

    def _value_tables(self) -> tuple[Table, ...]:
        if self.body.beside:
            change = self.body.beside.change
            return tuple(
                Table(i.id, change, "number", low=i.min - i.max, high=i.max - i.min, step=i.step, unit=self._points(i))
                for i in self.body.items
            )
        if self.body.counts == "mean":
            return tuple(
                Table(i.id, i.label, "number", low=i.min, high=i.max, step=i.step, unit=f" ({_ends(i)})")
                for i in self.body.items
            )
        return tuple(
            Table(
                i.id,
                i.label,
                "single",
                _steps(i.min, i.max, i.step),
                ordered=True,
                zones=self.content.sharing.zones or (),
            )
            for i in self.body.items
        )

    def _points(self, item: ScaleItem) -> str:
        return f" {self.say('results.points', n=f'{item.max - item.min:g}')}"

    @override
    def shareable(self) -> Payload:
        payload: dict[str, list[str] | float | None] = {}
        for item in self.body.items:
            value = self.value(item.id)
            if self.body.beside:
                arrived = self.arrived(item.id)
                payload[item.id] = None if value is None or arrived is None else value - arrived
            elif self.body.counts == "mean":
                payload[item.id] = value
            else:
                payload[item.id] = [] if value is None else [f"{value:g}"]
        return payload | pick_share(self.body.pick, self.answer)

    @override
    def words(self) -> str | None:
        return str(self.answer.get("word", "")).strip() or None

    @override
    def as_text(self) -> list[tuple[str, str]]:
        lines = []
        for item in self.body.items:
            if (value := self.value(item.id)) is None:
                continue
            lines.append((item.label, f"{value:g} ({_ends(item)})"))
            if self.body.beside and (arrived := self.arrived(item.id)) is not None:
                lines.append((self.body.beside.then, f"{arrived:g}"))
        if pick := self.body.pick:
            lines += [(pick, item.label) for item in self.body.items if item.id == self.answer.get("pick")]
        if self.body.word and (word := self.words()):
            lines.append((self.body.word.label, word))
        return lines


def _ends(item: ScaleItem) -> str:
    return f"{item.min:g} = {item.low}, {item.max:g} = {item.high}"


def _steps(low: float, high: float, step: float) -> tuple[tuple[str, str], ...]:
    count = round((high - low) / step) + 1
    return tuple((f"{low + index * step:g}",) * 2 for index in range(count))
