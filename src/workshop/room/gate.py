"""A queue: before SQLite's one write lock, and before the few connections that all pages of a server share.

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
def in_queue(path: str, patience: float, places: int = 1) -> Iterator[bool]:
    """Wait up to ``patience`` seconds for one of so many places; gives False if the turn did not come."""
    files: list[int] = []
    if fcntl is not None:
        with suppress(OSError):
            for place in random.sample(range(places), places):
                name = f"{path}{place or ''}"
                files.append(os.open(name, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600))
    if not files:
        yield True
        return
    try:
        yield _turn(files, time.monotonic() + patience)
    finally:
        for file in files:
            fcntl.flock(file, fcntl.LOCK_UN)  # said aloud: a child forked meanwhile holds the file open, too
            os.close(file)


def _turn(files: list[int], until: float) -> bool:
    while True:
        for file in files:
            with suppress(OSError):
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return True
        if time.monotonic() >= until:
            return False
        time.sleep(random.uniform(_SHORTEST_NAP, _LONGEST_NAP))  # noqa: S311  (no secret)
