"""Fills the holes that Python's allocator has in memory that is about to be shared.

Small objects lie in pages of 4 KiB by their size. Where some were freed, whatever a fork makes is put between those that
stayed, and each page it comes to is copied. A few thousand objects that nobody needs, made before the fork and kept for
ever, take these places: 2 MiB of them spare each fork 4. What a fork makes then lies in pages of its own.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress

LINE = re.compile(r"^ +\d+ +(\d+) +\d+ +\d+ +(\d+)$", re.MULTILINE)
"""Of CPython's statistics: the size of a class of blocks, and how many are free in pages that are in use."""
BYTES = sys.getsizeof(b"")
_kept: list[object] = []


def fill() -> None:
    """Make an object for every hole, and keep it. Does nothing where Python does not tell of its holes."""
    for size, count in holes().items():
        if size >= BYTES:
            _kept.append([bytes(size - BYTES) for _ in range(count)])
        elif size == 32:
            _kept.append([(1 << 40) + number for number in range(count)])
        elif size == 16:
            _kept.append([object() for _ in range(count)])


def holes() -> dict[int, int]:
    """Return how many blocks are free, by their size, in pages of which others are in use."""
    with suppress(AttributeError, OSError):
        return {int(size): int(count) for size, count in LINE.findall(_statistics())}
    return {}


def _statistics() -> str:
    """Return what CPython writes to the file of errors, and nowhere else."""
    file, errors = os.memfd_create("statistics", os.MFD_CLOEXEC), os.dup(2)
    try:
        os.dup2(file, 2)
        sys._debugmallocstats()
    finally:
        os.dup2(errors, 2)
        os.close(errors)
    with open(file, encoding="ascii") as statistics:
        statistics.seek(0)
        return statistics.read()
