"""Cards: each card in one pile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workshop.content.kinds import CardsBody
from workshop.content.sharing import Payload, Table
from workshop.exercises.answers import mapping, one_of
from workshop.exercises.model import Answer, ExerciseModel
from workshop.exercises.pick import pick_share, pick_table


class CardsModel(ExerciseModel):
    """Answer: ``{"placed": {card: pile}, "pick": card}``."""

    @property
    def body(self) -> CardsBody:
        """The kind's part of the content."""
        body = self.content.body
        assert isinstance(body, CardsBody)
        return body

    def read(self, raw: Mapping[str, Any]) -> Answer:  # noqa: D102
        given, piles = mapping(raw.get("placed"), "placed"), [pile.id for pile in self.body.piles]
        placed = {card.id: pile for card in self.body.cards if (pile := one_of(given.get(card.id), piles))}
        answer: Answer = {"placed": placed} if placed else {}
        if self.body.pick and (pick := one_of(raw.get("pick"), [card.id for card in self.body.cards])):
            answer["pick"] = pick
        return answer

    def pile_of(self, card: str) -> str | None:
        """Return the pile a card lies in, None while it lies in none."""
        pile = self.answer.get("placed", {}).get(card)
        return str(pile) if pile else None

    def tables(self) -> tuple[Table, ...]:  # noqa: D102
        cards = [(card.id, card.text) for card in self.body.cards]
        if self.content.sharing.room == "pick":
            return pick_table(self.body.pick, cards)
        piles = tuple((pile.id, pile.label) for pile in self.body.piles)
        sorted_ = tuple(Table(name, text, "single", piles, self.body.ordered) for name, text in cards)
        return sorted_ + pick_table(self.body.pick, cards)

    def payload(self) -> Payload:  # noqa: D102
        picked = pick_share(self.body.pick, self.answer)
        if self.content.sharing.room == "pick":
            return picked
        placed = {card.id: [pile] if (pile := self.pile_of(card.id)) else [] for card in self.body.cards}
        return placed | picked

    def in_words(self) -> list[tuple[str, str]]:  # noqa: D102
        lines = [
            (pile.label, "; ".join(texts))
            for pile in self.body.piles
            if (texts := [card.text for card in self.body.cards if self.pile_of(card.id) == pile.id])
        ]
        return lines + [(self.body.pick, c.text) for c in self.body.cards if self.body.pick and c.id == self.answer.get("pick")]
