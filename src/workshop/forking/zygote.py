"""The server's handle of one zygote process."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .errors import ForkFailed, ZygoteFailed, ZygoteGone
from .fork_server import FIT_FOR_FORKING, ForkServer, variables_of_zygotes
from .forked_process import ForkedProcess
from .post_fork import SpawnRequest, difference

PACKET = 1 << 16


class Zygote:
    """A started zygote. Use :meth:`start` to make one.

    Attributes
    ----------
    notebook : dict
        The executed notebook (nbformat 4), or an empty dict if none was asked for.
    pid : int
    """

    def __init__(self, process: ForkedProcess, channel: socket.socket, environment: Mapping[str, str]) -> None:
        self._process = process
        self._channel = channel
        self._environment = environment
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="zygote")  # one request at a time
        self.notebook: dict[str, Any] = {}
        self.pid = process.pid

    @classmethod
    async def start(
        cls,
        notebook: Path | None,
        fork_server: ForkServer,
        *,
        timeout: float = 90.0,
        environment: Mapping[str, str] | None = None,
    ) -> Zygote:
        """Start a zygote and wait until it can be forked.

        Parameters
        ----------
        notebook
            The notebook to execute, or None for a bare kernel.
        fork_server
            What it is forked from. They all die with its parent pipe.
        timeout
            Seconds the whole may take.
        environment
            Variables to add to the server's; nothing of a visitor.

        Raises
        ------
        ZygoteFailed
            With a sentence for the facilitator.
        """
        variables = variables_of_zygotes(environment)
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        result = os.memfd_create("executed-notebook", os.MFD_CLOEXEC)
        try:
            process = await fork_server.fork(theirs.fileno(), result, notebook, variables)
            theirs.close()
            zygote = cls(process, ours, variables)
            try:
                await zygote._in_thread(zygote._await_report, notebook, timeout)
            except BaseException:
                zygote.stop()
                raise
            if notebook is not None:
                zygote.notebook = _read_json(result)
            return zygote
        except BaseException:
            ours.close()  # one that was forked by a process that ended over it hears this, and ends too
            raise
        finally:
            theirs.close()
            os.close(result)

    async def fork(self, connection_file: str, kernel_environment: Mapping[str, str], **request: Any) -> ForkedProcess:
        """Fork a kernel; return when it listens on the ports of its connection file.

        Everything about this fork travels over a channel of its own, whose far end the zygote hands to the
        fork without reading it.

        Parameters
        ----------
        connection_file
            A Jupyter connection file with ports and key.
        kernel_environment
            The fork's environment.
        **request
            ``cwd`` and ``limits`` of :class:`.post_fork.SpawnRequest`, and ``timeout`` in seconds.

        Raises
        ------
        ZygoteGone
            The zygote has ended.
        ForkFailed
            The system or the fork refused.
        """
        timeout = request.pop("timeout", 60.0)
        wanted = {**kernel_environment, **FIT_FOR_FORKING}
        told = SpawnRequest(
            connection_file=connection_file,
            **difference(self._environment, wanted),
            **request,
        )
        private, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        private.setblocking(False)
        with private:
            with theirs:
                private.send(json.dumps(asdict(told)).encode())
                process: ForkedProcess = await self._in_thread(self._request, theirs.fileno())
            try:
                answer = await asyncio.wait_for(asyncio.get_running_loop().sock_recv(private, PACKET), timeout)
            except TimeoutError:
                answer = f"It was not ready after {timeout:.0f} seconds.".encode()
            except OSError:
                answer = b""
            except BaseException:  # whoever waited has given up
                process.kill()
                raise
        if answer != b"ready":
            process.kill()
            raise ForkFailed(f"A new kernel ended at once. {answer.decode(errors='replace')}".strip())
        return process

    def alive(self) -> bool:
        """Return whether the zygote still runs."""
        return self._process.poll() is None

    def when_ended(self, callback: Callable[[], object]) -> None:
        """Call back once in the running event loop when the zygote has ended, by whatever cause."""
        self._process.when_ended(callback)

    def stop(self) -> None:
        """End the zygote. Its forks live on."""
        with contextlib.suppress(OSError):
            self._channel.shutdown(socket.SHUT_RDWR)
        self._process.kill()
        self._process.wait()
        self._channel.close()
        self._thread.shutdown(wait=False)

    async def _in_thread(self, function: Callable[..., Any], *args: Any) -> Any:
        try:
            return await asyncio.wrap_future(self._thread.submit(function, *args))
        except RuntimeError as error:  # the thread was shut down by stop()
            raise ZygoteGone("The zygote was stopped.") from error

    def _await_report(self, notebook: Path | None, timeout: float) -> None:
        name = notebook.name if notebook else "An empty notebook"
        self._channel.settimeout(timeout)
        try:
            packet = self._channel.recv(PACKET)
        except TimeoutError:
            raise ZygoteFailed(f"{name} did not finish within {timeout:.0f} seconds. Make its cells faster.") from None
        if not packet:
            raise ZygoteFailed(f"The process that executes {name} ended before it was done; see the server's log.")
        self._channel.settimeout(30)
        report = json.loads(packet)
        if failed := report.get("failed"):
            raise ZygoteFailed(
                f"Code cell {failed['cell']} of {name} (“{failed['first_line']}”): {failed['error']}. "
                "Correct it and save: the page is then prepared again."
            )
        if refused := report.get("refused"):
            raise ZygoteFailed(f"{name} cannot be shared between visitors. {' '.join(refused)}")
        if crashed := report.get("crashed"):
            raise ZygoteFailed(f"{name} could not be executed: {crashed}")

    def _request(self, descriptor: int) -> ForkedProcess:
        try:
            socket.send_fds(self._channel, [b"fork"], [descriptor])
            packet, handles, _, _ = socket.recv_fds(self._channel, PACKET, 1)
        except OSError as error:
            raise ZygoteGone("The zygote has ended.") from error
        if not packet:
            raise ZygoteGone("The zygote has ended.")
        answer = json.loads(packet)
        if "error" in answer:
            raise ForkFailed(answer["error"])
        return ForkedProcess(int(answer["pid"]), handles[0])


def _read_json(descriptor: int) -> dict[str, Any]:
    size = os.fstat(descriptor).st_size
    text = os.pread(descriptor, size, 0)
    notebook: dict[str, Any] = json.loads(text)
    return notebook
