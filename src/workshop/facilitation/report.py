"""What a facilitator may take away: the revealed results of a room, and nothing else."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from workshop.content import Library
from workshop.exercises.registry import kind
from workshop.room import Room


def rows(room: Room, library: Library) -> Iterator[tuple[str, str, str, str]]:
    """Yield exercise, question, answers and count for every published cell.

    Only snapshots are read, so whatever the privacy rules left out is not here either.
    """
    state, say = room.state(), library.phrase
    for name, content in library.exercises.items():
        if state.of(name) != "revealed" or (snapshot := room.snapshot(name)) is None or not snapshot.enough:
            continue
        tables = {table.id: table for table in kind(content.kind).model(content, say).tables()}
        yield content.title, "", say("room.answers", n=snapshot.n), str(snapshot.n)
        for result in snapshot.tables:
            if (table := tables.get(result.id)) is None:
                continue
            if result.mean is not None:
                yield content.title, table.title, say("room.mean", value=""), f"{result.mean:g}{table.unit}"
            for cell in result.cells:
                labels = [table.label(o) if o else say("room.no_answer") for o in cell.options]
                yield content.title, table.title, " / ".join(labels), str(cell.count)
            if result.left_out:
                yield content.title, table.title, say("room.left_out"), ""


def results_csv(room: Room, library: Library) -> str:
    """Return the revealed results as a table for a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in rows(room, library):
        # A cell that begins like a formula would be run by a spreadsheet.
        writer.writerow([f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell for cell in row])
    return out.getvalue()
