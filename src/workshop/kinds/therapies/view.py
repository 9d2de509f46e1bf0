"""Therapies on the page: one sheet each on a phone, a table where there is room."""

from __future__ import annotations

from typing_extensions import override

from workshop.controls import exercise_nodes, nodes
from workshop.controls.nodes import Node
from workshop.exercises.view import KindView

from .content import Therapy
from .model import TherapiesModel


class TherapiesView(KindView[TherapiesModel]):
    """The comparison with its sources, and room for a private note."""

    @override
    def body(self) -> list[Node | None]:
        body = self.model.body
        return [
            exercise_nodes.comparison(key="therapies", label=self.content.title,
                heads=body.heads.model_dump(include={"name", "purpose", "session", "sure"}),
                marks=[
                    {"field": "appeals", "label": body.heads.appeals},
                    {"field": "worries", "label": body.heads.worries},
                ],
                rows=[self._row(therapy) for therapy in body.therapies],
                labels={
                    "size": self.say("fact.size"), "limit": self.say("fact.limit"), "source": self.say("fact.source"),
                    "found": self.say("kinds.therapies.found"), "mark": self.library.phrases["kinds.therapies.mark"],
                },
            ),
            nodes.text("note", body.note, hint=body.note_hint, long=True, max_length=body.max_length),
        ]  # fmt: skip

    def _row(self, therapy: Therapy) -> exercise_nodes.Compared:
        fact = self.library.facts[therapy.fact]
        return {
            "id": therapy.id, "name": therapy.name, "full": therapy.full, "purpose": therapy.purpose,
            "session": therapy.session, "sure": therapy.sure, "finding": fact.finding, "size": fact.size,
            "limit": fact.limit, "source": self.library.reference_of(fact.id).cite(),
        }  # fmt: skip
