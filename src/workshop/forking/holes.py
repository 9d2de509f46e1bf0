"""Fills the holes in memory that is about to be shared.

Where something was freed, whatever a fork makes is put between what stayed, and each page of 4 KiB that it comes to is
copied. So the holes are filled before the fork, for ever: 3 MiB that are in memory once spare each fork up to 5. What a
fork makes then lies in pages of its own.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
from contextlib import suppress

LINE = re.compile(r"^ +\d+ +(\d+) +\d+ +\d+ +(\d+)$", re.MULTILINE)
"""Of CPython's statistics: the size of a class of blocks, and how many are free in pages that are in use."""
BYTES = sys.getsizeof(b"")
_kept: list[object] = []


LARGE = (*(1 << power for power in range(16, 10, -1)), *range(1008, 112, -16))
"""Sizes of blocks that Python leaves to the C library, or that other libraries ask it for; the largest come first."""
END_OF_HEAP = 8192


def fill() -> None:
    """Fill all that can be known of. Elsewhere than with CPython and the GNU C library there may be nothing."""
    fill_small()
    with suppress(OSError, AttributeError):
        library = ctypes.CDLL(None)
        library.malloc_trim(0)  # what lies at the end goes back to the system
        fill_large(library)


def fill_large(library: ctypes.CDLL) -> None:
    """Take blocks from the C library until they come from the end of its heap."""
    library.malloc.argtypes, library.malloc.restype = [ctypes.c_size_t], ctypes.c_size_t
    library.sbrk.argtypes, library.sbrk.restype = [ctypes.c_ssize_t], ctypes.c_size_t
    library.free.argtypes = [ctypes.c_size_t]
    end = library.sbrk(0) - END_OF_HEAP
    for size in LARGE:
        while 0 < (block := library.malloc(size)) < end:
            pass
        library.free(block)


def fill_small() -> None:
    """Make an object for every hole between Python's small objects, and keep it."""
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
    with os.fdopen(file, encoding="ascii") as statistics:
        statistics.seek(0)
        return statistics.read()
