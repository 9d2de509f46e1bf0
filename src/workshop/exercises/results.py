"""Snapshots as the room sees them: bars with their numbers, and what was left out to protect people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from workshop.content import Fact, Library
from workshop.content.sharing import Table
from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.room.snapshots import Snapshot, TableResult

Size = Literal["phone", "wall"]


def draw(snapshot: Snapshot, tables: tuple[Table, ...], library: Library, size: Size = "phone") -> list[Node]:
    """Return what a snapshot shows, table by table, or one sentence if there were not enough answers."""
    if not snapshot.enough or snapshot.n is None:
        return [nodes.note(library.phrase("room.not_enough_hint"), "private")]
    by_id = {table.id: table for table in tables}
    shown = [
        _table(result, by_id[result.id], snapshot.n, library, size) for result in snapshot.tables if result.id in by_id
    ]
    return [nodes.prose(library.phrase("room.answers", n=snapshot.n)), *shown]


def _table(result: TableResult, table: Table, n: int, library: Library, size: Size) -> Node:
    say = library.phrase
    if table.kind == "number":
        text = say("room.left_out_table")
        if result.mean is not None:
            text = say("room.mean", value=say("app.number", number=float(result.mean)) + table.unit)
        return nodes.stack(nodes.heading(table.title, 5), nodes.prose(text), gap="s", key=table.id)
    cells = [
        {
            "label": _together(cell.options, table, library),
            "count": cell.count,
            "share": cell.count / n,
        }
        for cell in result.cells
    ]
    hidden = () if isinstance(result.left_out, bool) else result.left_out
    left_out = [_label(table, option, library) for option in hidden]
    return nodes.node(
        "bars", key=table.id, title=table.title, cells=cells, left_out=left_out, size=size,
        left_out_text=say("room.left_out" if cells else "room.left_out_table"),
        style="histogram" if table.ordered else "bars",
    )  # fmt: skip


def _together(options: Sequence[str], table: Table, library: Library) -> str:
    """Return what a cell counts; neighbours on a scale as “first … last”."""
    labels = [_label(table, option, library) for option in options]
    scale = [option for option in options if option]
    if table.ordered and len(scale) > 2:
        labels[: len(scale)] = [f"{labels[0]} … {labels[len(scale) - 1]}"]
    if len(labels) == 1:
        return labels[0]
    return library.phrase("room.together", labels=", ".join(labels))


def _label(table: Table, option: str, library: Library) -> str:
    return library.phrase("room.no_answer") if option == "" else table.label(option)


def source(fact: Fact, library: Library) -> Node:
    """Return where a finding was published, as a person can look it up."""
    return nodes.prose(nodes.escape(library.reference_of(fact.id).cite()), key="source")


def fact(fact: Fact, library: Library) -> Node:
    """Return a finding with its size, its limit and where it was published."""
    say = library.phrase
    return nodes.details(
        say("fact.title"),
        nodes.prose(fact.finding),
        nodes.prose(fact.size),
        nodes.note(fact.limit, "info", say("fact.limit")),
        source(fact, library),
        key=f"fact-{fact.id}",
    )
