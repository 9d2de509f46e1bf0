"""The rules under which a room may know something. Pure: tables and shares in, a snapshot out.

The guarantee, which the tests try to break: take any person, any one or two others who tell each other
what they answered, and everything the room was ever shown. It does not settle what that person answered.

It holds because a result depends on *what* was answered, never on *who* or *when*, and because outside every
published count, and every value behind a mean, there are at least three people (``OTHERS``): one more than
two others. Exchanging the answers of the person and of a third one outside gives the same result.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from workshop.content.sharing import Payload, Table
from workshop.room.merging import merge_neighbours, merge_smallest
from workshop.room.snapshots import Cell, Snapshot, TableResult

#: Fewer shared answers than this, and nothing is known to anybody.
ENOUGH = 5
#: The fewest people in, and outside of, anything that is counted.
OTHERS = 3
NO_ANSWER = ""


def summarise(exercise: str, tables: Sequence[Table], shares: Sequence[Payload]) -> Snapshot:
    """Return the one snapshot of an exercise.

    Parameters
    ----------
    exercise
        The exercise's id.
    tables
        What the exercise shows the room.
    shares
        What each person shared. Their order plays no part; unknown tables and options are passed over.

    Returns
    -------
    Snapshot
        ``enough`` is False, and nothing else is in it, for fewer than five shares.
    """
    n = len(shares)
    if n < ENOUGH:
        return Snapshot(exercise)
    return Snapshot(exercise, True, n, tuple(_RULES[table.kind](table, shares) for table in tables))


def fewest(tables: Sequence[Table]) -> int:
    """Return how many shares it takes before these tables can show anything, whatever people answer.

    Counts need three people on either side, so six; a mean needs five. A facilitator who reveals before that
    uses up the one reveal of the exercise for nothing: a page should say so first.
    """
    return ENOUGH if not tables or any(table.kind == "number" for table in tables) else 2 * OTHERS


def _single(table: Table, shares: Sequence[Payload]) -> TableResult:
    """Count one option each; merge until every cell holds three and leaves three outside."""
    options = [option for option, _ in table.options]
    counts = Counter(_chosen_one(table, share) for share in shares)
    if table.ordered:
        cells = merge_neighbours(options, counts, NO_ANSWER, OTHERS)
    else:
        cells = merge_smallest([*options, NO_ANSWER], counts, OTHERS)
    if len(cells) < 2:
        return TableResult(table.id, len(shares), left_out=True)
    return TableResult(table.id, len(shares), tuple(Cell(options, count) for options, count in cells))


def _multiple(table: Table, shares: Sequence[Payload]) -> TableResult:
    """Count each option on its own; one and the same mark for few and for nearly all."""
    n = len(shares)
    counts = Counter(option for share in shares for option in _chosen(table, share))
    shown = [option for option, _ in table.options if OTHERS <= counts[option] <= n - OTHERS]
    cells = tuple(Cell((option,), counts[option]) for option in shown)
    left_out = tuple(option for option, _ in table.options if option not in shown)
    return TableResult(table.id, n, cells, left_out)


def _mean(table: Table, shares: Sequence[Payload]) -> TableResult:
    """Average at least five values of which none is the answer of all but one or two."""
    values = [value for value in (_number(table, share) for share in shares) if value is not None]
    most = max(Counter(values).values(), default=0)
    if len(values) < ENOUGH or len(values) - most < OTHERS:
        return TableResult(table.id, None, left_out=True)
    return TableResult(table.id, None, mean=_rounded(sum(values, Fraction()) / len(values), table.step))


def _rounded(mean: Fraction, step: float) -> float:
    grain = Fraction(str(step)) / 2 if step > 0 else Fraction(1, 2)
    return float(math.floor(mean / grain + Fraction(1, 2)) * grain)


def _chosen(table: Table, share: Payload) -> set[str]:
    value = share.get(table.id) if isinstance(share, Mapping) else None
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        return set()
    return {option for option, _ in table.options if option in value}


def _chosen_one(table: Table, share: Payload) -> str:
    chosen = _chosen(table, share)
    return chosen.pop() if len(chosen) == 1 else NO_ANSWER


def _number(table: Table, share: Payload) -> Fraction | None:
    value = share.get(table.id) if isinstance(share, Mapping) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return None if isinstance(value, float) and not math.isfinite(value) else Fraction(str(value))


_RULES = {"single": _single, "multiple": _multiple, "number": _mean}
