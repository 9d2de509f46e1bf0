"""What a facilitator may take away: the revealed results of a room, and nothing else.

Only snapshots are read, so nothing is here that the privacy rules do not tell, and words never are. The console
and ``workshop export`` both write from here.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field

from workshop.content import Library
from workshop.content.locale import between_cells
from workshop.content.sharing import Table
from workshop.exercises import telling
from workshop.exercises.model import tables_of
from workshop.room import Room, Snapshot, TableResult

from . import printing

#: How files of older forms can be told apart: 2 left small numbers out, 3 says every answer in a band.
FORMAT = 3
#: With which of these a spreadsheet begins to count; the wide ones where one types Chinese or Japanese.
_FORMULA = tuple("=+-@＝＋－＠")
#: Names of the columns, the same in every language, so that a script can read them.
COLUMNS = ("title", "question", "answer", "count", "people", "exercise")


@dataclass(frozen=True)
class Line:
    """What is told of one answer.

    Attributes
    ----------
    question, answer
        In the words of the content; the steps of a scale that are counted together are one.
    value
        The count, the words for "a few" or "nearly all", or the mean.
    """

    question: str
    answer: str
    value: str


@dataclass(frozen=True)
class Result:
    """What was revealed of one exercise. ``n`` is how many people shared; ``sentences`` say each question in short."""

    exercise: str
    title: str
    n: int
    lines: tuple[Line, ...]
    sentences: dict[str, str] = field(default_factory=dict)


def results(room: Room, library: Library) -> list[Result]:
    """Return what a room revealed, in the order of the parts; exercises without enough answers are not there."""
    state = room.state()
    ordered = [*library.exercises, *(name for name in sorted(state.exercises) if name not in library.exercises)]
    revealed = (room.snapshot(name) for name in ordered if state.of(name) == "revealed")
    return results_of([snapshot for snapshot in revealed if snapshot is not None], library)


def results_of(snapshots: Iterable[Snapshot], library: Library) -> list[Result]:
    """Return snapshots in words. What the content no longer has keeps its ids."""
    found = []
    for snapshot in snapshots:
        if not snapshot.enough or snapshot.n is None:
            continue
        content = library.exercises.get(snapshot.exercise)
        tables = tables_of(content, library) if content else ()
        by_id = {table.id: table for table in tables}
        lines = tuple(
            line
            for result in snapshot.tables
            for line in _lines(result, by_id.get(result.id) or _unknown(result), snapshot.n, library)
        )
        title = content.title if content else snapshot.exercise
        sentences = {
            table.title: telling.sentence(result, table, snapshot.n, library.phrase)
            for result in snapshot.tables
            for table in (by_id.get(result.id) or _unknown(result),)
        }
        found.append(Result(snapshot.exercise, title, snapshot.n, lines, sentences))
    return found


def _unknown(result: TableResult) -> Table:
    return Table(result.id, result.id, "single" if result.cells else "number")


def _lines(result: TableResult, table: Table, n: int, library: Library) -> Iterator[Line]:
    say = library.phrase
    said = telling.sentence(result, table, n, say)
    if not result.cells:
        yield Line(table.title, say("paper.results.mean"), said)
    for one in telling.cells(result, table, n, say):
        yield Line(table.title, one.label, one.text)


# -- forms ------------------------------------------------------------------------------------------------


def as_csv(found: Iterable[Result], library: Library) -> str:
    """Return one row for each answer, for a spreadsheet that opens it by a double click.

    The mark at its start tells Excel that it is UTF-8. Where numbers have a comma, Excel wants semicolons between.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=between_cells(library.language))
    rows = [
        (result.title, line.question, line.answer, line.value, str(result.n), result.exercise)
        for result in found
        for line in result.lines
    ]
    if rows:
        writer.writerow(COLUMNS)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return f"\ufeff{out.getvalue()}" if rows else ""


def guarded(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula and runs."""
    begins = cell.lstrip()[:1] or cell[:1]
    return f"'{cell}" if begins in _FORMULA or cell[:1] in ("\t", "\r", "\n") else cell


def as_json(found: Iterable[Result], library: Library) -> str:
    """Return the results as JSON."""
    data = {"format": FORMAT, "language": library.language, "results": [asdict(result) for result in found]}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def as_html(found: Iterable[Result], library: Library) -> str:
    """Return one page that stands by itself and prints well."""
    return printing.render("results.html.j2", library, results=list(found), paper=None)


FORMATS: dict[str, Callable[[Iterable[Result], Library], str]] = {"json": as_json, "csv": as_csv, "html": as_html}
