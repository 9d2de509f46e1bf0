"""``cards``: sort cards into piles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from workshop.content.base import Flag, Id, Model, Option, Text, no_twins

from .base import KindBody, extra_keys, mapping, wrong_shape


class Card(Model):
    """One card: something that happens or is said."""

    id: Id
    text: Text
    debrief: Text | None = None


class CardsBody(KindBody):
    """Wording of a sorting. Answer: ``{"placed": {card: pile}, "pick": card}``."""

    kind: Literal["cards"] = "cards"
    cards: Annotated[tuple[Card, ...], Field(min_length=1)]
    piles: Annotated[tuple[Option, ...], Field(min_length=2)]
    ordered: Flag = False
    pick: Text | None = Field(default=None, description="Asks to pick one of the cards; left out: no pick.")

    @model_validator(mode="after")
    def _ids_differ(self) -> CardsBody:
        no_twins((card.id for card in self.cards), "cards")
        no_twins((pile.id for pile in self.piles), "piles")
        return self

    def misfits(self, answer: Mapping[str, Any]) -> Iterator[str]:
        """Yield a sentence for each thing in `answer` that this exercise can't take."""
        yield from wrong_shape(answer, {"placed": Mapping, "pick": str})
        placed = mapping(answer, "placed")
        cards = {card.id for card in self.cards}
        yield from extra_keys(placed, cards, "a card")
        yield from extra_keys(dict.fromkeys(map(str, placed.values())), {p.id for p in self.piles}, "a pile")
        if "pick" in answer and (self.pick is None or answer["pick"] not in cards):
            yield f"picks “{answer['pick']}”, which is not a card to pick"
