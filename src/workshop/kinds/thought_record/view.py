"""Thought record on the page: both sides beside each other, and both beliefs."""

from __future__ import annotations

from typing_extensions import override

from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.controls.shapes import Bar
from workshop.exercises.view import KindView

from .model import STEP, ThoughtRecordModel


class ThoughtRecordView(KindView[ThoughtRecordModel]):
    """The thought, both sides, and again; no side is set in a warmer colour than the other."""

    @override
    def body(self) -> list[Node | None]:
        body = self.model.body
        feelings = [nodes.option(f.id, f.label, f.hint) for f in body.feelings]
        return [
            self._text("situation"),
            self._text("thought"),
            self._belief("before"),
            nodes.choice("feelings", body.feelings_label, feelings, multiple=True, layout="inline"),
            nodes.row(self._side("for"), self._side("against"), key="sides"),
            self._text("fairer"),
            self._first_thought(),
            self._belief("after"),
            self._beside(),
        ]

    def _text(self, place: str) -> Node:
        question = self.model.body.texts.of(place)
        return nodes.text(
            f"texts.{place}", question.label, hint=question.hint, long=True, max_length=self.model.body.max_length
        )

    def _side(self, place: str) -> Node:
        return nodes.stack(self._text(place), key=place)

    def _first_thought(self) -> Node | None:
        """Return the thought once more, where it is asked about again: it stands a screen further up by then."""
        thought = str(self.model.answer.get("texts", {}).get("thought", "")).strip()
        lines = nodes.escape(thought).splitlines()
        return nodes.prose("\n".join(f"> {line}" for line in lines), key="first-thought") if lines else None

    def _belief(self, when: str) -> Node:
        belief = self.model.body.belief
        return nodes.scale(
            when, getattr(belief, when), low=belief.low, high=belief.high, max=100, step=STEP,
            unit="%",
            unset=self.say("scale.unset"),
        )  # fmt: skip

    def _beside(self) -> Node | None:
        """Return both beliefs as two bars of one colour; higher, lower or the same, the words stay as they are."""
        before, after = self.model.belief("before"), self.model.belief("after")
        if before is None or after is None:
            return None
        cells = [
            Bar(label=self.say("kinds.thought.before"), share=before / 100),
            Bar(label=self.say("kinds.thought.after"), share=after / 100),
        ]
        return nodes.card(
            nodes.bars(key="beliefs", title=self.say("kinds.thought.beside"), cells=cells, style="bars"),
            nodes.prose(self.model.body.side_by_side),
            tone="warm",
            key="beside",
        )
