"""How many people are still to come to each page: those who were on the page before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

LATECOMERS = 2  # who come when all others are there


class ArrivalForecast:
    """Guesses from who came where how many will want a page soon.

    A group goes through the parts in order. So whoever has come to one part is expected at the next, until they come
    there; at the first part the number is what the facilitator said. Wandering about and reloading move it by one.

    Parameters
    ----------
    orders
        The pages in the order in which a group sees them, one sequence for each language; the first is the one that
        people arrive in.
    expected
        How many people the facilitator expects; never more are waited for on one page.
    """

    def __init__(self, orders: Sequence[Sequence[Path]], expected: int) -> None:
        self._expected = expected
        self._first = next((order[0] for order in orders if order), None)
        self._before = {page: before for order in orders for before, page in zip((None, *order), order, strict=False)}
        self._after = {before: page for page, before in self._before.items() if before}
        self._came: Counter[Path] = Counter()

    def at_start(self) -> dict[Path, int]:
        """Return how many to wait for before anybody has come."""
        return {self._first: self._expected} if self._first is not None and self._expected else {}

    def came(self, page: Path) -> dict[Path, int]:
        """Note that somebody has come to a page; return for how many to wait there and at the next one from now on."""
        if not self._expected or page not in self._before:
            return {}
        self._came[page] += 1
        touched = [page] + ([self._after[page]] if page in self._after else [])
        return {each: self._still_to_come(each) for each in touched}

    def next(self, page: Path) -> Path | None:
        """Return the page after one, if there is one."""
        return self._after.get(page)

    def _still_to_come(self, page: Path) -> int:
        before = self._before[page]
        arriving = self._expected if page == self._first else self._came[before] if before else 0
        least = min(LATECOMERS, self._expected) if self._came[page] else 0
        return max(least, min(self._expected, arriving - self._came[page]))
