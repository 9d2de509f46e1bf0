"""Safety fork on the page: the check itself, open; everything after it happens in the browser."""

from __future__ import annotations

from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.exercises.fork import fork
from workshop.exercises.view import KindView

from .model import SafetyForkModel


class SafetyForkView(KindView[SafetyForkModel]):
    """The questions, and what to read afterwards: folded by the browser, so that opening it tells nobody."""

    def body(self) -> list[Node | None]:  # noqa: D102
        content = self.content
        return [
            fork(self.library, folded=False, key="check"),
            nodes.details(
                self.say("exercise.debrief"),
                nodes.prose(content.debrief.text),
                key="debrief",
            ),
        ]
