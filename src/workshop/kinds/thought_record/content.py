"""``thought-record``: a thought, how much one believes it, what speaks for and against it, and then again."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from workshop.content.base import IDS_DIFFER, Length, Model, Option, Text
from workshop.content.kind_body import KindBody


class Question(Model):
    """A question with room to write."""

    label: Text
    hint: Text | None = None


class Belief(Model):
    """The two ends of the scale of belief."""

    before: Text
    after: Text
    low: Text
    high: Text


#: The places to write, in their order.
PLACES = ("situation", "thought", "for", "against", "fairer")


class Written(Model):
    """The five questions one writes to. ``for`` is a word of Python, so it is called ``speaks_for`` here."""

    situation: Question
    thought: Question
    speaks_for: Question = Field(alias="for")
    against: Question
    fairer: Question

    def of(self, place: str) -> Question:
        """Return the question of one of `PLACES`."""
        question: Question = getattr(self, "speaks_for" if place == "for" else place)
        return question


class ThoughtRecordBody(KindBody):
    """Wording of a thought record.

    Answer: ``{"texts": {place: text}, "before": 0–100, "feelings": [id, …], "after": 0–100}``.
    """

    kind: Literal["thought-record"] = "thought-record"
    texts: Written
    belief: Belief
    feelings_label: Text
    feelings: Annotated[tuple[Option, ...], Field(min_length=2), IDS_DIFFER]
    side_by_side: Text
    max_length: Length = 500
