"""``find-care``: what one needs and can afford, turned into a checklist, questions and a first message."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from workshop.content.base import IDS_DIFFER, Flag, Id, Length, Model, Text
from workshop.content.kind_body import KindBody


class CareOption(Model):
    """One thing to choose, and what follows from it.

    Attributes
    ----------
    check
        What to look for, for the checklist.
    ask
        A question for the first call.
    say
        A sentence for the first message.
    """

    id: Id
    label: Text
    hint: Text | None = None
    check: Text | None = None
    ask: Text | None = None
    say: Text | None = None


class CareQuestion(Model):
    """A group of options: needs, what help should add, cost, format, how soon."""

    id: Literal["needs", "adds", "cost", "format", "soon"]
    label: Text
    hint: Text | None = None
    multiple: Flag = False
    options: Annotated[tuple[CareOption, ...], Field(min_length=2), IDS_DIFFER]


class Message(Model):
    """The first message: how it begins and ends, and the words around its box."""

    label: Text
    hint: Text
    opening: Text
    closing: Text
    max_length: Length = 1500


class Passage(Model):
    """Something to read: a title and a text in Markdown."""

    title: Text
    text: Text


class FindCareBody(KindBody):
    """Wording of a planner.

    Answer: ``{"needs": [id, …], "adds": [id, …], "cost": [id, …], "format": [id, …], "soon": [id], "message": text}``.
    """

    kind: Literal["find-care"] = "find-care"
    questions: Annotated[tuple[CareQuestion, ...], Field(min_length=4, max_length=5), IDS_DIFFER]
    always_check: tuple[Text, ...]
    always_ask: tuple[Text, ...]
    message: Message
    passages: tuple[Passage, ...]

    def question(self, name: str) -> CareQuestion:
        """Return one of the questions."""
        return next(question for question in self.questions if question.id == name)
