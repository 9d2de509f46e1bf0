"""``choice``: for each item, choose one option or several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import override

from workshop.content.base import IDS_DIFFER, Flag, Id, Length, Model, Option, Text
from workshop.content.kind_body import KindBody


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
    items: Annotated[tuple[ChoiceItem, ...], Field(min_length=1), IDS_DIFFER]
    options: Annotated[tuple[Option, ...], Field(min_length=2), IDS_DIFFER]
    multiple: Flag = False
    ordered: Flag = False
    suggestion: Suggestion | None = None

    @override
    def looking_back(self) -> Sequence[tuple[str, str]]:
        return [(item.title, item.debrief) for item in self.items if item.debrief]

    @override
    def offered(self) -> Sequence[tuple[str, str]]:
        return [(option.id, option.label) for option in self.options]
