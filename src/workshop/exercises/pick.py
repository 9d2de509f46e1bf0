"""One thing picked from a list, to watch or to change: the same for cards and scales."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workshop.content.sharing import Table
from workshop.controls import nodes
from workshop.controls.nodes import Node


def pick_table(question: str | None, options: Sequence[tuple[str, str]]) -> tuple[Table, ...]:
    """Return the table that counts what was picked; none if the exercise does not ask."""
    return (Table("pick", question, "single", tuple(options)),) if question else ()


def pick_share(question: str | None, answer: Mapping[str, Any]) -> dict[str, list[str] | float | None]:
    """Return what one person's share says about their pick; nothing if the exercise does not ask."""
    if not question:
        return {}
    pick = answer.get("pick")
    return {"pick": [str(pick)] if pick else []}


def pick_control(question: str | None, options: Sequence[tuple[str, str]]) -> Node | None:
    """Return the control for picking one; None if the exercise does not ask."""
    if not question:
        return None
    return nodes.choice("pick", question, [nodes.option(value, label) for value, label in options])
