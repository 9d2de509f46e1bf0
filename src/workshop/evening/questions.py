"""One question of a result at a time, the same on every wall; a facilitator steps through them."""

from __future__ import annotations

from workshop.content import Exercise, Library
from workshop.content.sharing import Table
from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.exercises import results, telling
from workshop.room.snapshots import Snapshot, TableResult
from workshop.visit.session import Session

Questions = list[tuple[TableResult, Table]]


def question(snapshot: Snapshot, tables: tuple[Table, ...], library: Library, chosen: str | None) -> list[Node]:
    """Return the question that is on the walls, large, with its place among the others."""
    found = telling.in_order(snapshot, tables)
    if not snapshot.enough or snapshot.n is None or not found:
        return results.draw(snapshot, tables, library, size="wall")
    at, say = _place(found, chosen), library.phrase
    place = say("wall.place", number=at + 1, all=len(found)) if len(found) > 1 else ""
    people = say("room.answers", n=snapshot.n)
    return [
        results.draw_one(*found[at], snapshot.n, library, size="wall"),
        nodes.prose(f"{people} · {place}" if place else people, key="place"),
    ]


def steps(
    exercise: Exercise, snapshot: Snapshot, tables: tuple[Table, ...], library: Library, session: Session
) -> list[Node]:
    """Return the taps that step through the questions; nothing where there is one, or no wall shows it."""
    found = telling.in_order(snapshot, tables)
    state = session.look.state if session.look else None
    if len(found) < 2 or exercise.sharing.audience == "facilitator" or state is None:
        return []
    say, on = library.phrase, state.current == exercise.id
    at = _place(found, state.question if on else None)
    title = say("wall.now", number=at + 1, all=len(found), title=found[at][1].title)

    def tap(step: str, to: int) -> Node:
        there = on and 0 <= to < len(found)
        return nodes.button(
            "show", say(f"wall.{step}"), "primary" if step == "next" else "secondary", key=f"{exercise.id}-{step}",
            args={"exercise": exercise.id, "question": found[to][1].id if there else ""}, disabled=not there,
        )  # fmt: skip

    again = nodes.button(
        "show", say("wall.again"), "primary", key=f"{exercise.id}-again",
        args={"exercise": exercise.id, "question": found[at][1].id},
    )  # fmt: skip
    taps = [tap("back", at - 1), tap("next", at + 1)] if on else [again]
    line = [nodes.status(title, key="wall")] if on else []
    return [*line, nodes.row(*taps, key="wall-steps")]


def _place(found: Questions, chosen: str | None) -> int:
    names = [table.id for _, table in found]
    return names.index(chosen) if chosen in names else 0
