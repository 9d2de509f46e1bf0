"""A process that is not our child, held by a handle that can never mean another process."""

from __future__ import annotations

import asyncio
import contextlib
import os
import select
import signal
from collections.abc import Callable

ENDED = -1
"""Stands for an exit status, which only the zygote gets to know."""


class ForkedProcess:
    """What ``jupyter_client`` uses of :class:`subprocess.Popen`, for a fork.

    Parameters
    ----------
    pid
        Its process id; also the id of its process group.
    handle
        A pidfd, owned by this object from now on.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int, handle: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._handle = handle
        self._watching: asyncio.AbstractEventLoop | None = None

    def __del__(self) -> None:
        """Close the handle."""
        if self._handle >= 0 and self._watching is None:
            os.close(self._handle)

    def poll(self) -> int | None:
        """Return None while the process runs."""
        if self.returncode is None and _readable(self._handle, 0):
            self._ended()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait for the end, at most ``timeout`` seconds; return what :meth:`poll` returns."""
        if self.poll() is None and _readable(self._handle, timeout):
            self._ended()
        return self.returncode

    def send_signal(self, signum: int) -> None:
        """Send a signal to the process; do nothing if it has ended."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, signum)

    def signal_group(self, signum: int) -> None:
        """Send a signal to the process and whatever it has started."""
        if self.poll() is None:
            try:
                os.killpg(self.pid, signum)
            except OSError:
                self.send_signal(signum)

    def kill(self) -> None:
        """End the process and whatever it has started."""
        self.signal_group(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the process to end."""
        self.signal_group(signal.SIGTERM)

    def when_ended(self, callback: Callable[[], object]) -> None:
        """Call back once in the running event loop when the process has ended."""
        loop = asyncio.get_running_loop()

        def ended() -> None:
            self.poll()
            callback()

        if self.poll() is None:
            self._watching = loop
            loop.add_reader(self._handle, ended)
        else:
            loop.call_soon(callback)

    def _ended(self) -> None:
        self.returncode = ENDED
        if self._watching is not None and not self._watching.is_closed():
            self._watching.remove_reader(self._handle)
        self._watching = None
        # Where the server is process 1 (a container), forks of a zygote that has gone are its to collect.
        with contextlib.suppress(ChildProcessError):
            os.waitid(os.P_PIDFD, self._handle, os.WEXITED | os.WNOHANG)
        os.close(self._handle)
        self._handle = -1


def _readable(descriptor: int, timeout: float | None) -> bool:
    poller = select.poll()
    poller.register(descriptor, select.POLLIN)
    return bool(poller.poll(None if timeout is None else timeout * 1000))
