"""A pipe that only the server holds open: whoever listens to it dies with the server, however that ends.

A parent-death signal would not do: a fork's parent is its zygote, and forks must outlive that. Instead
every process opens the pipe's reading end anew (open files are shared across a fork, their owner with
them) and asks the kernel to send ``SIGKILL`` to its process group on the pipe's next event. Nothing is ever
written, so the only event is that the last writer, the server, has gone. No thread waits, and a process that
is stuck in C code dies as well, with everything it has started.
"""

from __future__ import annotations

import fcntl
import os
import select
import signal
from pathlib import Path

F_SETSIG = 10
"""``fcntl`` command of Linux, which the standard library does not name."""


class ParentPipe:
    """The server's side. Closing it, or the end of the server, ends every process that listens."""

    def __init__(self) -> None:
        self.reader, self._writer = os.pipe2(os.O_CLOEXEC)

    def close(self) -> None:
        """End every process that listens. Can be called again."""
        for name in ("_writer", "reader"):
            descriptor = getattr(self, name)
            if descriptor >= 0:
                os.close(descriptor)
                setattr(self, name, -1)


def die_with(inherited: int) -> int:
    """Tie this process group to the pipe whose reading end was inherited; return the new descriptor.

    The caller leads its process group. The inherited descriptor stays open: a zygote's forks need it.
    """
    path = Path(f"/proc/self/fd/{inherited}")
    own = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    fcntl.fcntl(own, F_SETSIG, int(signal.SIGKILL))
    fcntl.fcntl(own, fcntl.F_SETOWN, -os.getpgrp())
    fcntl.fcntl(own, fcntl.F_SETFL, fcntl.fcntl(own, fcntl.F_GETFL) | os.O_ASYNC)
    poller = select.poll()
    poller.register(own, 0)
    if poller.poll(0):  # the server went between our start and the line above
        os._exit(1)
    return own
