"""``therapies``: a few kinds of help beside each other; what appeals, what worries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from workshop.content.base import Id, Length, Model, Text, no_twins
from workshop.content.kind_body import KindBody, extra_keys, text_misfit, wrong_shape


class Therapy(Model):
    """One kind of help: what it is for, what a session is like, how sure the evidence is.

    Attributes
    ----------
    sure
        How sure, in plain words. Numbers and limits come from ``fact``, never from here.
    """

    id: Id
    name: Text
    full: Text
    purpose: Text
    session: Text
    sure: Text
    fact: Id


class TherapyHeads(Model):
    """The words above the columns, and on the two marks."""

    name: Text
    purpose: Text
    session: Text
    sure: Text
    appeals: Text
    worries: Text


class TherapiesBody(KindBody):
    """Wording of a comparison. Answer: ``{"appeals": [id, …], "worries": [id, …], "note": text}``."""

    kind: Literal["therapies"] = "therapies"
    heads: TherapyHeads
    therapies: Annotated[tuple[Therapy, ...], Field(min_length=2)]
    note: Text
    note_hint: Text
    room_appeals: Text
    room_worries: Text
    max_length: Length = 300

    @model_validator(mode="after")
    def _ids_differ(self) -> TherapiesBody:
        no_twins((therapy.id for therapy in self.therapies), "therapies")
        return self

    def fact_ids(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield place and id of the fact behind each therapy."""
        for at, therapy in enumerate(self.therapies):
            yield ("therapies", at, "fact"), therapy.fact

    def misfits(self, answer: Mapping[str, Any]) -> Iterator[str]:
        """Yield a sentence for each thing in `answer` that this exercise can't take."""
        lists = (list, tuple)
        yield from wrong_shape(answer, {"appeals": lists, "worries": lists, "note": str})
        known = {therapy.id for therapy in self.therapies}
        for name in ("appeals", "worries"):
            marked = answer.get(name, ())
            if isinstance(marked, lists):
                yield from extra_keys(dict.fromkeys(map(str, marked)), known, "a therapy")
        if problem := text_misfit(answer.get("note", ""), self.max_length):
            yield f"has a note that {problem}"
