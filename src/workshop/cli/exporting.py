"""The results of a room as JSON, CSV or a page to print: snapshots only, in the words of the content."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape

from workshop.content import load_library
from workshop.room import Snapshot, TableResult


@dataclass(frozen=True)
class Revealed:
    """Snapshots with the titles that belong to them."""

    language: str
    snapshots: tuple[Snapshot, ...]
    titles: dict[str, str]

    @classmethod
    def of(cls, language: str, snapshots: list[Snapshot]) -> Revealed:
        """Find the titles of exercises and tables in the content."""
        library = load_library(language)
        known = {
            s.exercise: library.exercises[s.exercise] for s in snapshots if s.exercise in library.exercises
        }
        return cls(language, tuple(snapshots), {k: e.title for k, e in known.items()})

    def title(self, exercise: str) -> str:
        """Return an exercise's title; its id if the content no longer has it."""
        return self.titles.get(exercise, exercise)

    def rows(self) -> Iterator[tuple[Snapshot, TableResult, str, str]]:
        """Yield snapshot, table, options and value of every published number."""
        for snapshot in self.snapshots:
            for table in snapshot.tables:
                for cell in table.cells:
                    options = " + ".join(option or "no answer" for option in cell.options)
                    yield snapshot, table, options, str(cell.count)
                if table.mean is not None:
                    yield snapshot, table, "mean", f"{table.mean:g}"
                if table.left_out:
                    left = " + ".join(table.left_out) if isinstance(table.left_out, tuple) else "all"
                    yield snapshot, table, left, "left out"


def as_json(revealed: Revealed) -> str:
    """Return the snapshots as JSON."""
    results = [{"title": revealed.title(s.exercise), **s.to_json()} for s in revealed.snapshots]
    data = {"format": 1, "language": revealed.language, "results": results}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def as_csv(revealed: Revealed) -> str:
    """Return one line per published number."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["exercise", "title", "people", "question", "choice", "count"])
    for snapshot, table, options, value in revealed.rows():
        writer.writerow(
            [snapshot.exercise, revealed.title(snapshot.exercise), snapshot.n, table.id, options, value]
        )
    return out.getvalue()


def as_html(revealed: Revealed) -> str:
    """Return one page that stands by itself and prints well."""
    parts = []
    for snapshot in revealed.snapshots:
        lines = "".join(
            f"<tr><td>{escape(table.id)}</td><td>{escape(options)}</td><td class=n>{escape(value)}</td></tr>"
            for found, table, options, value in revealed.rows()
            if found is snapshot
        )
        parts.append(
            f"<section><h2>{escape(revealed.title(snapshot.exercise))}</h2><p>{snapshot.n} people shared.</p>"
            f"<table><thead><tr><th scope=col>Question<th scope=col>Choice<th scope=col>Count</tr></thead>"
            f"<tbody>{lines}</tbody></table></section>"
        )
    body = "".join(parts) or "<p>Nothing was revealed in this room yet.</p>"
    return _PAGE.format(language=escape(revealed.language), body=body)


FORMATS: dict[str, Callable[[Revealed], str]] = {"json": as_json, "csv": as_csv, "html": as_html}

_PAGE = """<!doctype html>
<html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Results</title><style>
body {{ font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; }}
section {{ break-inside: avoid; }} table {{ border-collapse: collapse; width: 100%; }}
th, td {{ text-align: left; padding: .3rem .6rem .3rem 0; border-bottom: 1px solid #ccc; }}
.n {{ text-align: right; font-variant-numeric: tabular-nums; }}
</style></head><body><h1>What the room shared</h1>
<p>Totals over at least five people. Small numbers are left out so that nobody can be picked out.</p>
{body}</body></html>
"""
