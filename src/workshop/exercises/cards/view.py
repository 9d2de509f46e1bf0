"""Cards on the page: sorted by tap, drag or keyboard."""

from __future__ import annotations

from workshop.exercises.pick import pick_control
from workshop.exercises.view import KindView
from workshop.ui import nodes
from workshop.ui.nodes import Node

from .model import CardsModel


class CardsView(KindView[CardsModel]):
    """The cards and their piles."""

    def body(self) -> list[Node | None]:  # noqa: D102
        body = self.model.body
        return [
            nodes.node(
                "cards",
                key="placed",
                field="placed",
                label=self.content.title,
                cards=[{"id": card.id, "text": card.text} for card in body.cards],
                piles=[nodes.option(pile.id, pile.label, pile.hint) | {"id": pile.id} for pile in body.piles],
                ordered=body.ordered,
            ),
            pick_control(body.pick, [(card.id, card.text) for card in body.cards]),
        ]

    def after(self) -> list[Node | None]:  # noqa: D102
        return [
            nodes.details(card.text, nodes.prose(card.debrief), key=f"after-{card.id}")
            for card in self.model.body.cards
            if card.debrief
        ]
