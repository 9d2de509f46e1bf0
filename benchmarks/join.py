"""How long a page takes when everybody opens it at the same moment.

    python benchmarks/join.py [NOTEBOOK] [--count 30] [--runs 3] [--rivals stock,preheated,clones]
    python benchmarks/join.py --url http://127.0.0.1:8866 --path /voila/render/page.ipynb

Every run starts every rival anew, in turn, so that slow minutes of the machine hit all of them. A join
is over when the page's first widget message was answered; the client speaks as a browser does, without
drawing.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

from measure import cpu_seconds, noise, pss_mib, tree, yardstick
from rivals import HERE, RIVALS, Running

Result = dict[str, Any]


class Crowd:
    """The load client as a process of its own, holding its visitors until released."""

    def __init__(self, base: str, path: str, count: int, *more: str) -> None:
        command = [sys.executable, str(HERE / "load_client.py"), base, path, str(count), "--hold", *more]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the load client ended without a result")
        self.summary: Result = json.loads(line)

    def leave(self) -> None:
        self._process.communicate("\n", timeout=300)


def alone(base: str, path: str, times: int) -> tuple[float, list[str]]:
    """Return the median of single joins, and what went wrong."""
    first, errors = [], []
    for _ in range(times):
        crowd = Crowd(base, path, 1)
        crowd.leave()
        errors += crowd.summary["errors"]
        if not crowd.summary["failed"]:
            first.append(crowd.summary["first"]["median"])
    return (statistics.median(first) if first else float("nan")), errors


def measure(base: str, path: str, count: int, server: int | None) -> Result:
    """Return the result of one crowd on a running server."""
    before = tree(server) if server else []
    cpu, memory = cpu_seconds(before), pss_mib(before)
    crowd = Crowd(base, path, count)
    result = dict(crowd.summary)
    if server:
        after = tree(server)
        result["cpu"] = (cpu_seconds(after) - cpu) / count
        result["pss"] = (pss_mib(after) - memory) / count
        result["pss_ahead"] = memory
    crowd.leave()
    return result


def one_run(name: str, notebook: Path, count: int, times_alone: int) -> Result:
    running = Running(RIVALS[name], notebook, count)
    try:
        result = measure(running.base, running.path, count, running.process.pid)
        result["alone"], errors = alone(running.base, running.path, times_alone)
        result["errors"] += errors
        result["warm_up"] = running.warm_up
        return result
    finally:
        running.end()


def median(results: list[Result], *keys: str) -> float:
    """Return the median over runs of a value, nan if no run has it."""
    found = []
    for result in results:
        value: Any = result
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        if value is not None:
            found.append(value)
    return statistics.median(found) if found else float("nan")


def table(results: dict[str, list[Result]], count: int) -> str:
    """Return the comparison as a Markdown table; ratios are to the first row."""
    columns = ["", "alone, s", f"p95 of {count}, s", "range of p95", "ratio", "failed"]
    columns += ["CPU s / join", "MiB (PSS) / join", "MiB ahead", "start, s"]
    lines = [f"| {' | '.join(columns)} |", "|---" * len(columns) + "|"]
    base = None
    for name, runs in results.items():
        p95 = median(runs, "first", "p95")
        base = base or p95
        every = [run["first"]["p95"] for run in runs if "first" in run] or [float("nan")]
        title = RIVALS[name].title.format(count=count, ahead=count + 10) if name in RIVALS else name
        cells = [
            title,
            f"{median(runs, 'alone'):.3f}",
            f"{p95:.2f}",
            f"{min(every):.2f} to {max(every):.2f}",
            f"1/{base / p95:.1f}",
            f"{sum(run['failed'] for run in runs)} of {sum(run['visitors'] for run in runs)}",
            f"{median(runs, 'cpu'):.2f}",
            f"{median(runs, 'pss'):.0f}",
            f"{median(runs, 'pss_ahead'):.0f}",
            f"{median(runs, 'warm_up'):.0f}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    default = HERE.parent / "tests/forking/notebooks/widgets.ipynb"
    parser.add_argument("notebook", nargs="?", type=Path, default=default)
    parser.add_argument("--count", type=int, default=30, help="visitors at once")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--alone", type=int, default=3, help="single joins per run")
    parser.add_argument("--rivals", default=",".join(RIVALS), help="comma-separated: %(default)s")
    parser.add_argument("--url", help="measure a server that runs already")
    parser.add_argument("--path", default="/", help="the page on that server")
    parser.add_argument("--pid", type=int, help="process of that server, to measure CPU and memory")
    parser.add_argument("--json", type=Path, help="write all results there")
    given = parser.parse_args(arguments)
    results: dict[str, list[Result]] = {}
    sticks = [yardstick()]
    for number in range(1, given.runs + 1):
        for name in [given.url] if given.url else given.rivals.split(","):
            print(f"run {number} of {given.runs}: {name}", file=sys.stderr, flush=True)
            if given.url:
                result = measure(given.url, given.path, given.count, given.pid)
                result["alone"], errors = alone(given.url, given.path, given.alone)
                result["errors"] += errors
            else:
                result = one_run(name, given.notebook, given.count, given.alone)
            results.setdefault(name, []).append(result)
            sticks.append(yardstick())
    print(table(results, given.count))
    for name, runs in results.items():
        for error in sorted({error for run in runs for error in run["errors"]}):
            print(f"\n{name}: {error}")
    print("", noise(sticks), sep="\n")
    python, kernel = sys.version.split()[0], os.uname().release
    print(f"{given.runs} run(s); medians of runs. Python {python}, Linux {kernel}.")
    if given.json:
        given.json.write_text(json.dumps(results, indent=1))
    return 1 if any(run["failed"] for runs in results.values() for run in runs) else 0


if __name__ == "__main__":
    sys.exit(main())
