"""What a tree of processes uses, and how noisy the machine is."""

from __future__ import annotations

import contextlib
import os
import statistics
import time
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")


def tree(root: int) -> list[int]:
    """Return a process and all its descendants."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                children.setdefault(parent, []).append(int(entry.name))
    found, front = [], [root]
    while front:
        pid = front.pop()
        found.append(pid)
        front += children.get(pid, [])
    return found


def cpu_seconds(pids: list[int]) -> float:
    """Return the processor time the processes have used, with that of children they have waited for."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            total += sum(int(field) for field in fields[11:15])
    return total / TICK


def pss_mib(pids: list[int]) -> float:
    """Return the processes' proportional set size in MiB: shared pages count in parts."""
    total = 0
    for pid in pids:
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
    return total / 1024


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
