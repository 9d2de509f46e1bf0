"""The zygote: a process that executes a notebook once and is forked for every visit.

It is itself a fork of the fork server.
"""

# mypy: allow-untyped-calls
from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from . import holes, hooks, randomness
from .die_with_parent import die_with
from .post_fork import SpawnRequest, put_right

if TYPE_CHECKING:
    from .zygote_kernel import ZygoteKernelApp

LATE_IMPORTS = (  # what kernels import when first used; shared if the zygote has it, 5 to 8 MB each if not
    "IPython.core.completer",
    "IPython.core.pylabtools",
    "comm.base_comm",
    "ipykernel.control",
    "ipykernel.displayhook",
    "ipykernel.heartbeat",
    "ipykernel.shellchannel",
    "ipykernel.subshell",
    "psutil",
    "pwd",
    "tornado.platform.asyncio",
    "uuid",
)
IF_MATPLOTLIB = (
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib_inline.backend_inline",
)
PACKET = 1 << 17


@dataclass(frozen=True)
class Settings:
    """What the server tells a new zygote.

    Attributes
    ----------
    channel, parent_pipe, result
        Inherited descriptors: fork requests come over the first; the second ends with the server; the
        executed notebook is written to the third.
    notebook
        Path of the notebook, or "" for a zygote that executes nothing.
    """

    channel: int
    parent_pipe: int
    result: int
    notebook: str = ""


def main(settings: Settings, app: ZygoteKernelApp) -> NoReturn:
    """Execute the notebook, report, then fork on request until the server goes."""
    own_pipe = die_with(settings.parent_pipe)
    channel = socket.socket(fileno=settings.channel)
    try:
        report = prepare(settings, app, {settings.channel, settings.parent_pipe, own_pipe})
    except BaseException:  # whatever it is, the server must hear of it
        report = {"crashed": traceback.format_exc(limit=-4)}
    channel.send(json.dumps(report).encode())
    if report:
        os._exit(1)
    settle()
    fork_on_request(channel, settings.parent_pipe, own_pipe, app)


def prepare(settings: Settings, app: ZygoteKernelApp, known: set[int]) -> dict[str, object]:
    """Execute the notebook; return what went wrong."""
    from . import inspection

    if settings.notebook:
        from . import first_states, notebook_run

        run = notebook_run.NotebookRun(app, notebook_run.read(settings.notebook))
        failure = run.execute()
        if failure is not None:
            return {"failed": vars(failure)}
        run.notebook.metadata[first_states.METADATA] = first_states.offer(app.kernel.comm_manager)
        with os.fdopen(settings.result, "w", encoding="utf-8") as result:
            json.dump(run.notebook, result)
    else:
        os.close(settings.result)
    if "matplotlib" in sys.modules:
        import_all(IF_MATPLOTLIB)
    gc.collect()
    randomness.remember()
    refused = inspection.obstacles(known)
    return {"refused": refused} if refused else {}


def import_all(names: Iterable[str]) -> None:
    """Import what is there of these modules; of ``module:function`` call the function too."""
    for name in names:
        module, _, function = name.partition(":")
        with contextlib.suppress(ImportError):
            found = importlib.import_module(module)
            if function:
                getattr(found, function)()


def settle() -> None:
    """Return unused memory, fill its holes, and hide the rest from the garbage collector so that it stays shared."""
    gc.collect()
    holes.fill()
    gc.freeze()


def fork_on_request(channel: socket.socket, parent_pipe: int, own_pipe: int, app: ZygoteKernelApp) -> NoReturn:
    """Answer every packet with a fork's process id and handle; end when the server closes the channel."""

    def begin(_: bytes, descriptors: list[int]) -> NoReturn:
        channel.close()
        os.close(own_pipe)
        live(socket.socket(fileno=descriptors[0]), parent_pipe, app)

    answer_forks(channel, 1, begin)


def answer_forks(
    channel: socket.socket,
    count: int,
    begin: Callable[[bytes, list[int]], NoReturn],
    before: Callable[[bytes], object] = bool,
) -> NoReturn:
    """Fork for every packet that brings so many descriptors, and begin in the fork with both."""
    signal.signal(signal.SIGCHLD, reap)
    while True:
        try:
            packet, descriptors, _, _ = socket.recv_fds(channel, PACKET, count)
        except ConnectionError:  # the server went while a word of ours was on its way
            os._exit(0)
        if not packet or len(descriptors) != count:
            os._exit(0)
        before(packet)
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})  # no reaping before there is a handle
        try:
            pid = os.fork()
        except OSError as error:
            answer, handles = {"error": f"The system refused another process: {error.strerror}."}, []
        else:
            if pid == 0:
                try:
                    begin(packet, descriptors)
                except BaseException:
                    traceback.print_exc(file=sys.__stderr__)
                finally:
                    os._exit(1)
            answer, handles = {"pid": str(pid)}, [os.pidfd_open(pid)]
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        socket.send_fds(channel, [json.dumps(answer).encode()], handles)
        for descriptor in (*descriptors, *handles):
            os.close(descriptor)


def live(private: socket.socket, parent_pipe: int, app: ZygoteKernelApp) -> NoReturn:
    """Be a fork: put right what the fork left wrong, open for business, and serve until told to stop."""
    code = 1
    try:
        request = SpawnRequest(**json.loads(private.recv(PACKET)))
        put_right(request, parent_pipe)
        app.awaken(request.connection_file)
        private.send(b"ready")
        private.close()
        if request.ahead:
            app.when_running(hooks.run_on_idle)
        app.start()
        app.finish_speaking()
        code = 0
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 0
    except BaseException:
        traceback.print_exc(file=sys.__stderr__)
        with contextlib.suppress(OSError):
            private.send(traceback.format_exc(limit=-1).encode()[:2000])
    finally:
        with contextlib.suppress(BaseException):
            import atexit

            atexit._run_exitfuncs()
        os._exit(code)


def reap(signum: int, frame: object) -> None:  # noqa: ARG001
    """Collect forks that have ended. The server learns of it through their handles."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
