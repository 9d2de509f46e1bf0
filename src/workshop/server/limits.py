"""Wrong codes and wrong links are limited per address, in memory only."""

from __future__ import annotations

import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable


class Attempts:
    """Counts mistakes per address over a sliding window.

    Nothing is written down: an address is forgotten when its window is over, or when the server stops.

    Parameters
    ----------
    limit
        How many mistakes are allowed in one window.
    window
        Length of the window in seconds.
    addresses
        How many addresses are remembered at most; beyond that the oldest is forgotten.
    """

    def __init__(
        self,
        limit: int = 10,
        window: float = 600,
        addresses: int = 10_000,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limit, self._window, self._addresses, self._clock = limit, window, addresses, clock
        self._mistakes: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, address: str) -> int:
        """Return the whole minutes this address must wait, 0 if it may try now."""
        times = self._recent(address)
        if len(times) < self._limit:
            return 0
        return max(1, math.ceil((times[0] + self._window - self._clock()) / 60))

    def mistake(self, address: str) -> None:
        """Count one mistake."""
        times = self._recent(address)
        times.append(self._clock())
        self._mistakes[address] = times
        self._mistakes.move_to_end(address)
        while len(self._mistakes) > self._addresses:
            self._mistakes.popitem(last=False)

    def _recent(self, address: str) -> deque[float]:
        times = self._mistakes.get(address, deque(maxlen=self._limit))
        start = self._clock() - self._window
        while times and times[0] <= start:
            times.popleft()
        if not times:
            self._mistakes.pop(address, None)
        return times
