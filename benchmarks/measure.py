"""What a tree of processes uses, and how noisy the machine is."""

from __future__ import annotations

import contextlib
import os
import statistics
import time

import psutil


def tree(root: int) -> list[int]:
    """Return a process and all its descendants."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return [root, *(child.pid for child in psutil.Process(root).children(recursive=True))]
    return [root]


def cpu_seconds(pids: list[int]) -> float:
    """Return the processor time the processes have used, with that of children they have waited for."""
    total = 0.0
    for pid in pids:
        with contextlib.suppress(psutil.Error):
            used = psutil.Process(pid).cpu_times()
            total += used.user + used.system + used.children_user + used.children_system
    return total


def pss_mib(pids: list[int]) -> float:
    """Return the processes' proportional set size in MiB: shared pages count in parts."""
    total = 0
    for pid in pids:
        with contextlib.suppress(psutil.Error):
            total += psutil.Process(pid).memory_full_info().pss
    return total / 1024**2


def until_quiet(pid: int, quiet: float = 2.0, limit: float = 300.0) -> float:
    """Wait until a process tree has used next to no processor time for a while; return the seconds waited."""
    began = changed = time.monotonic()
    used = cpu_seconds(tree(pid))
    while time.monotonic() - changed < quiet and time.monotonic() - began < limit:
        time.sleep(0.25)
        now = cpu_seconds(tree(pid))
        if now - used > 0.03:
            changed = time.monotonic()
        used = now
    return changed - began


def yardstick() -> float:
    """Return the milliseconds a fixed piece of work takes now; on a quiet machine always about the same."""
    times = []
    for _ in range(5):
        began = time.perf_counter()
        sum(number * number for number in range(200_000))
        times.append(1000 * (time.perf_counter() - began))
    return statistics.median(times)


def noise(yardsticks: list[float]) -> str:
    """Say in one sentence how far the machine can be trusted."""
    low, high = min(yardsticks), max(yardsticks)
    spread = (high - low) / low
    verdict = "quiet" if spread < 0.1 else "usable" if spread < 0.3 else "too noisy to trust a ratio under 2"
    load = ", ".join(f"{value:.2f}" for value in os.getloadavg())
    return (
        f"A fixed piece of work took {low:.1f} to {high:.1f} ms between runs ({100 * spread:.0f} % apart): "
        f"{verdict}. Load averages now: {load}; {os.cpu_count()} processors."
    )
