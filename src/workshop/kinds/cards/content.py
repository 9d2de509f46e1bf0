"""``cards``: sort cards into piles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field, model_validator
from typing_extensions import override

from workshop.content.base import IDS_DIFFER, Each, Flag, Id, Model, Option, Text
from workshop.content.kind_body import KindBody
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
    cards: Annotated[tuple[Card, ...], Field(min_length=1), IDS_DIFFER]
    piles: Annotated[tuple[Option, ...], Field(min_length=2), IDS_DIFFER]
    ordered: Flag = False
    groups: Each[Option] = ()
    pick: Text | None = Field(default=None, description="Asks to pick one group (or card, if there are none).")
    then: FormBody | None = Field(default=None, description="A form to fill in after the sorting.")

    @model_validator(mode="after")
    def _groups_exist(self) -> CardsBody:
        known = {group.id for group in self.groups}
        for card in self.cards:
            if (known or card.group) and card.group not in known:
                raise ValueError(f"has a card “{card.id}” that is in no group of this exercise")
        return self

    @override
    def looking_back(self) -> Sequence[tuple[str, str]]:
        return [(card.text, card.debrief) for card in self.cards if card.debrief]

    @property
    def to_pick(self) -> dict[str, str]:
        """Return what may be picked: id and wording of the groups, or of the cards if there are none."""
        if self.pick is None:
            return {}
        cards = {card.id: card.text for card in self.cards}
        return {group.id: group.label for group in self.groups} or cards
