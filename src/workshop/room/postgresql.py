"""A connection to PostgreSQL that gives up: one whose other end says nothing would be waited for without an end.

What TCP notices by itself takes longer, and is not enough: a database that hangs, or whatever stands before it, may
still take every packet.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import Any

import psycopg
from typing_extensions import override

#: Seconds after which an answer will not come. More than a statement waits for somebody else's lock.
ANSWER_WITHIN = 4.5


class PatientConnection(psycopg.Connection[Any]):
    """Waits for each answer so long, and is then of no more use.

    Attributes
    ----------
    within
        Seconds.
    """

    within: float = ANSWER_WITHIN

    @override
    def wait(self, gen: Any, *args: Any, **options: Any) -> Any:
        """Wait as psycopg does, but not for ever."""
        return super().wait(self._in_time(gen), *args, **options)

    def _in_time(self, gen: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
        until = time.monotonic() + self.within
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if not ready and time.monotonic() > until:
                    self.pgconn.finish()
                    raise psycopg.OperationalError("the connection is silent")
                wanted = gen.send(ready)
        except StopIteration as done:
            return done.value
