"""Is this process fit to be forked? Threads do not survive it, open files and shared memory are shared."""

from __future__ import annotations

import fcntl
import os
import stat
import threading
import time
from collections.abc import Collection
from pathlib import Path

PROC = Path("/proc/self")
ENDING = 0.5
"""Seconds in which a thread that Python has done with may still be on its way out."""


def obstacles(known: Collection[int]) -> list[str]:
    """Return a sentence for everything that keeps this process from being forked safely.

    Parameters
    ----------
    known
        File descriptors that the zygote itself needs.
    """
    return [*_threads(), *_files(known), *_shared_memory()]


def _threads() -> list[str]:
    tasks = list((PROC / "task").iterdir())
    patience = time.monotonic() + ENDING
    while len(tasks) > 1 and threading.active_count() == 1 and time.monotonic() < patience:
        time.sleep(0.005)
        tasks = list((PROC / "task").iterdir())
    if len(tasks) == 1:
        return []
    names = {thread.native_id: thread.name for thread in threading.enumerate()}
    others = [task for task in tasks if int(task.name) != os.getpid()]
    shown = sorted(names.get(int(task.name)) or (task / "comm").read_text().strip() for task in others)
    what = f"It runs {len(others)} more thread(s) ({', '.join(shown)})"
    return [f"{what}: start threads, executors and pools in an after_fork callback."]


def _files(known: Collection[int]) -> list[str]:
    found = []
    for link in list((PROC / "fd").iterdir()):
        descriptor = int(link.name)
        if descriptor <= 2 or descriptor in known:
            continue
        try:
            mode = os.fstat(descriptor).st_mode
            target = str(link.readlink())
            access = fcntl.fcntl(descriptor, fcntl.F_GETFL) & os.O_ACCMODE
        except OSError:  # the listing's own descriptor
            continue
        if stat.S_ISDIR(mode) or stat.S_ISCHR(mode) or (stat.S_ISREG(mode) and access == os.O_RDONLY):
            continue
        found.append(f"It keeps {_describe(mode, target)} open: open it in an after_fork callback.")
    return sorted(found)


def _describe(mode: int, target: str) -> str:
    if stat.S_ISREG(mode):
        return f"the file {target} for writing (a database, perhaps)"
    if stat.S_ISSOCK(mode):
        return f"a connection ({target})"
    if "eventpoll" in target:
        return f"an event loop ({target})"
    return f"a channel ({target})"


def _shared_memory() -> list[str]:
    found = []
    for line in (PROC / "maps").read_text().splitlines():
        fields = line.split(maxsplit=5)
        if fields[1].startswith("rw") and fields[1][3] == "s":
            name = fields[5] if len(fields) > 5 else "without a name"
            found.append(f"It shares writable memory ({name}): create it in an after_fork callback.")
    return found


def reopen_regular_files() -> None:
    """Give this fork file positions of its own; inherited ones are shared with every sibling."""
    for link in list((PROC / "fd").iterdir()):
        descriptor = int(link.name)
        try:
            if descriptor <= 2 or not stat.S_ISREG(os.fstat(descriptor).st_mode):
                continue
            flags = fcntl.fcntl(descriptor, fcntl.F_GETFL) & (os.O_ACCMODE | os.O_APPEND)
            fresh = os.open(link, flags | os.O_CLOEXEC)
        except OSError:
            continue
        os.lseek(fresh, os.lseek(descriptor, 0, os.SEEK_CUR), os.SEEK_SET)
        os.dup2(fresh, descriptor, inheritable=False)
        os.close(fresh)
