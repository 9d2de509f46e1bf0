"""Builders for the nodes of a view.

A view is a tree of plain dicts that the browser side of the kit draws (``frontend/kit``). Python says *what* is
shown; how it looks, how it is operated by keyboard, thumb or screen reader is settled in the browser, once.
A control names the ``field`` of the answer it edits, as a path with dots.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, Unpack, cast

from . import markdown, shapes
from .shapes import Node, Size, Tone

__all__ = ["Node", "Size", "Tone"]

Children = Iterable[Node | None]


def node(kind: str, /, **values: Any) -> Node:
    """Return a node of any kind; values that are None are left out.

    Only builders call this, and kinds from outside that bring a drawing of their own.
    """
    return {"node": kind, **{name: value for name, value in values.items() if value is not None}}


def _present(children: Children) -> list[Node]:
    return [child for child in children if child is not None]


def stack(
    *children: Node | None, gap: Literal["s", "m", "l"] = "m", key: str | None = None, size: Size | None = None
) -> Node:
    """Return children below each other."""
    return node("stack", **shapes.Stack(children=_present(children), gap=gap, key=key, size=size))


def row(*children: Node | None, key: str | None = None) -> Node:
    """Return children beside each other, wrapping where the screen is narrow."""
    return node("row", **shapes.Row(children=_present(children), key=key))


def card(*children: Node | None, tone: Tone = "plain", key: str | None = None) -> Node:
    """Return children on a sheet of their own."""
    return node("card", **shapes.Card(children=_present(children), tone=tone, key=key))


def section(
    title: str,
    *children: Node | None,
    level: int = 3,
    id: str | None = None,  # noqa: A002
    key: str | None = None,
) -> Node:
    """Return a titled region; ``level`` is that of its heading."""
    return node("section", **shapes.Section(title=title, level=level, id=id, children=_present(children), key=key))


def heading(text: str, level: int = 3, key: str | None = None) -> Node:
    """Return a heading."""
    return node("heading", **shapes.Heading(text=text, level=level, key=key))


def escape(text: str) -> str:
    """Return a person's own words so that Markdown shows them as they were typed, save how far a line is indented."""
    lines = (line.strip() for line in text.splitlines())
    return "\\\n".join(re.sub(r"([\\`*_{}\[\]()#+\-.!<>|&~=:\"'])", r"\\\1", line) for line in lines)


def prose(text: str, key: str | None = None) -> Node:
    """Return Markdown as reading text."""
    return node("prose", **shapes.Prose(html=markdown.html(text), key=key))


def note(
    text: str,
    tone: Literal["info", "private", "safety", "guide"] = "info",
    title: str | None = None,
    key: str | None = None,
) -> Node:
    """Return a short remark set apart from the text, written in Markdown."""
    return node("note", **shapes.Note(tone=tone, title=title, html=markdown.html(text), key=key))


def details(summary: str, *children: Node | None, open: bool = False, key: str | None = None) -> Node:  # noqa: A002
    """Return children that show when their summary is tapped."""
    return node("details", **shapes.Details(summary=summary, children=_present(children), open=open, key=key))


def listing(items: Sequence[str], ordered: bool = False) -> Node:
    """Return a list of short Markdown lines."""
    marks = (f"{number}. " if ordered else "- " for number in range(1, len(items) + 1))
    return prose("\n".join(mark + " ".join(item.split()) for mark, item in zip(marks, items, strict=True)))


def option(value: str, label: str, hint: str | None = None) -> shapes.Option:
    """Return one option of a choice or segmented control."""
    return {"value": value, "label": label, "hint": hint} if hint else {"value": value, "label": label}


def choice(
    field: str,
    label: str,
    options: Sequence[shapes.Option],
    multiple: bool = False,
    layout: Literal["list", "tiles", "inline"] = "list",
    hint: str | None = None,
) -> Node:
    """Return radio buttons, or checkboxes if several may be chosen, in a named group."""
    made = shapes.Choice(
        key=field, field=field, label=label, options=list(options), multiple=multiple, layout=layout, hint=hint
    )
    return node("choice", **made)


def scale(
    field: str,
    label: str,
    *,
    low: str,
    high: str,
    unset: str,
    min: float = 0,  # noqa: A002
    max: float = 10,  # noqa: A002
    step: float = 1,
    unit: str | None = None,
    start: float | None = None,
    live: bool = False,
    value_text: Sequence[str] | None = None,
    clearable: bool = True,
) -> Node:
    """Return a labelled slider that begins unanswered, or at ``start``; ``live`` sends values while it is dragged."""
    made = shapes.Scale(
        key=field, field=field, label=label, low=low, high=high, min=min, max=max, step=step, unset_text=unset,
        start=start, unit=unit, live=live, value_text=list(value_text) if value_text else None,
        clearable=None if clearable else False,
    )  # fmt: skip
    return node("scale", **made)


def text(
    field: str,
    label: str,
    *,
    hint: str | None = None,
    long: bool = False,
    max_length: int = 500,
    placeholder: str | None = None,
) -> Node:
    """Return a text box."""
    made = shapes.Text(
        key=field, field=field, label=label, hint=hint, long=long, max_length=max_length, placeholder=placeholder
    )
    return node("text", **made)


def number(**values: Unpack[shapes.Number]) -> Node:
    """Return a number to type."""
    return node("number", **values)


def date(field: str, label: str, hint: str | None = None) -> Node:
    """Return a day to choose."""
    return node("date", **shapes.Date(key=field, field=field, label=label, hint=hint))


def button(
    action: str,
    label: str,
    tone: Literal["primary", "secondary", "quiet", "danger"] = "secondary",
    *,
    args: Mapping[str, Any] | None = None,
    pressed: bool | None = None,
    disabled: bool = False,
    key: str | None = None,
    keys: Sequence[str] | None = None,
    collect: bool = False,
    about: str | None = None,
) -> Node:
    """Return a button that sends ``action``, as ``keys`` do; ``collect`` brings along all that the device keeps.

    ``about`` is read out after the label, where several buttons have the same.
    """
    made = shapes.Button(
        key=key or action, action=action, label=label, tone=tone, args=dict(args or {}), pressed=pressed,
        disabled=disabled, keys=list(keys) if keys else None, collect=collect or None, about=about,
    )  # fmt: skip
    return node("button", **made)


def link(href: str, label: str, *, new: bool = False, key: str | None = None) -> Node:
    """Return a way to another page; ``new`` opens it beside this one."""
    return node("link", **shapes.Link(key=key, href=href, label=label, new=new))


def segmented(
    label: str,
    options: Sequence[shapes.Option],
    *,
    field: str | None = None,
    action: str | None = None,
    value: str | None = None,
    hide_label: bool = False,
    key: str | None = None,
) -> Node:
    """Return a few options side by side, one of them chosen: bound to a field, or sending an action."""
    made = shapes.Segmented(
        key=key or field or action, label=label, hide_label=hide_label or None, options=list(options), field=field,
        action=action, value=value,
    )  # fmt: skip
    return node("segmented", **made)


def figure(svg: str, alt: str, table: Node, caption: str | None = None, key: str | None = None) -> Node:
    """Return a picture with its text alternative and the same data as a table."""
    made = shapes.Figure(key=key, svg=svg, alt=alt, table=cast("shapes.Table", table), caption=caption)
    return node("figure", **made)


def table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Node:
    """Return a table; cells are text."""
    return node("table", **shapes.Table(caption=caption, head=list(head), rows=[list(cells) for cells in rows]))


def bars(**values: Unpack[shapes.Bars]) -> Node:
    """Return what a room answered: a table, drawn as bars."""
    return node("bars", **values)


def meta(items: Sequence[str], key: str = "meta") -> Node:
    """Return small facts, side by side."""
    return node("meta", **shapes.Meta(key=key, items=list(items)))


def status(text: str, tone: Literal["quiet", "good", "trouble"] = "quiet", key: str = "status") -> Node:
    """Return a line that is read out politely when it changes."""
    return node("status", **shapes.Status(text=text, tone=tone, key=key))


def growing_line(text: str, key: str) -> Node:
    """Return a line that grows with what somebody types: seen at once, read out when the typing rests."""
    return node("growing_line", **shapes.GrowingLine(text=text, key=key))


def alert(text: str, key: str = "alert") -> Node:
    """Return a line that says what happened and what to do, read out at once."""
    return node("alert", **shapes.Alert(text=text, key=key))
