"""How long a page takes when everybody opens it at the same moment.

    python benchmarks/join.py [--quick] [--only ours,ours-pool,stock,preheated] [--count 30] [--runs 3]
    python benchmarks/join.py tests/forking/notebooks/plots.ipynb [--only stock,clones]
    python benchmarks/join.py --grow 1,10,30,60,120,200
    python benchmarks/join.py --url http://127.0.0.1:8866 --path /part/01-causes --code 123456

Without a notebook it is part 01, through `workshop serve` and through stock Voilà. Every run starts every
rival anew, in turn, so that slow minutes of the machine hit all of them. A join is over when the page's first
widget message was answered; the client speaks as a browser does, without drawing. At the workshop's own server it
begins at the door, with typing the room's code. A join that takes longer than `--patience` has failed.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from measure import cpu_seconds, pss_mib, tree, until_quiet, yardstick
from report import footer, markdown, options, write
from rivals import HERE, PAGES, PART, PARTS, RIVALS, Running, stop_in_order

Result = dict[str, Any]


class Crowd:
    """The load client as a process of its own, holding its visitors until released."""

    def __init__(self, place: Place, count: int) -> None:
        command = [sys.executable, str(HERE / "load_client.py"), place.base, place.path, str(count), "--hold"]
        command += ["--timeout", str(place.patience), "--code", place.code]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the load client ended without a result")
        self.summary: Result = json.loads(line)

    def leave(self) -> None:
        try:
            self._process.communicate("\n", timeout=90)
        except subprocess.TimeoutExpired:  # a server that hangs does not answer goodbyes either
            self._process.kill()
            self._process.communicate()


@dataclass(frozen=True)
class Place:
    """A page on a running server, and how long somebody waits for it."""

    base: str
    path: str
    patience: float
    code: str = ""
    server: int | None = None


def alone(place: Place, times: int) -> tuple[float, list[str]]:
    """Return the median of single joins, and what went wrong."""
    first, errors = [], []
    for _ in range(times):
        if place.server:
            until_quiet(place.server, quiet=1.0, limit=30)
        crowd = Crowd(place, 1)
        crowd.leave()
        errors += crowd.summary["errors"]
        if not crowd.summary["failed"]:
            first.append(crowd.summary["first"]["median"])
    return (statistics.median(first) if first else math.nan), errors


def measure(place: Place, count: int) -> Result:
    """Return the result of one crowd on a running server."""
    before = tree(place.server) if place.server else []
    cpu, memory = cpu_seconds(before), pss_mib(before)
    crowd = Crowd(place, count)
    result = dict(crowd.summary)
    if place.server:
        after = tree(place.server)
        result["cpu"] = (cpu_seconds(after) - cpu) / count
        result["pss"] = (pss_mib(after) - memory) / count
        result["pss_ahead"] = memory
    crowd.leave()
    return result


def one_run(name: str, notebook: Path, count: int, times_alone: int, patience: float) -> Result:
    """Start a rival, let a crowd come, then single visitors; one that does not start has failed for all."""
    try:
        running = Running(RIVALS[name], notebook, count)
    except (RuntimeError, AssertionError) as error:
        return {"failed": count, "visitors": count, "errors": [f"did not start: {error}"[-300:]]}
    with running:
        place = Place(running.base, running.path, patience, running.code, running.process.pid)
        result = measure(place, count)
        result["alone"], errors = alone(place, times_alone)
        result["errors"] += errors
        result["warm_up"] = running.warm_up
        return result


def median(results: list[Result], *keys: str) -> float:
    """Return the median over runs of a value, nan if no run has it."""
    found = []
    for result in results:
        value: Any = result
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        if value is not None and not math.isnan(value):
            found.append(value)
    return statistics.median(found) if found else float("nan")


def table(results: dict[str, list[Result]], count: int) -> str:
    """Return the comparison as a Markdown table; ratios are to stock Voilà, or else to the first row."""
    columns = ["", "alone, s", f"p95 of {count}, s", "range of p95", "ratio", "without door, s", "failed"]
    columns += ["CPU s / join", "MiB (PSS) / join", "MiB ahead", "start, s"]
    rows = []
    base = median(results.get("stock") or next(iter(results.values())), "first", "p95")
    for name, runs in results.items():
        p95 = median(runs, "first", "p95")
        every = [run["first"]["p95"] for run in runs if "first" in run] or [math.nan]
        title = RIVALS[name].title.format(ahead=count + 10, heated=count + 3) if name in RIVALS else name
        cells = [
            title,
            f"{median(runs, 'alone'):.3f}",
            f"{p95:.2f}",
            f"{min(every):.2f} to {max(every):.2f}",
            f"1/{base / p95:.1f}",
            f"{median(runs, 'inside', 'p95'):.2f}",
            f"{sum(run['failed'] for run in runs)} of {sum(run['visitors'] for run in runs)}",
            f"{median(runs, 'cpu'):.2f}",
            f"{median(runs, 'pss'):.0f}",
            f"{median(runs, 'pss_ahead'):.0f}",
            f"{median(runs, 'warm_up'):.0f}",
        ]
        rows.append(cells)
    return markdown(columns, rows)


def grown(results: dict[int, list[Result]]) -> str:
    """Return a table with one row per size of the crowd."""
    columns = ["visitors at once", "median, s", "p95, s", "failed", "CPU s / join", "MiB (PSS) / join"]
    rows = []
    for count, runs in results.items():
        cells = [str(count), f"{median(runs, 'first', 'median'):.2f}", f"{median(runs, 'first', 'p95'):.2f}"]
        cells += [f"{sum(run['failed'] for run in runs)} of {sum(run['visitors'] for run in runs)}"]
        cells += [f"{median(runs, 'cpu'):.2f}", f"{median(runs, 'pss'):.0f}"]
        rows.append(cells)
    return markdown(columns, rows)


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = options("join", __doc__, quick="one run of ten visitors, with less patience")
    parser.add_argument("notebook", nargs="?", type=Path, help="default: part 01")
    parser.add_argument("--count", type=int, default=30, help="visitors at once")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--alone", type=int, default=3, help="single joins per run")
    parser.add_argument("--only", "--rivals", help="comma-separated, of: " + ", ".join(RIVALS))
    parser.add_argument("--patience", type=float, default=120, help="seconds after which a join has failed")
    parser.add_argument("--grow", help="sizes of crowds, such as 1,30,200, instead of a comparison")
    parser.add_argument("--url", help="measure a server that runs already")
    parser.add_argument("--path", default="/", help="the page on that server")
    parser.add_argument("--code", default="", help="the room's code, if it is a workshop")
    parser.add_argument("--pid", type=int, help="process of that server, to measure CPU and memory")
    parser.add_argument("--json", type=Path, help="write all results there")
    given = parser.parse_args(arguments)
    if given.quick:
        given.runs, given.count, given.alone, given.patience = 1, min(given.count, 10), 1, min(given.patience, 60)
    of_ours = given.notebook is None
    given.notebook = given.notebook or PART
    given.only = (given.only or (("ours" if given.grow else ",".join(PARTS)) if of_ours else ",".join(PAGES))).split(
        ","
    )
    if unknown := set(given.only) - set(RIVALS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(RIVALS)}")
    return given


def main(arguments: list[str] | None = None) -> int:
    given = parse(arguments)
    stop_in_order()
    results: dict[Any, list[Result]] = {}
    sticks = [yardstick()]
    sizes = [int(size) for size in given.grow.split(",")] if given.grow else [given.count]
    names = [given.url] if given.url else given.only[:1] if given.grow else given.only
    for number in range(1, given.runs + 1):
        for name, count in [(name, count) for count in sizes for name in names]:
            print(f"run {number} of {given.runs}: {name}, {count}", file=sys.stderr, flush=True)
            if given.url:
                place = Place(given.url, given.path, given.patience, given.code, given.pid)
                result = measure(place, count)
                result["alone"], errors = alone(place, given.alone)
                result["errors"] += errors
            else:
                result = one_run(name, given.notebook, count, 0 if given.grow else given.alone, given.patience)
            results.setdefault(count if given.grow else name, []).append(result)
            sticks.append(yardstick())
    lines = [grown(results) if given.grow else table(results, given.count)]
    for name, runs in results.items():
        lines += [f"{name}: {error}" for error in sorted({error for run in runs for error in run["errors"]})]
    lines.append(f"`{given.notebook.name}`, {given.runs} run(s), medians of runs. {footer(sticks)}")
    print("\n\n".join(lines))
    write(given.write, "growth" if given.grow else "numbers", "\n\n".join(lines))
    if given.json:
        given.json.write_text(json.dumps(results, indent=1))
    return 1 if any(run["failed"] for runs in results.values() for run in runs) else 0


if __name__ == "__main__":
    sys.exit(main())
