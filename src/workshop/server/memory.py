"""A ceiling for the server's own memory, so that whatever goes wrong in it stays a mistake in it.

Past the ceiling an allocation raises ``MemoryError`` in the request that wanted it. Without one, the system would look
for a process to end, and the evening with it. Linux only: elsewhere the system keeps no such limit.
"""

from __future__ import annotations

import sys
from contextlib import suppress

MIB = 1024 * 1024


def keep_under(mib: int) -> bool:
    """Allow this process so much memory of its own; return whether the system keeps to it.

    What counts is what was asked for privately (``VmData``): neither code nor what files share. 0 sets no ceiling.
    Processes started later inherit it; see :func:`release`.
    """
    if not mib or not sys.platform.startswith("linux"):
        return False
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = mib * MIB if hard == resource.RLIM_INFINITY else min(mib * MIB, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))
    return True


def give_back() -> None:
    """Give the system what a start has used and freed again (GNU C library)."""
    import ctypes

    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def release(pid: int | None) -> None:
    """Lift the ceiling from a child: a kernel has its own work, and its memory is its own."""
    if pid is None or not sys.platform.startswith("linux"):
        return
    import resource

    with suppress(OSError):  # it may have ended already
        _, hard = resource.prlimit(pid, resource.RLIMIT_DATA)
        resource.prlimit(pid, resource.RLIMIT_DATA, (hard, hard))
