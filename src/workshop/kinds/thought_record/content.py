"""``thought-record``: a thought, how much one believes it, what speaks for and against it, and then again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from workshop.content.base import Length, Model, Option, Text, no_twins
from workshop.content.kind_body import KindBody, extra_keys, number_misfit, text_misfit, wrong_shape


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
    feelings: Annotated[tuple[Option, ...], Field(min_length=2)]
    side_by_side: Text
    max_length: Length = 500

    @model_validator(mode="after")
    def _ids_differ(self) -> ThoughtRecordBody:
        no_twins((feeling.id for feeling in self.feelings), "feelings")
        return self

    def misfits(self, answer: Mapping[str, Any]) -> Iterator[str]:
        """Yield a sentence for each thing in `answer` that this exercise can't take."""
        number = (int, float)
        yield from wrong_shape(answer, {"texts": Mapping, "before": number, "feelings": (list, tuple), "after": number})
        texts = answer.get("texts", {})
        if isinstance(texts, Mapping):
            yield from extra_keys(texts, set(PLACES), "a place to write")
            for name, value in texts.items():
                if problem := text_misfit(value, self.max_length):
                    yield f"has a text for “{name}” that {problem}"
        for name in ("before", "after"):
            if name in answer and (problem := number_misfit(answer[name], 0, 100)):
                yield f"has a belief “{name}” that {problem}"
        feelings = answer.get("feelings", ())
        if isinstance(feelings, list | tuple):
            known = {feeling.id for feeling in self.feelings}
            yield from extra_keys(dict.fromkeys(map(str, feelings)), known, "a feeling")
