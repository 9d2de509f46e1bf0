"""An exercise: a kind plus its wording, its sharing rule and what is said afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal

from pydantic import create_model, model_validator

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


class Exercise(Model):
    """One exercise as its file describes it; ``body`` differs by ``kind``."""

    id: Id
    part: Id
    kind: Id
    title: Text
    minutes: Minutes
    starred: Flag
    covers: tuple[Cover, ...] = ()
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

    def fact_ids(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield place and id of every fact the exercise shows."""
        for at, fact in enumerate(self.debrief.facts):
            yield ("debrief", "facts", at), fact
        for place, fact in self.body.fact_ids():
            yield ("body", *place), fact


@cache
def exercise_model() -> type[Exercise]:
    """Return the model of an exercise's file, with the bodies of all kinds that are installed.

    Kinds import this package, so they can't be asked for while it is being imported.
    """
    return create_model("Exercise", __base__=Exercise, __doc__=Exercise.__doc__, body=(any_body(), ...))
