"""A waiting line before SQLite's one write lock.

SQLite lets only one process write, and its own waiting sleeps longer and longer: in a burst those who came
first are served last or never. A file lock is tried cheaply and often instead, so that SQLite itself hardly
ever has to wait. Where there are no such locks (Windows), or no file can be made, its own waiting has to do.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_SHORTEST_NAP, _LONGEST_NAP = 0.002, 0.012


@contextmanager
def in_line(path: str, patience: float) -> Iterator[bool]:
    """Wait up to ``patience`` seconds for one's turn; gives False if it did not come."""
    line = -1
    if fcntl is not None:
        with suppress(OSError):
            line = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    if line < 0:
        yield True
        return
    try:
        yield _turn(line, time.monotonic() + patience)
    finally:
        fcntl.flock(line, fcntl.LOCK_UN)  # said aloud: a child forked meanwhile holds the file open, too
        os.close(line)


def _turn(line: int, until: float) -> bool:
    while True:
        try:
            fcntl.flock(line, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() >= until:
                return False
            time.sleep(random.uniform(_SHORTEST_NAP, _LONGEST_NAP))  # noqa: S311  (no secret)
        else:
            return True
