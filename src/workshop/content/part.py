"""A part of the workshop: its plan for a facilitator and what its prose teaches."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from .base import Cover, Id, Minutes, Model, Text, Whole, unique_ids


class Step(Model):
    """A stretch of the session, with what the facilitator says, asks and does."""

    id: Id
    title: Text
    minutes: Minutes
    exercise: Id | None = None
    say: tuple[Text, ...] = ()
    ask: tuple[Text, ...] = ()
    do: tuple[Text, ...] = ()


class Trouble(Model):
    """Something that may happen, and what to do then."""

    id: Id
    when: Text
    do: Text


class Taught(Model):
    """A point that the notebook's prose teaches under a heading."""

    id: Cover
    heading: Text


class Part(Model):
    """One part, from ``parts/<id>.yaml``. ``minutes`` counts all sessions together."""

    id: Id
    number: Annotated[Whole, Field(ge=0)]
    title: Text
    minutes: Minutes
    sessions: Annotated[Whole, Field(ge=1)] = 1
    aims: Annotated[tuple[Text, ...], Field(min_length=1, max_length=3)]
    materials: tuple[Text, ...]
    content_note: Text
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    prompts: Annotated[tuple[Text, ...], Field(min_length=4, max_length=4)]
    short: Text
    online: Text
    take_home: Text
    troubleshooting: tuple[Trouble, ...]
    covers: tuple[Taught, ...] = ()

    @model_validator(mode="after")
    def _ids_differ(self) -> Part:
        unique_ids((step.id for step in self.steps), "steps")
        unique_ids((trouble.id for trouble in self.troubleshooting), "entries under troubleshooting")
        return self
