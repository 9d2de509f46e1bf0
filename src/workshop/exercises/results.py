"""Snapshots as the room sees them: one sentence, and bars whose ends are as soft as what is known."""

from __future__ import annotations

from typing import Literal

from workshop.content import Fact, Library
from workshop.content.sharing import Table
from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.controls.shapes import Bar
from workshop.room.snapshots import Snapshot, TableResult

from . import telling

Size = Literal["phone", "wall"]


def draw(snapshot: Snapshot, tables: tuple[Table, ...], library: Library, size: Size = "phone") -> list[Node]:
    """Return what a snapshot shows, table by table, or one sentence if there were not enough answers."""
    if not snapshot.enough or snapshot.n is None:
        return [nodes.note(library.phrase("room.not_enough_hint"), "private")]
    by_id = {table.id: table for table in tables}
    shown = [
        draw_one(result, by_id[result.id], snapshot.n, library, size)
        for result in snapshot.tables
        if result.id in by_id
    ]
    return [nodes.prose(library.phrase("room.answers", n=snapshot.n)), *shown]


def draw_one(result: TableResult, table: Table, n: int, library: Library, size: Size = "phone") -> Node:
    """Return one question: what came of it in a sentence, then every answer with its bar."""
    say = library.phrase
    said = telling.sentence(result, table, n, say)
    if not result.cells:
        wall = size == "wall"
        told = nodes.heading(said, 2) if wall else nodes.prose(said)
        return nodes.stack(nodes.heading(table.title, 3 if wall else 5), told, gap="s", key=table.id)
    cells = [
        Bar(label=one.label, band=one.band, share=one.share, count=one.count, text=one.text)
        for one in telling.cells(result, table, n, say)
    ]
    return nodes.bars(key=table.id, title=table.title, lead=said, cells=cells, size=size, style="bars")


def source(fact: Fact, library: Library) -> Node:
    """Return where a finding was published, as a person can look it up."""
    return nodes.prose(nodes.escape(library.reference_of(fact.id).cite()), key="source")


def fact(fact: Fact, library: Library) -> Node:
    """Return a finding with its size, its limit and where it was published."""
    say = library.phrase
    return nodes.details(
        f"{say('fact.title')}: {fact.topic}",
        nodes.prose(fact.finding),
        nodes.prose(fact.size),
        nodes.note(fact.limit, "info", say("fact.limit")),
        source(fact, library),
        key=f"fact-{fact.id}",
    )
