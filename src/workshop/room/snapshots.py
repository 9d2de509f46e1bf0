"""What a room may know: plain, frozen values that turn into JSON and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Cell:
    """A number of people: ``count`` of them gave one of ``options`` ("" stands for no answer)."""

    options: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class TableResult:
    """One table as the room sees it.

    Attributes
    ----------
    id
        The table's id.
    n
        How many people are counted; None for a mean, where it is never said how many left it blank.
    cells
        Counts over at least three people, with at least three people outside each.
    left_out
        True if nothing of the table can be shown; for ``multiple`` the options that are not shown.
    mean
        Rounded to half of the table's step; None unless the table is a number that can be shown.
    """

    id: str
    n: int | None
    cells: tuple[Cell, ...] = ()
    left_out: bool | tuple[str, ...] = False
    mean: float | None = None

    def to_json(self) -> dict[str, Any]:
        """Return plain lists, numbers and text."""
        left_out = self.left_out if isinstance(self.left_out, bool) else list(self.left_out)
        cells = [{"options": list(cell.options), "count": cell.count} for cell in self.cells]
        return {"id": self.id, "n": self.n, "cells": cells, "left_out": left_out, "mean": self.mean}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> TableResult:
        """Return the table that :meth:`to_json` was called on."""
        left_out = data["left_out"] if isinstance(data["left_out"], bool) else tuple(data["left_out"])
        cells = tuple(Cell(tuple(cell["options"]), cell["count"]) for cell in data["cells"])
        return cls(data["id"], data["n"], cells, left_out, data["mean"])


@dataclass(frozen=True)
class Word:
    """Words that one person chose to show to the facilitator; ``index`` is a place in a shuffled list."""

    index: int
    text: str
    hidden: bool = False


@dataclass(frozen=True)
class Snapshot:
    """The one result of an exercise in a room.

    Attributes
    ----------
    exercise
        The exercise's id.
    enough
        False if fewer than five people shared. Then nothing else is set, not even how many there were.
    n
        How many people shared, None if not enough.
    tables
        The results, in the order of the exercise's tables.
    words
        For the facilitator only, empty unless asked for. :meth:`to_json` leaves them out.
    """

    exercise: str
    enough: bool = False
    n: int | None = None
    tables: tuple[TableResult, ...] = ()
    words: tuple[Word, ...] = field(default=(), repr=False)

    def to_json(self) -> dict[str, Any]:
        """Return what participants, the projector and exports may have; never the words."""
        tables = [table.to_json() for table in self.tables]
        return {"exercise": self.exercise, "enough": self.enough, "n": self.n, "tables": tables}

    @classmethod
    def from_json(cls, data: Mapping[str, Any], words: tuple[Word, ...] = ()) -> Snapshot:
        """Return the snapshot that :meth:`to_json` was called on."""
        tables = tuple(TableResult.from_json(table) for table in data["tables"])
        return cls(data["exercise"], data["enough"], data["n"], tables, words)
