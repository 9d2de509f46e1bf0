"""What a result says in words: for each answer, in one sentence, and how divided the people are.

Screens, exports and paper all take their words from here, so that they say the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from workshop.content.locale import Share
from workshop.content.sharing import Table
from workshop.room.bands import SOFT, Band, zones
from workshop.room.snapshots import NO_ANSWER, Cell, Snapshot, TableResult

Say = Callable[..., str]

#: From so many people "all but three or more" may be called nearly all, and is more than half.
_NEARLY_ALL, _MOST = 9, 7
#: More than so many answers in one sentence can't be taken in at a glance.
_NAMED = 3
#: A number, or a range of numbers: what it begins and what it ends with.
_NUMBER = re.compile(r"^(?=(-?\d+))(?:-?\d+\D+)?(-?\d+)$")
#: Longer ends of a zone are not repeated beside its word.
_SHORT = 8


@dataclass(frozen=True)
class Told:
    """One answer: its words, how far its bar reaches (0 to 1), and its number or the words for a soft end."""

    label: str
    band: Band
    share: float
    count: int | None
    text: str


def cells(result: TableResult, table: Table, n: int, say: Say) -> list[Told]:
    """Return every answer of a table; no answer only where it is more than a few."""
    shown = [cell for cell in result.cells if cell.options != (NO_ANSWER,) or cell.band != "few"]
    return [
        Told(label(cell, table, n, say), cell.band, _reach(cell, n), cell.count, _text(cell, n, say)) for cell in shown
    ]


def label(cell: Cell, table: Table, n: int, say: Say) -> str:
    """Return what a cell counts: an option, or a zone of a scale in its words."""
    if cell.options == (NO_ANSWER,):
        return say("room.no_answer")
    labels = [table.label(option) if option else say("room.no_answer") for option in cell.options]
    if not table.ordered:
        return labels[0] if len(labels) == 1 else say("room.together", labels=labels)
    ends = labels[0] if len(labels) == 1 else _from_to(labels[0], labels[-1], say)
    found = zones([option for option, _ in table.options], n)
    if cell.options in found and len(found) == len(table.zones):
        word = table.zones[found.index(cell.options)]
        is_short = ends is not None and max(len(labels[0]), len(labels[-1])) <= _SHORT
        return f"{word} ({ends})" if is_short else word
    return ends or f"{labels[0]} … {labels[-1]}"


def _from_to(low: str, high: str, say: Say) -> str | None:
    """Return the ends of a zone, None where they are no numbers; of steps that are ranges themselves the outer ends."""
    first, last = _NUMBER.match(low), _NUMBER.search(high)
    return say("results.from_to", low=first[1], high=last[2]) if first and last else None


def size_of(n: int) -> str:
    """Return which words fit a group: "nearly all" of five people may be two, and is not called so."""
    return "large" if n >= _NEARLY_ALL else "middle" if n >= _MOST else "small"


def _text(cell: Cell, n: int, say: Say) -> str:
    if cell.count is not None:
        return str(cell.count)
    if cell.first:
        return say("results.first")
    return say(f"results.{cell.band}.{size_of(n)}") if cell.band in ("few", "most") else say("results.either")


def _reach(cell: Cell, n: int) -> float:
    if cell.count is not None:
        return cell.count / n
    return {"few": SOFT / n / 2, "most": 1 - SOFT / n / 2}.get(cell.band, 0.0)


def sentence(result: TableResult, table: Table, n: int, say: Say) -> str:
    """Return what came of a question, in one sentence that a group can begin to talk from."""
    if result.mean is not None:
        mean, reach = float(result.mean.value), str(result.mean.reach)
        if reach != "about" and mean and table.low < 0:  # a change: "−7.5 or less" would be heard as a small one
            mean, reach = abs(mean), "lower" if mean < 0 else "higher"
        in_percent = table.unit == "%"
        number = say("app.value", value=Share(mean / 100)) if in_percent else say("app.value", value=mean) + table.unit
        return say(f"results.mean.{reach}", value=number)
    if not result.cells:
        return say("results.few_numbers") if table.kind == "number" else say("results.old")
    answers = [cell for cell in result.cells if cell.options != (NO_ANSWER,)]
    names = [label(cell, table, n, say) for cell in answers]
    # "no answer", too: what nearly all left open is not told by what the others said
    most = [label(cell, table, n, say) for cell in result.cells if cell.band == "most"]
    counted = [(cell.count or 0, place) for place, cell in enumerate(answers) if cell.band == "number"]
    if most:
        return _many(most, n, say)
    if not counted:
        return _spread([name for name, cell in zip(names, answers, strict=True) if cell.first], answers, table, say)
    if table.kind == "multiple":
        return _marked(counted, names, n, say)
    return _one_each(counted, names, n, table, say)


def _spread(first: list[str], answers: list[Cell], table: Table, say: Say) -> str:
    if first:
        return say(f"results.none_more_often.{table.kind}", answer=_plain(first[0]))
    return say("results.old" if any(c.band == "either" for c in answers) else f"results.many_ways.{table.kind}")


def _many(most: list[str], n: int, say: Say) -> str:
    if len(most) > _NAMED:
        return say(f"results.most_of_several.{size_of(n)}")
    return say(f"results.most_marked.{size_of(n)}", answers=_listed(most, say))


def _marked(counted: list[tuple[int, int]], names: list[str], n: int, say: Say) -> str:
    highest = max(count for count, _ in counted)
    first = [names[place] for count, place in counted if count == highest]
    if len(first) > _NAMED:
        return say("results.no_favourite")
    return say("results.marked_most", answers=_listed(first, say), count=highest, people=n)


def _one_each(counted: list[tuple[int, int]], names: list[str], n: int, table: Table, say: Say) -> str:
    places = [place for _, place in counted]
    if len(places) == 1:
        of_two = "one_of_two" if len(names) == 2 else "one_stands_out"
        return say(f"results.{of_two}", answer=_plain(names[places[0]]), count=counted[0][0], people=n)
    if table.ordered and places[0] == 0 and places[-1] == len(names) - 1:
        return say("results.far_apart")
    if table.ordered and all(later - earlier == 1 for earlier, later in pairwise(places)):
        return say("results.close_together", low=names[places[0]], high=names[places[-1]])
    return say("results.divided", answers=_listed([names[place] for place in places], say))


def _listed(names: list[str], say: Say) -> str:
    return say("app.value", value=[say("results.quoted", text=_plain(name)) for name in names])


def _plain(name: str) -> str:
    """Return an answer as it stands within a sentence, which has its own full stop."""
    return name.removesuffix(".")


# -- the order on a wall ----------------------------------------------------------------------------------


def divided(result: TableResult, table: Table, n: int) -> float:
    """Return how divided people are over a question, from 0 (as one, or not known) to about 1."""
    answers = [cell for cell in result.cells if cell.options != (NO_ANSWER,)]
    shares = [_reach(cell, n) for cell in answers]
    if not shares or not sum(shares):
        return 0.0
    if table.kind == "multiple":
        split = sorted((4 * share * (1 - share) for share in shares), reverse=True)[:2]
        return sum(split) / len(split)
    parts = [share / sum(shares) for share in shares]
    if table.ordered and len(parts) > 1:
        at = [place / (len(parts) - 1) for place in range(len(parts))]
        middle = sum(p * a for p, a in zip(parts, at, strict=True))
        return 4 * sum(p * (a - middle) ** 2 for p, a in zip(parts, at, strict=True))
    return (1 - sum(part**2 for part in parts)) * len(parts) / max(1, len(parts) - 1)


def in_order(snapshot: Snapshot, tables: tuple[Table, ...]) -> list[tuple[TableResult, Table]]:
    """Return the questions as a wall shows them one after the other: the most divided first."""
    by_id, n = {table.id: table for table in tables}, snapshot.n or 0
    known = [(result, by_id[result.id]) for result in snapshot.tables if result.id in by_id]
    return sorted(known, key=lambda pair: -divided(pair[0], pair[1], n))
