"""Safety fork on the page: the check itself, open; everything after it happens in the browser."""

from __future__ import annotations

from typing_extensions import override

from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.exercises.safety_check import safety_check
from workshop.exercises.view import KindView

from .model import SafetyCheckModel


class SafetyCheckView(KindView[SafetyCheckModel]):
    """The questions, and what to read afterwards: folded by the browser, so that opening it tells nobody."""

    @override
    def body(self) -> list[Node | None]:
        content = self.content
        return [
            safety_check(self.library, folded=False, key="check"),
            nodes.details(
                self.say("exercise.debrief"),
                nodes.prose(content.debrief.text),
                key="debrief",
            ),
        ]
