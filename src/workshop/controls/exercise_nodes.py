"""The nodes that kinds of exercise are drawn with: the form of each, and its builder."""

from __future__ import annotations

from typing import Required, TypedDict, Unpack

from .nodes import node
from .shapes import Field, Node, Option, Shape, Words


class CardFace(TypedDict):
    """One card."""

    id: str
    text: str


class Pile(TypedDict, total=False):
    """A place for cards."""

    id: Required[str]
    label: Required[str]
    hint: str | None


class Cards(Field, total=False):
    """Cards to be sorted into piles."""

    cards: Required[list[CardFace]]
    piles: Required[list[Pile]]
    ordered: bool


def cards(**values: Unpack[Cards]) -> Node:
    """Return cards to be sorted into piles."""
    return node("cards", **values)


class Timeline(Field, total=False):
    """A line through the years; ``level_labels`` names levels by their number."""

    age_min: Required[int]
    age_max: Required[int]
    low: Required[int]
    high: Required[int]
    level_label: Required[str]
    level_labels: Required[dict[str, str]]
    max_length: Required[int]
    placeholder: str | None


def timeline(**values: Unpack[Timeline]) -> Node:
    """Return the editor of a line through the years."""
    return node("timeline", **values)


class Stage(TypedDict):
    """A stage of a loop, the field its words are in, and the link to the next."""

    id: str
    name: str
    field: str
    link: str
    idea: str


class Loop(Field, total=False):
    """A circle of stages of which one link may be chosen."""

    stages: Required[list[Stage]]
    labels: Required[Words]


def loop(**values: Unpack[Loop]) -> Node:
    """Return a circle of stages."""
    return node("loop", **values)


class Ladder(Field, total=False):
    """Rungs from easy to hard."""

    max: Required[int]
    max_rungs: Required[int]
    max_length: Required[int]
    questions: Required[dict[str, str | None]]
    labels: Required[Words]


def ladder(**values: Unpack[Ladder]) -> Node:
    """Return rungs from easy to hard."""
    return node("ladder", **values)


class SupportMap(Field, total=False):
    """Circles around me with initials on them."""

    me: Required[str]
    rings: Required[list[str]]
    kinds: Required[list[Option]]
    max_people: Required[int]
    max_initials: Required[int]
    questions: Required[dict[str, str | None]]
    labels: Required[Words]


def support_map(**values: Unpack[SupportMap]) -> Node:
    """Return circles around me with initials on them."""
    return node("support_map", **values)


class Spot(TypedDict):
    """A field that holds the ids of the rows that are marked, and what the mark says."""

    field: str
    label: str


class Compared(TypedDict):
    """One of the things that are compared."""

    id: str
    name: str
    full: str
    purpose: str
    session: str
    sure: str
    finding: str
    size: str
    limit: str
    source: str


class Comparison(Shape, total=False):
    """A few things compared, each with marks to set."""

    label: Required[str]
    heads: Required[Words]
    marks: Required[list[Spot]]
    rows: Required[list[Compared]]
    labels: Required[Words]


def comparison(**values: Unpack[Comparison]) -> Node:
    """Return a few things compared."""
    return node("comparison", **values)


class Moves(TypedDict):
    """One person's moves (C is kind, D is a hurt) and the rounds in which one went wrong on its way."""

    label: str
    moves: list[str]
    slips: list[int]


class Ribbon(Shape, total=False):
    """Two people's moves, round after round, one above the other."""

    alt: Required[str]
    rows: Required[list[Moves]]
    names: Required[Words]
    sticky: bool


def ribbon(**values: Unpack[Ribbon]) -> Node:
    """Return two people's moves, one above the other."""
    return node("ribbon", **values)


class Recall(Shape, total=False):
    """Copies what this device keeps of another exercise into this one's answer; shows nothing."""

    source: Required[str]
    path: Required[str]
    field: Required[str]


def recall(**values: Unpack[Recall]) -> Node:
    """Return what copies a value of another exercise into this one's answer."""
    return node("recall", **values)


class FieldText(TypedDict):
    """Where in a text the words stand that the person typed at a field."""

    field: str


class Takeaway(Shape, total=False):
    """Text to copy or to save; the browser puts in what was typed."""

    parts: Required[list[str | FieldText]]
    filename: Required[str]
    mime: Required[str]
    warning: Required[str]
    labels: Required[dict[str, str | None]]


def takeaway(**values: Unpack[Takeaway]) -> Node:
    """Return text to copy or to save."""
    return node("takeaway", **values)
