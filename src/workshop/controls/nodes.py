"""Builders for the nodes of a view.

A view is a tree of plain dicts that the browser side of the kit draws (``frontend/kit``). Python says *what* is
shown; how it looks, how it is operated by keyboard, thumb or screen reader is settled in the browser, once.
A control names the ``field`` of the answer it edits, as a path with dots.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from . import markdown

#: One node: {"node": type, ...}. Only JSON values inside.
Node = dict[str, Any]
Children = Iterable[Node | None]
Tone = Literal["plain", "warm", "quiet", "guide", "safe"]


def node(kind: str, /, **values: Any) -> Node:
    """Return a node of any kind; values that are None are left out."""
    return {"node": kind, **{name: value for name, value in values.items() if value is not None}}


def _present(children: Children) -> list[Node]:
    return [child for child in children if child is not None]


def stack(*children: Node | None, gap: Literal["s", "m", "l"] = "m", key: str | None = None) -> Node:
    """Return children below each other."""
    return node("stack", children=_present(children), gap=gap, key=key)


def row(*children: Node | None, key: str | None = None) -> Node:
    """Return children beside each other, wrapping where the screen is narrow."""
    return node("row", children=_present(children), wrap=True, key=key)


def card(*children: Node | None, tone: Tone = "plain", key: str | None = None) -> Node:
    """Return children on a sheet of their own."""
    return node("card", children=_present(children), tone=tone, key=key)


def section(
    title: str,
    *children: Node | None,
    level: int = 3,
    id: str | None = None,  # noqa: A002
    key: str | None = None,
) -> Node:
    """Return a titled region; ``level`` is that of its heading."""
    return node("section", title=title, level=level, id=id, children=_present(children), key=key)


def heading(text: str, level: int = 3) -> Node:
    """Return a heading."""
    return node("heading", text=text, level=level)


def escape(text: str) -> str:
    """Return a person's own words so that Markdown shows them as they were typed, save how far a line is indented."""
    lines = (line.strip() for line in text.splitlines())
    return "\\\n".join(re.sub(r"([\\`*_{}\[\]()#+\-.!<>|&~=:\"'])", r"\\\1", line) for line in lines)


def prose(text: str, key: str | None = None) -> Node:
    """Return Markdown as reading text."""
    return node("prose", html=markdown.html(text), key=key)


def note(
    text: str,
    tone: Literal["info", "private", "safety", "guide"] = "info",
    title: str | None = None,
    key: str | None = None,
) -> Node:
    """Return a short remark set apart from the text, written in Markdown."""
    return node("note", tone=tone, title=title, html=markdown.html(text), key=key)


def details(summary: str, *children: Node | None, open: bool = False, key: str | None = None) -> Node:  # noqa: A002
    """Return children that show when their summary is tapped."""
    return node("details", summary=summary, children=_present(children), open=open, key=key)


def listing(items: Sequence[str], ordered: bool = False) -> Node:
    """Return a list of short Markdown lines."""
    marks = (f"{number}. " if ordered else "- " for number in range(1, len(items) + 1))
    return prose("\n".join(mark + " ".join(item.split()) for mark, item in zip(marks, items, strict=True)))


def option(value: str, label: str, hint: str | None = None) -> dict[str, str]:
    """Return one option of a choice, select or segmented control."""
    return {"value": value, "label": label, **({"hint": hint} if hint else {})}


def choice(
    field: str,
    label: str,
    options: Sequence[Mapping[str, str]],
    multiple: bool = False,
    layout: Literal["list", "tiles", "inline"] = "list",
    hint: str | None = None,
) -> Node:
    """Return radio buttons, or checkboxes if several may be chosen, in a named group."""
    return node(
        "choice",
        key=field,
        field=field,
        label=label,
        options=list(options),
        multiple=multiple,
        layout=layout,
        hint=hint,
    )


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
) -> Node:
    """Return a labelled slider that begins unanswered, or at ``start``; ``live`` sends values while it is dragged."""
    return node(
        "scale", key=field, field=field, label=label, low=low, high=high, min=min, max=max, step=step,
        unset_text=unset, start=start, unit=unit, live=live, value_text=list(value_text) if value_text else None,
    )  # fmt: skip


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
    return node(
        "text", key=field, field=field, label=label, hint=hint, long=long, max_length=max_length,
        placeholder=placeholder,
    )  # fmt: skip


def button(
    action: str,
    label: str,
    tone: Literal["primary", "secondary", "quiet", "danger"] = "secondary",
    *,
    args: Mapping[str, Any] | None = None,
    pressed: bool | None = None,
    disabled: bool = False,
    key: str | None = None,
) -> Node:
    """Return a button that sends ``action`` with ``args``."""
    return node(
        "button", key=key or action, action=action, label=label, tone=tone, args=dict(args or {}), pressed=pressed,
        disabled=disabled,
    )  # fmt: skip


def segmented(label: str, options: Sequence[Mapping[str, str]], *, field: str | None = None,
              action: str | None = None, value: str | None = None) -> Node:  # fmt: skip
    """Return a few options side by side, one of them chosen: bound to a field, or sending an action."""
    return node("segmented", key=field or action, label=label, options=list(options), field=field, action=action,
                value=value)  # fmt: skip


def figure(svg: str, alt: str, table: Node, caption: str | None = None, key: str | None = None) -> Node:
    """Return a picture with its text alternative and the same data as a table."""
    return node("figure", key=key, svg=svg, alt=alt, table=table, caption=caption)


def table(caption: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Node:
    """Return a table; cells are text."""
    return node("table", caption=caption, head=list(head), rows=[list(cells) for cells in rows])


def status(text: str, tone: Literal["quiet", "good", "trouble"] = "quiet", key: str = "status") -> Node:
    """Return a line that is read out politely when it changes."""
    return node("status", text=text, tone=tone, key=key)


def growing_line(text: str, key: str) -> Node:
    """Return a line that grows with what somebody types: seen at once, read out when the typing rests."""
    return node("growing_line", text=text, key=key)


def alert(text: str, key: str = "alert") -> Node:
    """Return a line that says what happened and what to do, read out at once."""
    return node("alert", text=text, key=key)


def group(part: str, step: str | None, title: str, href: str, plan: Sequence[Mapping[str, Any]] | None = None) -> Node:
    """Return where the group is, which is not drawn: the page around the exercises follows it, and its plan if any."""
    return node("group", key="group", part=part, step=step, title=title, href=href, plan=list(plan) if plan else None)
