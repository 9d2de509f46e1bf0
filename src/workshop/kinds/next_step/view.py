"""Next step on the page: the plan, its sentence, and a calendar file for who wants one."""

from __future__ import annotations

from datetime import timedelta

from typing_extensions import override

from workshop.content.calendar import calendar
from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.exercises.takeaway import takeaway
from workshop.exercises.view import KindView

from .model import NextStepModel


class NextStepView(KindView[NextStepModel]):
    """Three questions and a day; the calendar is folded away, because many are better off without it."""

    @override
    def body(self) -> list[Node | None]:
        body, say = self.model.body, self.say
        has_plan = bool(self.model.place("if") or self.model.place("then"))
        return [
            nodes.details(say("kinds.step.examples"), nodes.listing(body.examples), key="examples"),
            self._text("if"),
            self._text("then"),
            self._text("hard"),
            nodes.date("day", body.day.label, body.day.hint),
            nodes.card(
                nodes.heading(say("kinds.step.plan"), 4),
                nodes.growing_line(self.model.sentence() if has_plan else say("form.sentence_empty"), key="sentence"),
                tone="warm",
                key="plan",
            ),
            self._calendar(),
        ]

    def _text(self, place: str) -> Node:
        question = self.model.body.question(place)
        return nodes.text(
            f"plan.{place}", question.label, hint=question.hint, long=True, max_length=self.model.body.max_length
        )

    def _calendar(self) -> Node | None:
        day = self.model.day
        if day is None:
            return None
        title = self.say("kinds.step.calendar_title")
        return nodes.details(
            self.say("kinds.step.calendar"),
            nodes.prose(self.say("kinds.step.calendar_holds", title=title)),
            takeaway(self.library, [calendar([(title, day, day + timedelta(days=1))])], ending="ics", key="file"),
            key="calendar",
        )
