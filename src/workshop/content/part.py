"""A part of the workshop: its plan for a facilitator and what its prose teaches."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from .base import IDS_DIFFER, Cover, Each, Id, Minutes, Model, Text, Whole


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
    steps: Annotated[tuple[Step, ...], Field(min_length=1), IDS_DIFFER]
    prompts: Annotated[tuple[Text, ...], Field(min_length=4, max_length=4)]
    short: Text
    online: Text
    take_home: Text
    troubleshooting: Each[Trouble]
    covers: tuple[Taught, ...] = ()
