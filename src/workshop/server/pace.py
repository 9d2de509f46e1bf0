"""How much a page may say to its kernel: far more than a person's hands do, far less than a program could.

Nothing that a page says is thrown away. Beyond the pace the server reads it later, and the browser waits; what a
person types or drags meanwhile is one newer answer, not one more message.
"""

from __future__ import annotations

import time
from collections.abc import Callable


class Pace:
    """Two buckets, for messages and for bytes, that fill again as time goes on.

    Parameters
    ----------
    messages, burst
        Per second, and at once. Somebody who drags without a pause causes about as many as the network has round trips.
    size, heap
        The same in bytes; a whole notes file fits into ``heap``.
    flood
        After so many messages in a row that came too early it is no person.
    """

    def __init__(
        self,
        *,
        messages: float = 30,
        burst: float = 90,
        size: float = 256_000,
        heap: float = 2_000_000,
        flood: int = 600,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._rates, self._most = (messages, size), (burst, heap)
        self._left = [burst, heap]
        self._flood, self._early = flood, 0
        self._clock, self._at = clock, clock()

    @property
    def floods(self) -> bool:
        """True while somebody sends without ever listening for the pace."""
        return self._early >= self._flood

    def forgive(self) -> None:
        """Judge whoever comes next anew; the pace stays as it is."""
        self._early = 0

    def take(self, size: int) -> float:
        """Count one message; return the seconds before the next one is read, mostly 0."""
        now = self._clock()
        passed, self._at = now - self._at, now
        for kind, used in enumerate((1, size)):
            filled = min(self._most[kind], self._left[kind] + passed * self._rates[kind])
            self._left[kind] = filled - used
        wait = max(-left / rate for left, rate in zip(self._left, self._rates, strict=True))
        if wait > 0:
            self._early += 1
        elif self._left[0] > self._most[0] / 2:  # a busy server reads so slowly that a flood is in time now and then
            self._early = 0
        return max(0.0, wait)
