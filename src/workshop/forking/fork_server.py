"""The server's handle of the fork server, from which zygotes are forked."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from . import randomness, slow_imports
from .die_with_parent import ParentPipe
from .errors import ZygoteFailed
from .fork_server_process import Settings, be_copy
from .forked_process import ForkedProcess
from .post_fork import Place, difference
from .zygote_process import import_all, settle

FIT_FOR_FORKING = {  # threads of numerical libraries would not survive the fork
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",  # one arena per thread would cost every fork memory
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # ipykernel imports the debugger, which would warn at every start
}
NEVER_INHERITED = (
    "JPY_PARENT_PID",
    "JPY_SESSION_NAME",
    "PYTHONEXECUTABLE",
    "QUERY_STRING",
    "VOILA_REQUEST_URL",
)
PACKET = 1 << 17
PATIENCE = 60.0
"""Seconds for all imports; generous, for slow computers."""
TRIES = 2


class ForkServer:
    """Forks processes that become zygotes; starts its own process when first needed, and again should that end.

    Parameters
    ----------
    parent_pipe
        What its process dies with.
    imports
        Modules that all zygotes need, or ``module:function`` for what is to be called as well.
    environment
        Variables that these modules look at while they are imported, beside the server's.
    rehearse
        Functions that do once what all zygotes would do alike, in the environment of the first.
    """

    def __init__(
        self,
        parent_pipe: ParentPipe,
        imports: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
        rehearse: Sequence[str] = (),
    ) -> None:
        self.parent_pipe = parent_pipe
        self._imports, self._rehearse = tuple(imports), tuple(rehearse)
        self._more = dict(environment or {})
        self._environment: dict[str, str] = {}
        self._process: subprocess.Popen[bytes] | ForkedProcess | None = None
        self._channel: socket.socket | None = None
        self._ready = False
        self._stops = 0
        self._turn = threading.Lock()

    async def fork(
        self, channel: int, result: int, notebook: Path | None, environment: Mapping[str, str]
    ) -> ForkedProcess:
        """Return a new process that becomes a zygote.

        Parameters
        ----------
        channel, result
            Descriptors for the zygote: where requests come from, and where the executed notebook is written.
        notebook
            What it executes, in its folder.
        environment
            All of its variables; see :func:`variables_of_zygotes`.

        Raises
        ------
        ZygoteFailed
            With a sentence for the facilitator.
        """
        return await asyncio.to_thread(self._fork, self._stops, channel, result, notebook, environment)

    def begin(self) -> None:
        """Start the process, if there is none, and do not wait for it: it imports while others do something else."""
        with self._turn:
            self._begin()

    def begin_here(self, imports: Sequence[str]) -> None:
        """Import what both need, then begin as a copy of this process: what they only read is in memory once.

        Call it as a program's first work, before anything is open and any thread runs; where one does, or is started
        by an import, the process is begun as usual. A renewed one is always a process of its own.

        Parameters
        ----------
        imports
            As at construction: what this process will use too. Nothing of it may ask for work after a fork.
        """
        if _runs_threads():
            self.begin()
            return
        slow_imports.leave_out()
        randomness.watch()
        import_all(imports)
        with self._turn:
            self._begin(by_fork=not _runs_threads())
        randomness.renew()

    def renew(self) -> None:
        """Let the next zygote come from a new process: what has been imported may have read files that changed."""
        with self._turn:
            self._end()

    def stop(self) -> None:
        """End the process at once; whoever waits for it is told that nothing comes. Zygotes live on."""
        self._stops += 1
        if (process := self._process) is not None:
            process.kill()
        self.renew()

    @property
    def pid(self) -> int | None:
        """The process's id; None while there is none."""
        return self._process.pid if self._process is not None and self._process.poll() is None else None

    def _fork(
        self, stops: int, channel: int, result: int, notebook: Path | None, environment: Mapping[str, str]
    ) -> ForkedProcess:
        with self._turn:
            answer: dict[str, str] = {}
            handles: list[int] = []
            for _ in range(TRIES):  # it may have ended a moment ago
                if stops != self._stops:
                    raise ZygoteFailed("The server is stopping.")
                self._begin()
                if not self._imported():
                    continue
                place = Place(
                    cwd=str(notebook.parent) if notebook else None, **difference(self._environment, environment)
                )
                answer, handles = self._ask(
                    {"notebook": str(notebook or ""), "place": asdict(place)}, [channel, result]
                )
                if answer:
                    break
                self._end()
        if not answer:
            raise ZygoteFailed("The process that pages are forked from ended twice; see the server's log.")
        if "error" in answer:
            raise ZygoteFailed(answer["error"])
        return ForkedProcess(int(answer["pid"]), handles[0])

    def _ask(self, wanted: Mapping[str, object], descriptors: list[int]) -> tuple[dict[str, str], list[int]]:
        assert self._channel is not None
        try:
            socket.send_fds(self._channel, [json.dumps(wanted).encode()], descriptors)
            packet, handles, _, _ = socket.recv_fds(self._channel, PACKET, 1)
        except OSError:
            return {}, []
        return json.loads(packet or b"{}"), handles

    def _begin(self, by_fork: bool = False) -> None:
        if self._process is not None and self._process.poll() is None:
            return
        self._end()
        self._environment = variables_of_zygotes(self._more)
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.settimeout(PATIENCE)
        told = Settings(theirs.fileno(), self.parent_pipe.reader, self._imports, self._rehearse)
        with theirs:
            self._process = self._copy(told) if by_fork else self._program(told)
        self._channel = ours

    def _program(self, told: Settings) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", f"{__package__}.fork_server_process", json.dumps(asdict(told))],
            pass_fds=[told.channel, told.parent_pipe],
            env=self._environment,
            cwd="/",  # a folder of the server's must not stand before what is installed
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _copy(self, told: Settings) -> ForkedProcess:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        settle()
        pid = os.fork()
        if pid == 0:
            try:
                be_copy(told, self._environment)
            finally:
                os._exit(1)
        return ForkedProcess(pid, os.pidfd_open(pid))

    def _imported(self) -> bool:
        """Wait for all imports; False if the process ended over them without a word, as when the system kills it."""
        assert self._channel is not None
        if self._ready:
            return True
        try:
            said = self._channel.recv(PACKET)
            report = json.loads(said or b"{}")
        except OSError:
            said, report = b"{}", {"error": f"It was not ready after {PATIENCE:.0f} seconds."}
        if "error" in report:
            self._end()
            raise ZygoteFailed(f"The process that pages are forked from could not be started. {report['error']}")
        self._ready = bool(said)
        if not said:
            self._end()
        return self._ready

    def _end(self) -> None:
        if self._channel is not None:
            with contextlib.suppress(OSError):
                self._channel.shutdown(socket.SHUT_RDWR)
            self._channel.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._process = self._channel = None
        self._ready = False


def _runs_threads() -> bool:
    return len(list(Path("/proc/self/task").iterdir())) > 1


def variables_of_zygotes(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of zygotes: the server's, fit for forking, and some more; nothing of a visitor."""
    variables = {**os.environ, **FIT_FOR_FORKING, **(more or {})}
    variables = {key: value for key, value in variables.items() if key not in NEVER_INHERITED}
    if path := variables.get("PYTHONPATH"):  # may be relative to the server's folder; a zygote's is another
        variables["PYTHONPATH"] = os.pathsep.join(map(os.path.abspath, path.split(os.pathsep)))
    return variables
