"""What a room is told of an exercise. Pure but for chance: tables and shares in, a snapshot out.

The guarantee, which the tests try to break: take any person, any one or two others who tell each other
what they answered, and everything the room was ever shown. It does not settle what that person answered.

It holds because a result depends on *what* was answered, never on *who* or *when*, and because each question is shown
by one of two rules alone: every count in its band (:mod:`~workshop.room.bands`), every mean as near as it may be told
(:mod:`~workshop.room.means`). Nothing else of an answer is shown, and nothing is left out.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from workshop.content.sharing import Payload, Table
from workshop.room import means
from workshop.room.bands import CHANCE, ENOUGH, Chance, band, first, zones
from workshop.room.snapshots import NO_ANSWER, Cell, Snapshot, TableResult


def summarise(exercise: str, tables: Sequence[Table], shares: Sequence[Payload], chance: Chance = CHANCE) -> Snapshot:
    """Return the one snapshot of an exercise.

    Parameters
    ----------
    exercise
        The exercise's id.
    tables
        What the exercise shows the room.
    shares
        What each person shared. Their order plays no part; unknown tables and options are passed over.
    chance
        Chooses, once, where two ways to show a small group are possible.

    Returns
    -------
    Snapshot
        ``enough`` is False, and nothing else is in it, for fewer than five shares.
    """
    n = len(shares)
    if n < ENOUGH:
        return Snapshot(exercise)
    return Snapshot(exercise, True, n, tuple(_RULES[table.kind](table, shares, chance) for table in tables))


def _single(table: Table, shares: Sequence[Payload], chance: Chance) -> TableResult:
    """Count each option, or each zone of a scale, and who gave no answer."""
    n = len(shares)
    counts = Counter(_chosen_one(table, share) for share in shares)
    options = [option for option, _ in table.options]
    groups = zones(options, n) if table.ordered else tuple((option,) for option in options)
    counted = [(group, sum(counts[option] for option in group)) for group in groups]
    blank = _cell((NO_ANSWER,), counts[NO_ANSWER], n, chance)
    return TableResult(table.id, (*_cells(counted, n, chance), blank))


def _multiple(table: Table, shares: Sequence[Payload], chance: Chance) -> TableResult:
    """Count each option on its own."""
    counts = Counter(option for share in shares for option in _chosen(table, share))
    counted = [((option,), counts[option]) for option, _ in table.options]
    return TableResult(table.id, _cells(counted, len(shares), chance))


def _mean(table: Table, shares: Sequence[Payload], chance: Chance) -> TableResult:
    values = [value for value in (_number(table, share) for share in shares) if value is not None]
    low, high, step = (Fraction(str(edge)) for edge in (table.low, table.high, table.step))
    return TableResult(table.id, mean=means.shown(values, low, high, step, chance))


def _cells(counted: Sequence[tuple[tuple[str, ...], int]], people: int, chance: Chance) -> tuple[Cell, ...]:
    """Return the cells of a question's answers; where all are "a few", one of them is put first."""
    cells = tuple(_cell(options, count, people, chance) for options, count in counted)
    place = first([count for _, count in counted], [cell.band for cell in cells], people, chance)
    return tuple(replace(cell, first=True) if at == place else cell for at, cell in enumerate(cells))


def _cell(options: tuple[str, ...], count: int, people: int, chance: Chance) -> Cell:
    found = band(count, people, chance)
    return Cell(options, found, count if found == "number" else None)


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
