"""Can kernels be forked here? Where not, ordinary kernels do the same work, more slowly."""

from __future__ import annotations

import os
import signal
import sys
from dataclasses import dataclass
from importlib.metadata import version

OLDEST_IPYKERNEL = 7
NAMES = {"win32": "Windows", "darwin": "macOS"}
"""What those who use them call the systems where nothing is forked."""


@dataclass(frozen=True)
class Availability:
    """Whether forked kernels work on this machine; ``reason`` is a sentence if they do not."""

    ok: bool
    reason: str = ""

    def __bool__(self) -> bool:
        """Return ``ok``, so that ``if available():`` reads as it should."""
        return self.ok


def available() -> Availability:
    """Return whether kernels can be forked here and, if not, why.

    Needs Linux with ``pidfd`` (5.3 or later), ``/proc`` and ipykernel 7.
    """
    reason = _reason()
    return Availability(not reason, reason)


def _reason() -> str:
    if not sys.platform.startswith("linux"):
        return f"Fast kernels need Linux; this is {NAMES.get(sys.platform, sys.platform)}. Ordinary kernels are used."
    if not (hasattr(os, "pidfd_open") and hasattr(signal, "pidfd_send_signal") and hasattr(os, "memfd_create")):
        return "Fast kernels need a Python built for Linux 5.3 or later. Ordinary kernels are used."
    try:
        os.close(os.pidfd_open(os.getpid()))
    except OSError as error:
        return f"Fast kernels need process handles (pidfd), refused here: {error}. Ordinary kernels are used."
    if not os.access("/proc/self/fd", os.R_OK):
        return "Fast kernels need /proc, which is not mounted here. Ordinary kernels are used."
    installed = version("ipykernel")
    if int(installed.split(".")[0]) < OLDEST_IPYKERNEL:
        return f"Fast kernels need ipykernel 7; {installed} is installed. Ordinary kernels are used."
    return ""
