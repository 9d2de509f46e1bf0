"""Letter on the page: a place to write, and one question."""

from __future__ import annotations

from typing_extensions import override

from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.exercises.view import KindView

from .model import LetterModel


class LetterView(KindView[LetterModel]):
    """The letter, and how it was."""

    @override
    def body(self) -> list[Node | None]:
        body = self.model.body
        feelings = [nodes.option(feeling.id, feeling.label, feeling.hint) for feeling in body.feelings]
        return [
            nodes.text("letter", body.to, long=True, max_length=body.max_length),
            nodes.node("letter_paper", key="paper", field="letter", count="{n} letters long", tear="Tear it up"),
            nodes.choice("was", body.question, feelings),
        ]
