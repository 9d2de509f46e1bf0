"""How much the pages of a workshop may use of the machine."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import Any

MIB = 1024 * 1024
SOCKETS = 20_000
"""ZeroMQ's own limit of 1,023 sockets stops a server at exactly 170 kernels."""
NICE = 4
"""How far kernels step back behind the server. Much more, and a busy computer would hardly let them begin."""
DESCRIPTORS_PER_KERNEL = 24
"""What the server holds open for one fork: six ZeroMQ sockets, a process handle, the browser's websocket."""


@dataclass(frozen=True)
class Limits:
    """Bounds of the forked kernels; every one has a test.

    Attributes
    ----------
    kernels : int
        Forks in all, those that wait in a pool included.
    kernels_per_group : int
        Forks handed out under the same ``group`` (a room).
    memory : int
        Address space one fork may add to what it inherited, in bytes. Threads reserve about 200 MiB
        of it without using it. Past it, allocations raise ``MemoryError`` inside the fork.
    open_files : int
        File descriptors of one fork.
    message : int
        Largest message a browser may send to a fork, in bytes.
    unclaimed_after : float
        Seconds after which a fork goes whose page was sent, but whose browser never connected.
    lost_after : float
        Seconds after which a fork goes whose browser has been away.
    idle_after : float
        Seconds without any activity after which a fork goes although a browser is connected: longer
        than a long lunch break.
    zygote_start : float
        Seconds a notebook may take to execute once.
    kernel_start : float
        Seconds a fork may take to be ready.
    """

    kernels: int = 250
    kernels_per_group: int = 120
    memory: int = 768 * MIB
    open_files: int = 512
    message: int = 4 * MIB
    unclaimed_after: float = 60.0
    lost_after: float = 300.0
    idle_after: float = 3 * 3600.0
    zygote_start: float = 90.0
    kernel_start: float = 60.0

    def of_process(self) -> dict[str, Any]:
        """Return the part that the fork itself enforces, as plain data."""
        return {key: value for key, value in asdict(self).items() if key in {"memory", "open_files"}}


def lift_server_limits(context: Any) -> int:
    """Lift what would stop a server of many kernels early; return how many files it may keep open.

    Parameters
    ----------
    context
        The server's ZeroMQ context. If it has sockets already, their limit stays.
    """
    import zmq

    with suppress(zmq.ZMQError):
        context.set(zmq.MAX_SOCKETS, SOCKETS)
    return raise_descriptor_limit()


def raise_descriptor_limit() -> int:
    """Allow this process as many open files as the system grants it; return that number."""
    try:
        import resource
    except ImportError:  # Windows
        return 1 << 20

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 1 << 20 if hard == resource.RLIM_INFINITY else hard
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        return wanted
    return soft if soft != resource.RLIM_INFINITY else wanted


def kernels_for(descriptors: int) -> int:
    """Return how many forks a server with that many file descriptors can serve."""
    return max(1, (descriptors - 200) // DESCRIPTORS_PER_KERNEL)


def lift_data_limit() -> None:
    """Let this process (a zygote) use what the system grants: the server's ceiling is the server's own."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))


def step_back(pid: int = 0) -> None:
    """Let a kernel (this process by default) wait for those that serve everybody: the server, the browser beside it.

    A session of its own may be a group of its own for the scheduler (Linux, ``autogroup``), and what counts then is how
    nice the group is.
    """
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, pid, min(19, os.getpriority(os.PRIO_PROCESS, 0) + NICE))
    with suppress(OSError), open(f"/proc/{pid or 'self'}/autogroup", "w") as group:  # noqa: PTH123 - as in confine
        group.write(str(NICE))


def confine(memory: int, open_files: int) -> None:
    """Bound this process (a fork): memory beyond what it has now, open files, no core dumps."""
    import resource

    with open("/proc/self/statm") as statm:  # noqa: PTH123 - no pathlib in a fork's first milliseconds
        inherited = int(statm.read().split()[0]) * resource.getpagesize()
    _lower(resource.RLIMIT_AS, inherited + memory)
    _lower(resource.RLIMIT_NOFILE, open_files)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(what: int, value: int) -> None:
    import resource

    _, hard = resource.getrlimit(what)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(what, (value, value))
