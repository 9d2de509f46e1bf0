"""What a room may know: plain, frozen values that turn into JSON and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from workshop.room.bands import Band

#: A mean is ``about`` its value, or it lies beyond what may be said so near an end of the scale.
Reach = Literal["about", "or_less", "or_more"]


#: Stands among a cell's options for people who gave no answer.
NO_ANSWER = ""


@dataclass(frozen=True)
class Cell:
    """How many gave one of ``options`` ("" stands for no answer): a soft band, or ``number`` with its ``count``.

    ``first`` is set on one cell where all are "a few": no other was given more often.
    """

    options: tuple[str, ...]
    band: Band
    count: int | None = None
    first: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return plain lists, numbers and text."""
        plain = {"options": list(self.options), "band": self.band, "count": self.count}
        return {**plain, "first": True} if self.first else plain


@dataclass(frozen=True)
class Mean:
    """The average of a number, as near as it may be told."""

    value: float
    reach: Reach = "about"


@dataclass(frozen=True)
class TableResult:
    """One table as the room sees it.

    Attributes
    ----------
    id
        The table's id.
    cells
        One for each option, or each zone of a scale, in the order of the table; and one for no answer where each person
        gives one.
    mean
        For a number. None, with no cells either, if fewer than five people gave one.
    """

    id: str
    cells: tuple[Cell, ...] = ()
    mean: Mean | None = None

    def to_json(self) -> dict[str, Any]:
        """Return plain lists, numbers and text."""
        cells = [cell.to_json() for cell in self.cells]
        mean = None if self.mean is None else {"value": self.mean.value, "reach": self.mean.reach}
        return {"id": self.id, "cells": cells, "mean": mean}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> TableResult:
        """Return the table that :meth:`to_json` was called on."""
        cells = tuple(
            Cell(tuple(cell["options"]), cell["band"], cell["count"], cell.get("first", False))
            for cell in data["cells"]
        )
        return cls(data["id"], cells, None if data["mean"] is None else Mean(**data["mean"]))


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
