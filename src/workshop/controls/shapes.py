"""The form of every node: what Python sends to the browser, and what the browser may count on.

One class for each node. ``tools/draw_nodes.py`` writes ``frontend/kit/nodes.d.ts`` from them, so that both sides are
checked against the same words. A value that is None is left out of a node.
"""

from __future__ import annotations

from typing import Any, Literal, Required, TypedDict

#: One node: {"node": type, ...}. Only JSON values inside.
Node = dict[str, Any]
#: Words of a node by what they are for; what stands in curly braces the browser fills in.
Words = dict[str, str]
Tone = Literal["plain", "warm", "quiet", "guide", "safe"]
Size = Literal["phone", "wall", "small"]


class Shape(TypedDict, total=False):
    """What every node may have: the name under which it keeps its place from one view to the next."""

    key: str | None


class Container(Shape, total=False):
    """Other nodes inside."""

    children: Required[list[Node]]


class Stack(Container, total=False):
    """Children below each other."""

    gap: Literal["s", "m", "l"]
    size: Size | None


class Row(Container, total=False):
    """Children beside each other, wrapping where the screen is narrow."""


class Card(Container, total=False):
    """Children on a sheet of their own."""

    tone: Tone


class Section(Container, total=False):
    """A titled region."""

    title: Required[str]
    level: Required[int]
    id: str | None


class Heading(Shape, total=False):
    """A heading."""

    text: Required[str]
    level: Required[int]


class Prose(Shape, total=False):
    """Reading text."""

    html: Required[str]


class Note(Shape, total=False):
    """A short remark set apart from the text."""

    tone: Required[Literal["info", "private", "safety", "guide"]]
    title: str | None
    html: Required[str]


class Details(Container, total=False):
    """Children that show when their summary is tapped."""

    summary: Required[str]
    open: bool


class Field(Shape, total=False):
    """A control that edits the answer at ``field``, a path with dots."""

    field: Required[str]
    label: Required[str]
    hide_label: bool | None
    hint: str | None


class Option(TypedDict, total=False):
    """One of those to choose from."""

    value: Required[str]
    label: Required[str]
    hint: str


class Choice(Field, total=False):
    """Radio buttons, or checkboxes if several may be chosen."""

    options: Required[list[Option]]
    multiple: bool
    layout: Literal["list", "tiles", "inline"]


class Scale(Field, total=False):
    """A slider that begins unanswered, or at ``start``; ``live`` sends values while it is dragged."""

    low: Required[str]
    high: Required[str]
    min: Required[float]
    max: Required[float]
    step: Required[float]
    unset_text: Required[str]
    start: float | None
    unit: str | None
    live: bool
    value_text: list[str] | None
    clearable: bool | None


class Text(Field, total=False):
    """A text box."""

    long: bool
    max_length: Required[int]
    placeholder: str | None


class Number(Field, total=False):
    """A number to type."""

    min: Required[float]
    max: Required[float]
    step: Required[float]
    placeholder: str | None
    unit: str | None


class Date(Field, total=False):
    """A day."""


class Button(Shape, total=False):
    """Sends ``action``; ``keys`` press it wherever the focus is, ``collect`` brings all that the device keeps.

    ``about`` is read out after the label, where several buttons have the same.
    """

    action: Required[str]
    label: Required[str]
    about: str | None
    tone: Literal["primary", "secondary", "quiet", "danger"]
    args: dict[str, Any]
    pressed: bool | None
    disabled: bool
    keys: list[str] | None
    collect: bool | None


class Link(Shape, total=False):
    """A way to another page; ``new`` opens it beside this one."""

    href: Required[str]
    label: Required[str]
    new: bool


class Segmented(Shape, total=False):
    """A few options side by side, one of them chosen: bound to a field, or sending an action."""

    label: Required[str]
    hide_label: bool | None
    options: Required[list[Option]]
    field: str | None
    action: str | None
    value: str | None


class Table(Shape, total=False):
    """A table; cells are text."""

    caption: Required[str]
    head: Required[list[str]]
    rows: Required[list[list[str]]]


class Figure(Shape, total=False):
    """A picture with its text alternative and the same data as a table; ``sticky`` stays in sight on a phone."""

    svg: Required[str]
    alt: Required[str]
    table: Required[Table]
    caption: str | None
    sticky: bool


class Bar(TypedDict, total=False):
    """One answer and how many gave it: a share from 0 to 1, a count, or words for a band."""

    label: Required[str]
    share: float | None
    count: int | None
    band: str | None
    text: str | None


class BarMark(TypedDict):
    """A bar that is pointed out, and with which words."""

    cell: str | int
    text: str


class Bars(Shape, total=False):
    """What a room answered: a table, drawn as bars."""

    title: Required[str]
    cells: Required[list[Bar]]
    style: Required[Literal["bars", "histogram"]]
    lead: str | None
    size: Size
    mark: BarMark | None


class Status(Shape, total=False):
    """A line that is read out politely when it changes."""

    text: Required[str]
    tone: Literal["quiet", "good", "trouble"]


class GrowingLine(Shape, total=False):
    """A line that grows with what somebody types: seen at once, read out when the typing rests."""

    text: Required[str]


class Alert(Shape, total=False):
    """A line that says what happened and what to do, read out at once."""

    text: Required[str]


class Meta(Shape, total=False):
    """Small facts, side by side."""

    items: Required[list[str]]
