"""How much the pages of a workshop may use of the machine."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

MIB = 1024 * 1024
DESCRIPTORS_PER_CLONE = 24
"""What the server holds open for one clone: six ZeroMQ sockets, a process handle, the browser's websocket."""


@dataclass(frozen=True)
class Limits:
    """Bounds of the forked kernels; every one has a test.

    Attributes
    ----------
    clones : int
        Clones in all, those that wait in a pool included.
    clones_per_group : int
        Clones handed out under the same ``group`` (a room).
    memory : int
        Address space one clone may add to what it inherited, in bytes. Threads reserve about 200 MiB
        of it without using it. Past it, allocations raise ``MemoryError`` inside the clone.
    open_files : int
        File descriptors of one clone.
    message : int
        Largest message a browser may send to a clone, in bytes.
    unclaimed_after : float
        Seconds after which a clone goes whose page was sent, but whose browser never connected.
    lost_after : float
        Seconds after which a clone goes whose browser has been away.
    idle_after : float
        Seconds without any activity after which a clone goes although a browser is connected: longer
        than a long lunch break.
    template_start : float
        Seconds a notebook may take to execute once.
    clone_start : float
        Seconds a clone may take to be ready.
    """

    clones: int = 250
    clones_per_group: int = 120
    memory: int = 768 * MIB
    open_files: int = 512
    message: int = 4 * MIB
    unclaimed_after: float = 60.0
    lost_after: float = 300.0
    idle_after: float = 3 * 3600.0
    template_start: float = 90.0
    clone_start: float = 60.0

    @property
    def look_every(self) -> float:
        """Seconds between looks for clones that are over: ten, or less where one of the times is short."""
        return min(10.0, self.unclaimed_after / 3, self.lost_after / 3, self.idle_after / 3)

    def of_process(self) -> dict[str, Any]:
        """Return the part that the clone itself enforces, as plain data."""
        return {key: value for key, value in asdict(self).items() if key in {"memory", "open_files"}}


def raise_descriptor_limit() -> int:
    """Allow this process as many open files as the system grants it; return that number."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 1 << 20 if hard == resource.RLIM_INFINITY else hard
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        return wanted
    return soft if soft != resource.RLIM_INFINITY else wanted


def clones_for(descriptors: int) -> int:
    """Return how many clones a server with that many file descriptors can serve."""
    return max(1, (descriptors - 200) // DESCRIPTORS_PER_CLONE)


def lift_data_limit() -> None:
    """Let this process (a template) use what the system grants: the server's ceiling is the server's own."""
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))


def confine(memory: int, open_files: int) -> None:
    """Bound this process (a clone): memory beyond what it has now, open files, no core dumps."""
    import resource

    with open("/proc/self/statm") as statm:  # noqa: PTH123 - no pathlib in a clone's first milliseconds
        inherited = int(statm.read().split()[0]) * resource.getpagesize()
    _lower(resource.RLIMIT_AS, inherited + memory)
    _lower(resource.RLIMIT_NOFILE, open_files)
    _lower(resource.RLIMIT_CORE, 0)


def _lower(what: int, value: int) -> None:
    import resource

    _, hard = resource.getrlimit(what)
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(what, (value, value))
