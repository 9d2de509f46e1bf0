"""Guess on the page: statements first, findings when the person asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typing_extensions import override

from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.exercises import results
from workshop.exercises.model import AnswerError
from workshop.exercises.view import Change, KindView

from .content import GuessItem
from .model import GuessModel, in_units

#: A number within this fraction of its range counts as close.
_NEAR = 20


class GuessView(KindView[GuessModel]):
    """Each statement with its guess; the finding and its limit take the guess's place once seen."""

    @override
    def body(self) -> list[Node | None]:
        if self.model.seen:
            return [self._finding(item) for item in self.model.body.items]
        drawn: list[Node | None] = [self._question(item) for item in self.model.body.items]
        drawn.append(nodes.row(nodes.button("see", self.say("guess.see"), "primary"), key="see"))
        return drawn

    def _question(self, item: GuessItem) -> Node:
        field, body = f"guesses.{item.id}", self.model.body
        if item.form == "true_false":
            options = [nodes.option("true", self.say("guess.true")), nodes.option("false", self.say("guess.false"))]
            guess = nodes.choice(f"{field}.value", item.statement, options, layout="inline")
        else:
            guess = nodes.scale(
                f"{field}.value", item.statement, low=f"{item.min or 0:g}", high=f"{item.max or 100:g}",
                min=item.min or 0, max=item.max or 100, unit=item.unit, unset=self.say("scale.unset"),
            )  # fmt: skip
        sure = None
        if body.confidence and self.model.guess(item.id) is not None:
            sure = nodes.scale(
                f"{field}.sure", self.say("guess.sure"), low=self.say("guess.sure_low"),
                high=self.say("guess.sure_high"), min=50, max=100, step=5,
                unit="%", unset=self.say("scale.unset"),
            )  # fmt: skip
        return nodes.stack(guess, sure, key=item.id)

    def _finding(self, item: GuessItem) -> Node:
        guess, fact = self.model.guess(item.id), self.library.facts[item.fact]
        if item.form == "true_false":
            said = self.say(f"guess.{guess}" if guess else "exercise.unanswered")
        else:
            said = self.say("exercise.unanswered") if guess is None else in_units(item, guess, self.say)
        return nodes.card(
            nodes.heading(item.statement, 4, f"found-{item.id}"),
            nodes.prose(f"{self.say('guess.your_guess', value=said)} {self._verdict(item)}"),
            nodes.prose(item.finding),
            nodes.note(item.limit, "info", self.say("fact.limit")),
            nodes.details(
                # with its name: of several on a page each is told apart, also in a list of what can be opened
                f"{self.say('fact.source')}: {self.library.reference_of(fact.id).name}",
                results.source(fact, self.library),
            ),
            tone="plain",
            key=f"finding-{item.id}",
        )

    def _verdict(self, item: GuessItem) -> str:
        """Say how the guess and the finding compare; about the guess, never about the person."""
        guess = self.model.guess(item.id)
        if guess is None:
            return ""
        if item.form == "true_false":
            return self.say("guess.match" if self.model.is_right(item) else "guess.differ")
        span = (item.max if item.max is not None else 100) - (item.min or 0)
        return self.say("guess.near" if abs(float(guess) - float(item.truth)) <= span / _NEAR else "guess.differ")

    @override
    def act(self, action: str, args: Mapping[str, Any]) -> Change | None:
        if action != "see":
            return None
        if self.model.is_empty:
            raise AnswerError(self.say("guess.first"))
        # The button is gone: on to the first finding, which says what was found.
        return Change({**self.model.answer, "seen": True}, f"found-{self.model.body.items[0].id}")
