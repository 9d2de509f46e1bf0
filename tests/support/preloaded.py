"""Processes that have imported already what every server imports: forked from one of them, which saves a second or two each.

What is forked is the real program with its own arguments, variables, folder and output; only its imports are shared.
"""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import threading
import traceback
from functools import cache
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parents[2]
#: What a server imports by the time that it answers.
IMPORTS = ("workshop.cli.serve", "workshop.server.app", "workshop.server.kernel_backends.forked", "uvloop")
#: Elsewhere a process that has used the system's frameworks must not be forked.
CAN = sys.platform == "linux"


class Process:
    """A forked program; the part of :class:`subprocess.Popen` that tests use."""

    def __init__(self, pid: int, ended: socket.socket, stdout: IO[str] | None) -> None:
        self.pid = pid
        self.stdout = stdout
        self.returncode: int | None = None
        self._ended = ended
        self._reading = threading.Lock()

    def poll(self) -> int | None:
        """Return the exit code, or None while it runs."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.wait(0)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the exit code; of a program that was killed it is the signal's, negative."""
        with self._reading:
            if self.returncode is None:
                self._ended.settimeout(timeout or 0.001 if timeout is not None else None)
                try:
                    said = self._ended.recv(16)
                except TimeoutError:
                    raise subprocess.TimeoutExpired(str(self.pid), timeout or 0) from None
                self.returncode = int(said or b"-9")
                self._ended.close()
            return self.returncode

    def send_signal(self, how: int) -> None:
        """Send a signal, if it still runs."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, how)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


def popen(program: str, *args: str, env: dict[str, str], cwd: Path, stdout: int | IO[Any], fresh: bool = False) -> Any:
    """Start a module or a script of ours (``workshop.cli``, or a path) with its output and errors in ``stdout``.

    Where nothing can be forked, or if it is to be ``fresh`` (other modules come first), a new Python runs it.
    """
    if fresh or not CAN:
        line = [sys.executable, *(["-m", program] if "/" not in program else [program]), *args]
        return subprocess.Popen(
            line, env=env, cwd=cwd, stdout=stdout, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, text=True
        )
    reader = None
    if stdout == subprocess.PIPE:
        read, write = os.pipe()
        reader = os.fdopen(read)
    else:
        write = os.dup(stdout if isinstance(stdout, int) else stdout.fileno())
    ours, theirs = socket.socketpair()
    what = json.dumps({"program": program, "args": args, "env": env, "cwd": str(cwd)}).encode()
    asked, lock = _origin()
    with lock:
        asked.sendall(len(what).to_bytes(4, "big"))
        socket.send_fds(asked, [b"."], [write, theirs.fileno()])
        asked.sendall(what)
    os.close(write)
    theirs.close()
    return Process(int(ours.recv(16)), ours, reader)


@cache
def _origin() -> tuple[socket.socket, threading.Lock]:
    """Return the way to the process that all are forked from; it ends with this one."""
    ours, theirs = socket.socketpair()
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.preloaded", str(theirs.fileno())],
        pass_fds=[theirs.fileno()],
        cwd=ROOT,
        env={k: v for k, v in os.environ.items() if not k.startswith(("WORKSHOP_", "JUPYTER_", "PYTEST_"))},
        stdin=subprocess.DEVNULL,
    )
    theirs.close()

    @atexit.register
    def end() -> None:
        ours.close()
        process.wait(10)

    return ours, threading.Lock()


def _main(fd: int) -> None:
    from importlib import import_module

    from workshop.forking import slow_imports

    slow_imports.leave_out()
    for name in IMPORTS:
        with contextlib.suppress(ModuleNotFoundError):
            import_module(name)
    asked = socket.socket(fileno=fd)
    running: dict[int, socket.socket] = {}
    wake, woken = socket.socketpair()
    wake.setblocking(False)
    signal.set_wakeup_fd(wake.fileno())
    signal.signal(signal.SIGCHLD, lambda *_: None)
    while True:
        ready, _, _ = select.select([asked, woken], [], [])
        if woken in ready:
            woken.recv(4096)
            _bury(running)
        if asked in ready:
            head = asked.recv(4, socket.MSG_WAITALL)
            if not head:
                return
            _, (out, ended), _, _ = socket.recv_fds(asked, 1, 2)
            what = json.loads(asked.recv(int.from_bytes(head, "big"), socket.MSG_WAITALL))
            pid = os.fork()
            if not pid:
                signal.set_wakeup_fd(-1)
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                for other in (asked, wake, woken, *running.values()):
                    other.close()
                os.close(ended)
                _become(what, out)
            os.close(out)
            running[pid] = socket.socket(fileno=ended)
            running[pid].send(str(pid).encode())
            _bury(running)


def _bury(running: dict[int, socket.socket]) -> None:
    """Tell who waits how a program has ended."""
    with contextlib.suppress(ChildProcessError):
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            with running.pop(pid) as ended, contextlib.suppress(OSError):
                ended.send(str(os.waitstatus_to_exitcode(status)).encode())


def _become(what: dict[str, Any], out: int) -> None:
    """Run the program in this process, which was forked for it."""
    os.dup2(out, 1)
    os.dup2(out, 2)
    os.close(out)
    sys.stdout, sys.stderr = os.fdopen(1, "w", buffering=1), os.fdopen(2, "w", buffering=1)
    os.environ.clear()
    os.environ.update(what["env"])
    os.chdir(what["cwd"])
    path = [p for p in what["env"].get("PYTHONPATH", "").split(os.pathsep) if p]
    sys.path[:0] = [p for p in path if p not in sys.path]
    sys.argv = [what["program"], *what["args"]]
    code: Any = 1
    try:
        if "/" in what["program"]:
            runpy.run_path(what["program"], run_name="__main__")
        else:
            sys.modules.pop(f"{what['program']}.__main__", None)
            runpy.run_module(what["program"], run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as ending:
        code = ending.code
    except BaseException:  # noqa: BLE001
        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):
                stream.flush()
    if isinstance(code, str):
        os.write(2, f"{code}\n".encode())
        code = 1
    # What is to be done at the end of a program is done, and nothing of the process that it was forked from.
    with contextlib.suppress(BaseException):
        import threading as threads

        threads._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
    os._exit(code or 0)


if __name__ == "__main__":
    _main(int(sys.argv[1]))
