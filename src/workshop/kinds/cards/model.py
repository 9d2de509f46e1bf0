"""Cards: each card in one pile, perhaps one thing picked, perhaps a form to end with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typing_extensions import override

from workshop.content.sharing import Payload, Table
from workshop.exercises.model import Answer, ExerciseModel, mapping, one_of
from workshop.exercises.pick import pick_share, pick_table
from workshop.kinds.form import fields

from .content import CardsBody


class CardsModel(ExerciseModel[CardsBody]):
    """Answer: ``{"placed": {card: pile}, "pick": group or card, "fields": {field: value}}``.

    Where one thing is picked, the pick is all that is ever shared, not how the cards were sorted.
    """

    @override
    def read(self, raw: Mapping[str, Any]) -> Answer:
        given, piles = mapping(raw.get("placed"), "placed"), [pile.id for pile in self.body.piles]
        placed = {card.id: pile for card in self.body.cards if (pile := one_of(given.get(card.id), piles))}
        answer: Answer = {"placed": placed} if placed else {}
        if pick := one_of(raw.get("pick"), self.body.to_pick):
            answer["pick"] = pick
        if self.body.then and (written := fields.read(self.body.then, raw.get("fields"))):
            answer["fields"] = written
        return answer

    def pile_of(self, card: str) -> str | None:
        """Return the pile a card lies in, None while it lies in none."""
        pile = self.answer.get("placed", {}).get(card)
        return str(pile) if pile else None

    @property
    def fields(self) -> dict[str, fields.Value]:
        """What is written in the form after the sorting."""
        return dict(self.answer.get("fields", {}))

    @override
    def countable(self) -> tuple[Table, ...]:
        if self.body.pick:
            return pick_table(self.body.pick, tuple(self.body.to_pick.items()))
        piles = tuple((pile.id, pile.label) for pile in self.body.piles)
        return tuple(
            Table(card.id, card.text, "single", piles, self.body.ordered, zones=self.content.sharing.zones or ())
            for card in self.body.cards
        )

    @override
    def shareable(self) -> Payload:
        if self.body.pick:
            return pick_share(self.body.pick, self.answer)
        return {card.id: [pile] if (pile := self.pile_of(card.id)) else [] for card in self.body.cards}

    @override
    def as_text(self) -> list[tuple[str, str]]:
        lines = [
            (pile.label, "\n".join(texts))
            for pile in self.body.piles
            if (texts := [card.text for card in self.body.cards if self.pile_of(card.id) == pile.id])
        ]
        if self.body.pick and (pick := self.answer.get("pick")):
            lines.append((self.body.pick, self.body.to_pick[pick]))
        return lines + (fields.as_text(self.body.then, self.fields) if self.body.then else [])
