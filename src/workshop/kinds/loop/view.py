"""Loop on the page: the questions one by one, then the circle they make, with links to tap."""

from __future__ import annotations

from typing_extensions import override

from workshop.controls import exercise_nodes, nodes
from workshop.controls.nodes import Node
from workshop.exercises.view import KindView

from .model import LoopModel


class LoopView(KindView[LoopModel]):
    """Fields, circle, and what to try at the chosen link."""

    @override
    def body(self) -> list[Node | None]:
        body, say, phrases = self.model.body, self.say, self.library.phrases
        fields = [
            nodes.text(f"stages.{s.id}", f"{at}. {s.label}", hint=s.hint, max_length=body.max_length)
            for at, s in enumerate(body.stages, 1)
        ]
        circle = exercise_nodes.loop(key="circle", field="break", label=body.question, hint=say("kinds.loop.hint"),
            stages=[
                {"id": s.id, "name": s.name, "field": f"stages.{s.id}", "link": s.link, "idea": s.idea}
                for s in body.stages
            ],
            # With their curly words: the browser fills in which link it is.
            labels={name: phrases[f"kinds.loop.{name}"] for name in ("empty", "again", "chosen", "link", "clear")},
        )  # fmt: skip
        return [
            nodes.stack(*fields, key="stages"),
            circle,
            nodes.text("instead", body.instead, hint=say("kinds.loop.instead_hint"), long=True,
                       max_length=body.max_length)
            if self.model.chosen
            else None,
        ]  # fmt: skip
