"""Support map on the page: the circles, and a list to edit them."""

from __future__ import annotations

from typing_extensions import override

from workshop.controls import exercise_nodes, nodes
from workshop.controls.nodes import Node
from workshop.exercises.view import KindView

from .content import INITIALS
from .model import SupportMapModel

_LABELS = ("add", "remove", "removed", "bring_back", "person", "new", "empty", "full", "picture", "nowhere")


class SupportMapView(KindView[SupportMapModel]):
    """The map, and quietly what nobody is there for yet."""

    @override
    def body(self) -> list[Node | None]:
        body, phrases, missing = self.model.body, self.library.phrases, self.model.nobody_for()
        return [
            exercise_nodes.support_map(
                key="people", field="people", label=self.content.title, hide_label=True, me=body.me,
                rings=list(body.rings), kinds=[nodes.option(k.id, k.label, k.hint) for k in body.kinds],
                max_people=body.max_people, max_initials=INITIALS,
                questions={
                    "initials": body.initials, "initials_hint": body.initials_hint, "closeness": body.closeness,
                    "what_for": body.what_for,
                },
                labels={name: phrases[f"kinds.map.{name}"] for name in _LABELS},
            ),
            nodes.status(self.say("kinds.map.nobody_for", labels=missing), key="missing")
            if self.model.people and missing
            else None,
        ]  # fmt: skip
