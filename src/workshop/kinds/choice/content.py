"""``choice``: for each item, choose one option or several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from workshop.content.base import Flag, Id, Length, Model, Option, Text, no_twins
from workshop.content.kind_body import KindBody, extra_keys, mapping, text_misfit, wrong_shape


class ChoiceItem(Model):
    """Something to choose about: a story, a statement, or one question alone."""

    id: Id
    title: Text
    text: Text | None = None
    debrief: Text | None = None


class Suggestion(Model):
    """A short text field for what the options leave out."""

    label: Text
    hint: Text | None = None
    max_length: Length = 120


class ChoiceBody(KindBody):
    """Wording of a choice. Answer: ``{"items": {item: [option, …]}, "suggestion": "…"}``."""

    kind: Literal["choice"] = "choice"
    items: Annotated[tuple[ChoiceItem, ...], Field(min_length=1)]
    options: Annotated[tuple[Option, ...], Field(min_length=2)]
    multiple: Flag = False
    ordered: Flag = False
    suggestion: Suggestion | None = None

    @model_validator(mode="after")
    def _ids_differ(self) -> ChoiceBody:
        no_twins((item.id for item in self.items), "items")
        no_twins((option.id for option in self.options), "options")
        return self

    def misfits(self, answer: Mapping[str, Any]) -> Iterator[str]:
        """Yield a sentence for each thing in `answer` that this exercise can't take."""
        yield from wrong_shape(answer, {"items": Mapping, "suggestion": str})
        chosen = mapping(answer, "items")
        options = {option.id for option in self.options}
        yield from extra_keys(chosen, {item.id for item in self.items}, "an item")
        for item, picks in chosen.items():
            if not isinstance(picks, list | tuple):
                yield f"needs a list of options for “{item}”"
                continue
            if len(picks) > 1 and not self.multiple:
                yield f"has {len(picks)} options for “{item}”, but only one may be chosen"
            yield from extra_keys(dict.fromkeys(map(str, picks)), options, "an option")
        if "suggestion" in answer:
            if self.suggestion is None:
                yield "has a suggestion, but the exercise asks for none"
            elif problem := text_misfit(answer["suggestion"], self.suggestion.max_length):
                yield f"has a suggestion that {problem}"
