"""``cards``: sort cards into piles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from workshop.content.base import Flag, Id, Model, Option, Text, no_twins
from workshop.content.kind_body import KindBody, extra_keys, mapping, wrong_shape
from workshop.kinds.form.content import FormBody


class Card(Model):
    """One card: something that happens or is said."""

    id: Id
    text: Text
    debrief: Text | None = None
    group: Id | None = None


class CardsBody(KindBody):
    """Wording of a sorting, perhaps with a form after it.

    Answer: ``{"placed": {card: pile}, "pick": group or card, "fields": {field: text}}``.
    """

    kind: Literal["cards"] = "cards"
    cards: Annotated[tuple[Card, ...], Field(min_length=1)]
    piles: Annotated[tuple[Option, ...], Field(min_length=2)]
    ordered: Flag = False
    groups: tuple[Option, ...] = ()
    pick: Text | None = Field(default=None, description="Asks to pick one group (or card, if there are none).")
    then: FormBody | None = Field(default=None, description="A form to fill in after the sorting.")

    @model_validator(mode="after")
    def _ids_differ(self) -> CardsBody:
        no_twins((card.id for card in self.cards), "cards")
        no_twins((pile.id for pile in self.piles), "piles")
        no_twins((group.id for group in self.groups), "groups")
        known = {group.id for group in self.groups}
        for card in self.cards:
            if (known or card.group) and card.group not in known:
                raise ValueError(f"has a card “{card.id}” that is in no group of this exercise")
        return self

    @property
    def to_pick(self) -> dict[str, str]:
        """Return what may be picked: id and wording of the groups, or of the cards if there are none."""
        if self.pick is None:
            return {}
        cards = {card.id: card.text for card in self.cards}
        return {group.id: group.label for group in self.groups} or cards

    def misfits(self, answer: Mapping[str, Any]) -> Iterator[str]:
        """Yield a sentence for each thing in `answer` that this exercise can't take."""
        yield from wrong_shape(answer, {"placed": Mapping, "pick": str, "fields": Mapping})
        placed = mapping(answer, "placed")
        cards = {card.id for card in self.cards}
        yield from extra_keys(placed, cards, "a card")
        yield from extra_keys(dict.fromkeys(map(str, placed.values())), {p.id for p in self.piles}, "a pile")
        if "pick" in answer and str(answer["pick"]) not in self.to_pick:
            yield f"picks “{answer['pick']}”, which is not there to pick"
        if self.then is not None:
            yield from self.then.misfits({"fields": mapping(answer, "fields")})
        elif "fields" in answer:
            yield "has written fields, but the exercise asks for none"
