"""Cards on the page: sorted by tap, drag or keyboard."""

from __future__ import annotations

from typing_extensions import override

from workshop.controls import exercise_nodes, nodes
from workshop.controls.nodes import Node
from workshop.exercises.pick import pick_control
from workshop.exercises.view import KindView
from workshop.kinds.form import fields

from .model import CardsModel


class CardsView(KindView[CardsModel]):
    """The cards and their piles, what to pick, and the form that may follow."""

    @override
    def body(self) -> list[Node | None]:
        body = self.model.body
        piles = [exercise_nodes.Pile(id=pile.id, label=pile.label, hint=pile.hint) for pile in body.piles]
        cards = [exercise_nodes.CardFace(id=card.id, text=card.text) for card in body.cards]
        drawn: list[Node | None] = [
            exercise_nodes.cards(key="placed", field="placed", label=self.content.title, hide_label=True, cards=cards,
                       piles=piles, ordered=body.ordered),
            pick_control(body.pick, tuple(body.to_pick.items())),
        ]  # fmt: skip
        return drawn + (fields.draw(body.then, self.model.fields, self.say) if body.then else [])

    @override
    def after(self) -> list[Node | None]:
        return [
            nodes.details(card.text, nodes.prose(card.debrief), key=f"after-{card.id}")
            for card in self.model.body.cards
            if card.debrief
        ]
