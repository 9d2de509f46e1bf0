"""Find care on the page: a few questions, then what they are good for on Monday."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from typing_extensions import override

from workshop.controls import nodes
from workshop.controls.exercise_nodes import FieldText
from workshop.controls.nodes import Node
from workshop.exercises.takeaway import takeaway
from workshop.exercises.view import Change, KindView

from .content import CareQuestion
from .model import FindCareModel


class FindCareView(KindView[FindCareModel]):
    """Choices, checklist, questions and a message; all of it stays here until the person takes it along."""

    @override
    def body(self) -> list[Node | None]:
        say, model, body = self.say, self.model, self.model.body
        passages = [
            nodes.details(passage.title, nodes.prose(passage.text), key=f"passage-{at}")
            for at, passage in enumerate(body.passages)
        ]
        drawn: list[Node | None] = [self._question(question) for question in body.questions]
        drawn.append(
            nodes.card(
                nodes.heading(say("kinds.care.checklist"), 4),
                nodes.prose(say("kinds.care.yours" if model.has_choices else "kinds.care.for_all")),
                nodes.listing(model.checklist()),
                nodes.heading(say("kinds.care.questions"), 4),
                nodes.prose(say("kinds.care.call_hint")),
                nodes.listing(model.questions()),
                tone="warm",
                key="lists",
            )
        )
        drawn.append(self._message())
        drawn.append(nodes.stack(*passages, gap="s", key="passages"))
        return drawn

    def _question(self, question: CareQuestion) -> Node:
        options = [nodes.option(o.id, o.label, o.hint) for o in question.options]
        return nodes.choice(question.id, question.label, options, question.multiple, "tiles", question.hint)

    def _message(self) -> Node:
        say, model, message = self.say, self.model, self.model.body.message
        fresh = model.message in ("", model.draft())
        return nodes.stack(
            nodes.text("message", message.label, hint=message.hint, long=True, max_length=message.max_length),
            nodes.row(
                nodes.button("draft", say("kinds.care.draft"), "primary") if not model.message else None,
                nodes.button("draft", say("kinds.care.redraft"), "quiet") if not fresh else None,
                key="drafts",
            )
            if not model.message or not fresh
            else None,
            takeaway(self.library, self._along(), key="along"),
            key="writing",
        )

    def _along(self) -> list[str | FieldText]:
        """Return everything as plain text; the message itself is put in by the browser, as it stands there."""
        model, say = self.model, self.say
        lists = [
            say("kinds.care.checklist"), *(f"[ ] {item}" for item in model.checklist()), "",
            say("kinds.care.questions"), *(f"- {item}" for item in model.questions()), "",
            model.body.message.label, "",
        ]  # fmt: skip
        return ["\n".join(lists), {"field": "message"}]

    @override
    def act(self, action: str, args: Mapping[str, Any]) -> Change | None:
        if action != "draft":
            return None
        return Change({**self.model.answer, "message": self.model.draft()})
