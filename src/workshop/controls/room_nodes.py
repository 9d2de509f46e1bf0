"""The nodes of a room, its console and wall, and of a person's notes: the form of each, and its builder."""

from __future__ import annotations

from typing import Any, Required, TypedDict, Unpack

from .nodes import node
from .shapes import Node, Shape, Size


class Timer(Shape, total=False):
    """Time that is left, counted down by the page: ``now`` is the server's clock when it sent this."""

    ends_at: Required[float]
    now: Required[float]
    label: Required[str]
    size: Size


def timer(**values: Unpack[Timer]) -> Node:
    """Return the time that is left."""
    return node("timer", **values)


class Qr(Shape, total=False):
    """An address to be scanned."""

    svg: Required[str]
    alt: Required[str]
    size: Required[Size]


def qr(**values: Unpack[Qr]) -> Node:
    """Return an address to be scanned."""
    return node("qr", **values)


class Code(Shape, total=False):
    """The code of a room, which is spelled out to whoever hears it."""

    text: Required[str]
    label: Required[str]
    size: Size


def code(**values: Unpack[Code]) -> Node:
    """Return the code of a room."""
    return node("code", **values)


class Asked(TypedDict):
    """A step of a part and the question that is asked aloud in it."""

    id: str
    title: str
    exercise: str | None
    ask: str


class Group(Shape, total=False):
    """Where the group is, which is not drawn: the page around the exercises follows it."""

    part: Required[str]
    step: str | None
    title: Required[str]
    href: Required[str]
    plan: list[Asked] | None


def group(**values: Unpack[Group]) -> Node:
    """Return where the group is."""
    return node("group", key="group", **values)


class RunRow(TypedDict):
    """A step with planned and actual minutes, and the tap that takes the group there."""

    title: str
    planned: int
    actual: int | None
    place: str
    action: str
    args: dict[str, Any]


class Run(Shape, total=False):
    """Every step of a part."""

    rows: Required[list[RunRow]]
    minutes: Required[str]
    now: Required[str]
    took: Required[str]
    go: Required[str]


def run(**values: Unpack[Run]) -> Node:
    """Return every step of a part with its minutes."""
    return node("run", **values)


class ClockLine(Shape, total=False):
    """A sentence with times of the day, which are those of whoever looks."""

    text: Required[str]
    started: Required[float]
    over: Required[int]
    ends: Required[float]


def clock_line(**values: Unpack[ClockLine]) -> Node:
    """Return a sentence with times of the day."""
    return node("clock_line", **values)


class Miniature(Shape, total=False):
    """The wall as it is now, drawn small."""

    view: Required[Node]
    label: Required[str]


def miniature(**values: Unpack[Miniature]) -> Node:
    """Return the wall, drawn small."""
    return node("miniature", **values)


class Calm(Shape, total=False):
    """A quiet picture."""

    text: Required[str]


def calm(**values: Unpack[Calm]) -> Node:
    """Return a quiet picture."""
    return node("calm", **values)


class File(Shape, total=False):
    """A file to choose; its text goes to the kernel with ``action``."""

    action: Required[str]
    label: Required[str]
    hint: str | None
    accept: Required[str]


def file(**values: Unpack[File]) -> Node:
    """Return a file to choose."""
    return node("file", **values)


class NotesFile(Shape, total=False):
    """A button that saves this device's answers as a file to come back with."""

    action: Required[str]
    label: Required[str]
    filename: Required[str]
    language: Required[str]


def notes_file(**values: Unpack[NotesFile]) -> Node:
    """Return the button that saves this device's answers."""
    return node("notes_file", **values)


class Device(Shape, total=False):
    """Keep answers beyond this tab, or empty the device."""

    remember: Required[str]
    remember_hint: Required[str]
    remember_on: Required[str]
    remember_off: Required[str]
    forget: Required[str]
    forget_ask: Required[str]
    forget_stuck: Required[str]
    forgotten: Required[str]
    yes: Required[str]
    no: Required[str]


def device(**values: Unpack[Device]) -> Node:
    """Return what this device is to keep."""
    return node("device", **values)
