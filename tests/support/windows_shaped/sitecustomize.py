"""Windows as the kit's own lines meet it: on ``PYTHONPATH``, this takes from them what Windows' Python does not have.

Only ``workshop`` is served like this. What it stands on (Python, Jupyter, Tornado) knows Windows itself, and goes on as
Linux's. Pages' kernels, which the server starts, inherit it.
"""

from __future__ import annotations

import builtins
import importlib
import os
from types import ModuleType
from typing import Any

#: Modules that are not there at all.
MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
#: What modules that are there say differently, and what they lack.
SAID: dict[str, dict[str, Any]] = {"os": {"name": "nt"}, "sys": {"platform": "win32"}}
MISSING = {
    "os": """O_ASYNC O_CLOEXEC O_DIRECTORY O_NOFOLLOW O_NONBLOCK WNOHANG chown chroot fchown fork forkpty getegid geteuid
        getgid getgroups getloadavg getpgid getpgrp getpriority getsid getuid initgroups killpg lchown memfd_create
        mkfifo nice openpty pidfd_open pipe2 posix_fadvise posix_spawn register_at_fork sched_getaffinity
        sched_setaffinity sched_yield setgid setpgid setpriority setsid setuid statvfs sysconf tcgetpgrp uname wait wait3
        wait4 waitid""",
    "select": "epoll poll",
    "signal": """ITIMER_REAL SIGALRM SIGCHLD SIGCONT SIGHUP SIGKILL SIGPIPE SIGQUIT SIGSTOP SIGTSTP SIGUSR1 SIGUSR2
        SIGWINCH alarm pause pidfd_send_signal pthread_kill pthread_sigmask setitimer siginterrupt sigpending sigwait""",
    "socket": "AF_UNIX SCM_RIGHTS SOCK_CLOEXEC SOCK_NONBLOCK recv_fds send_fds",
    "sys": "",
    "time": "tzset",
}


class AsOnWindows:
    """A module without some of its names, some with another value; what is set in it is set in the module."""

    def __init__(self, name: str) -> None:
        self.__dict__.update(_module=importlib.import_module(name), _lacks=set(MISSING[name].split()))
        self.__dict__.update(SAID.get(name, {}))

    def __getattr__(self, name: str) -> Any:
        if name in self._lacks:
            raise AttributeError(f"module '{self._module.__name__}' has no attribute '{name}'")
        return getattr(self._module, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self._module, name, value)


_import, _common = builtins.__import__, os.path.commonpath
_shaped: dict[str, Any] = {name: AsOnWindows(name) for name in MISSING}


def _as_there(name: str, *more: Any, **named: Any) -> ModuleType:
    """Import for the kit what Windows would let it import."""
    asking = (more[0] if more else named.get("globals")) or {}
    if str(asking.get("__name__", "")).partition(".")[0] == "workshop":
        if name in MODULES:
            raise ModuleNotFoundError(f"No module named '{name}'", name=name)
        if name in _shaped:
            return _shaped[name]  # type: ignore[no-any-return]
    return _import(name, *more, **named)


def _two_drives(paths: Any) -> str:
    """Return what the paths have in common, as if rooms were kept on another drive than the kit."""
    paths = [os.fspath(path) for path in paths]
    home = os.environ.get("WORKSHOP_HOME")
    if home and len({path.startswith(home) for path in paths}) > 1:
        raise ValueError("Paths don't have the same drive")
    return _common(paths)


builtins.__import__ = _as_there
os.path.commonpath = _two_drives  # type: ignore[assignment]
