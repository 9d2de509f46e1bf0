"""``therapies``: a few kinds of help beside each other; what appeals, what worries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import override

from workshop.content.base import IDS_DIFFER, Id, Length, Model, Text
from workshop.content.kind_body import KindBody


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
    therapies: Annotated[tuple[Therapy, ...], Field(min_length=2), IDS_DIFFER]
    note: Text
    note_hint: Text
    room_appeals: Text
    room_worries: Text
    max_length: Length = 300

    @override
    def fact_ids(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        for at, therapy in enumerate(self.therapies):
            yield ("therapies", at, "fact"), therapy.fact
