"""An exercise: a kind plus its wording, its sharing rule and what is said afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field, create_model, model_validator

from .base import Cover, Flag, Guide, Id, Minutes, Model, Text
from .kind_body import KindBody
from .kinds import any_body


class Sharing(Model):
    """What the room may see of an exercise.

    Attributes
    ----------
    shared
        False if nothing of it ever leaves the device. In which form the room sees it is the kind's to say.
    words
        True if written words may be shown to the facilitator.
    explain
        What the room would see, in one sentence for the person who decides.
    audience
        ``facilitator`` if the result is never put on a screen, only shown to the facilitator after the end.
    zones
        Words for the low, middle and high part of a scale, as a room of fewer than fifteen counts it.
    """

    shared: Flag
    words: Flag
    explain: Text
    audience: Literal["room", "facilitator"] = "room"
    zones: tuple[Text, Text, Text] | None = None

    @model_validator(mode="after")
    def _words_are_shared(self) -> Sharing:
        if self.words and not self.shared:
            raise ValueError("lets words be shown, though nothing is shared; set words: false")
        return self


class Debrief(Model):
    """What is said afterwards: Markdown, the facts it rests on, and when it appears."""

    text: Text
    facts: tuple[Id, ...] = ()
    shown: Literal["after_answer", "after_reveal"]


class OnPaper(Model):
    """What a paper sheet says in place of steps or of a gentler version that speak of a screen."""

    steps: tuple[Text, ...] = ()
    gentler: Text | None = None


#: One point that the whole exercise is about, or several, each with the ids of what a person does about it.
Covers = (
    Annotated[tuple[Cover, ...], Field(max_length=1)] | Mapping[Cover, Annotated[tuple[Id, ...], Field(min_length=2)]]
)


class Exercise(Model):
    """One exercise as its file describes it; ``body`` differs by ``kind``."""

    id: Id
    part: Id
    everywhere: Flag = Field(
        default=False, description="True if every part may show it; `part` is where it is printed."
    )
    kind: Id
    title: Text
    minutes: Minutes
    starred: Flag
    covers: Covers = ()
    spare: Flag = Field(
        default=False, description="True if the plan can do without it: for when there is time, or at home."
    )
    why: Text
    steps: tuple[Text, ...]
    content_note: Text | None = None
    gentler: Text | None = None
    on_paper: OnPaper = OnPaper()
    safety_check: Flag = False
    sharing: Sharing
    debrief: Debrief
    alone: Text
    guide: Guide
    sample: dict[str, Any]
    body: KindBody

    @model_validator(mode="before")
    @classmethod
    def _body_knows_kind(cls, data: Any) -> Any:
        """Hand the kind down, so that a file names it once and the right body class is chosen."""
        if isinstance(data, Mapping) and isinstance(data.get("body"), Mapping):
            return {**data, "body": {"kind": data.get("kind"), **data["body"]}}
        return data

    @model_validator(mode="after")
    def _covers_what_is_done(self) -> Exercise:
        """An exercise counts for a point only through what somebody does there; a word in passing teaches nothing."""
        done = set(_ids(self.body.model_dump()))
        for point, ids in self.covers.items() if isinstance(self.covers, Mapping) else ():
            if unknown := [one for one in ids if one not in done]:
                raise ValueError(f"covers {point} by “{unknown[0]}”, which is nothing that a person does here")
        return self

    def belongs_to(self, part: str) -> bool:
        """Return whether a part may name it in its plan and show it on its page."""
        return self.everywhere or self.part == part

    def fact_ids(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield place and id of every fact the exercise shows."""
        for at, fact in enumerate(self.debrief.facts):
            yield ("debrief", "facts", at), fact
        for place, fact in self.body.fact_ids():
            yield ("body", *place), fact


def _ids(data: object) -> Iterator[str]:
    """Yield the id of everything in a body that somebody reads, fills in or chooses; a group is named by its keys."""
    if isinstance(data, Mapping):
        if isinstance(data.get("id"), str):
            yield data["id"]
        if all(isinstance(value, Mapping) for value in data.values()):
            yield from data
        data = list(data.values())
    for item in data if isinstance(data, list | tuple) else ():
        yield from _ids(item)


@cache
def exercise_model() -> type[Exercise]:
    """Return the model of an exercise's file, with the bodies of all kinds that are installed.

    Kinds import this package, so they can't be asked for while it is being imported.
    """
    return create_model("Exercise", __base__=Exercise, __doc__=Exercise.__doc__, body=(any_body(), ...))
