"""Ladder on the page: an editor that keeps the rungs in order."""

from __future__ import annotations

from typing_extensions import override

from workshop.controls import exercise_nodes, nodes
from workshop.controls.nodes import Node
from workshop.exercises.view import KindView

from .content import HARDEST
from .model import LadderModel

_LABELS = ("add", "remove", "removed", "bring_back", "easier", "harder", "moved", "rung", "new", "unset", "level",
           "empty", "full", "tried_mark", "moves")  # fmt: skip


class LadderView(KindView[LadderModel]):
    """Some ideas to begin with, and the rungs."""

    @override
    def body(self) -> list[Node | None]:
        body, phrases = self.model.body, self.library.phrases
        ideas = nodes.details(self.say("kinds.ladder.ideas"), nodes.listing(body.ideas), key="ideas")
        return [
            ideas if body.ideas else None,
            exercise_nodes.ladder(key="rungs", field="rungs", label=self.content.title, hide_label=True, max=HARDEST,
                max_rungs=body.max_rungs, max_length=body.max_length,
                questions={
                    "what": body.what, "what_hint": body.what_hint, "hard": body.hard, "low": body.easy_end,
                    "high": body.hard_end, "predict": body.predict, "tried": body.tried, "happened": body.happened,
                },
                # With their curly words: the browser fills in which rung it is.
                labels={name: phrases[f"kinds.ladder.{name}"] for name in _LABELS},
            ),
        ]  # fmt: skip
