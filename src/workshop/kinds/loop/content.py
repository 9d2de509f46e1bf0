"""``loop``: a circle of stages that lead into each other, and the link where it could be broken."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from workshop.content.base import IDS_DIFFER, Id, Length, Model, Text
from workshop.content.kind_body import KindBody


class LoopStage(Model):
    """One station of the circle, and the link that leads from it to the next.

    Attributes
    ----------
    name
        One or two words, for the drawing.
    label, hint
        The question and a few examples.
    link
        What leads on from here, in words: “from the thought to the feeling”.
    idea
        What a person could try at this link.
    """

    id: Id
    name: Text
    label: Text
    hint: Text
    link: Text
    idea: Text


class LoopBody(KindBody):
    """Wording of a loop. Answer: ``{"stages": {stage: text}, "break": stage, "instead": text}``.

    ``break`` names the stage *from* which the chosen link leads on.
    """

    kind: Literal["loop"] = "loop"
    stages: Annotated[tuple[LoopStage, ...], Field(min_length=3, max_length=6), IDS_DIFFER]
    question: Text
    instead: Text
    max_length: Length = 160
