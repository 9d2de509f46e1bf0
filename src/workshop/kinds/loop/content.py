"""``loop``: a circle of stages that lead into each other, and the link where it could be broken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from workshop.content.base import Id, Length, Model, Text, no_twins
from workshop.content.kind_body import KindBody, extra_keys, mapping, text_misfit, wrong_shape


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
    stages: Annotated[tuple[LoopStage, ...], Field(min_length=3, max_length=6)]
    question: Text
    instead: Text
    max_length: Length = 160

    @model_validator(mode="after")
    def _ids_differ(self) -> LoopBody:
        no_twins((stage.id for stage in self.stages), "stages")
        return self

    def misfits(self, answer: Mapping[str, Any]) -> Iterator[str]:
        """Yield a sentence for each thing in `answer` that this exercise can't take."""
        yield from wrong_shape(answer, {"stages": Mapping, "break": str, "instead": str})
        known = {stage.id for stage in self.stages}
        written = mapping(answer, "stages")
        yield from extra_keys(written, known, "a stage")
        for name, value in written.items():
            if problem := text_misfit(value, self.max_length):
                yield f"has a text for “{name}” that {problem}"
        chosen = answer.get("break")
        if isinstance(chosen, str) and chosen not in known:
            yield f"breaks the link after “{chosen}”, which is not a stage"
        if problem := text_misfit(answer.get("instead", ""), self.max_length):
            yield f"has under “instead” a text that {problem}"
