"""Merging the counts of a table until no cell is small."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

#: The options of a cell, in the order of the table, and how many people gave one of them.
Merged = tuple[tuple[str, ...], int]


def merge_smallest(options: Sequence[str], counts: Mapping[str, int], least: int) -> list[Merged]:
    """Merge names: the two smallest cells together, until every cell holds ``least``.

    Ties go to the option that comes later, so that the outcome depends on the counts alone.
    """
    order = {option: place for place, option in enumerate(options)}
    cells: list[Merged] = [((option,), counts.get(option, 0)) for option in options]
    while len(cells) > 1 and min(count for _, count in cells) < least:
        cells.sort(key=lambda cell: (cell[1], -order[cell[0][0]]))
        cells[:2] = [_together(cells[0], cells[1], order)]
    return sorted(cells, key=lambda cell: order[cell[0][0]])


def merge_neighbours(options: Sequence[str], counts: Mapping[str, int], blank: str, least: int) -> list[Merged]:
    """Merge a scale: the smallest cell with its smaller neighbour, until every cell holds ``least``.

    No answer has no neighbours: it stands alone when it holds ``least``, else it joins the smallest cell.
    """
    order = {option: place for place, option in enumerate([*options, blank])}
    cells: list[Merged] = [((option,), counts.get(option, 0)) for option in options]
    blanks: Merged = ((blank,), counts.get(blank, 0))
    apart = blanks[1] >= least
    if cells and not apart:
        place = min(range(len(cells)), key=lambda i: (cells[i][1], -i))
        cells[place] = _together(cells[place], blanks, order)
    while len(cells) > 1 and min(count for _, count in cells) < least:
        place = min(range(len(cells)), key=lambda i: (cells[i][1], i))
        neighbours = (i for i in (place - 1, place + 1) if 0 <= i < len(cells))
        beside = min(neighbours, key=lambda i: (cells[i][1], i))
        first, second = sorted((place, beside))
        cells[first : second + 1] = [_together(cells[first], cells[second], order)]
    if not apart:
        return cells
    if any(count < least for _, count in cells):
        return [_together(cells[0], blanks, order)]
    return [*cells, blanks]


def _together(one: Merged, other: Merged, order: Mapping[str, int]) -> Merged:
    return tuple(sorted((*one[0], *other[0]), key=order.__getitem__)), one[1] + other[1]
