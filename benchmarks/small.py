"""A small machine: twelve people on one core, with the memory that pages have where there is 1 GB.

    python benchmarks/small.py [--quick] [--phones 12] [--memory 1024] [--write docs/performance.md]

`workshop serve` is bound to one core, the phones are not. Console and wall are open. Everybody comes at once into part 01, the console opens and
closes an exercise, everybody shares, it is revealed, then the group goes on to part 02 and everybody opens that. What all
processes of the server take together is looked at all the while: it has to stay under what such a machine has beside its
system. Pages may take 60 % of it, as `workshop serve` allows them where nobody says how much.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import math
import statistics
import sys
import time
from pathlib import Path

from drawn import Drawn
from load_client import quantile
from measure import cpu_seconds, pss_mib, tree, yardstick
from report import footer, markdown, options, write
from rivals import OURS, Rival, Running, stop_in_order
from tornado.httpclient import AsyncHTTPClient
from visitor import Trouble, describe

from room import EXERCISE, Group, Page

SHARE = 0.6  # of the memory, for all pages: workshop.server.page_memory
PART = Path(__file__).parents[1] / "notebooks" / "trust" / "en" / "01-causes.ipynb"
NEXT = "/part/02-signs"


def small(memory: int) -> Rival:
    """Return the workshop's own server on such a machine, with all of its parts."""
    whole = [part for part in OURS if not part.startswith("--notebooks")]
    return Rival("small", ("taskset", "--cpu-list", "0", *whole, f"--pages-memory={int(SHARE * memory)}"), kit=True)


class Watched:
    """The memory and processor time of all processes of a server while something goes on."""

    def __init__(self, running: Running) -> None:
        self._pid = running.process.pid
        self.most = 0.0

    def now(self) -> float:
        found = pss_mib(tree(self._pid))
        self.most = max(self.most, found)
        return found

    def processor(self) -> float:
        return cpu_seconds(tree(self._pid))

    async def run(self) -> None:
        while True:
            await asyncio.to_thread(self.now)
            await asyncio.sleep(0.5)


async def timed(work: list) -> tuple[list[float], list[str]]:  # type: ignore[type-arg]
    """Do all at once; return the seconds each took, and what went wrong."""

    async def one(each):  # type: ignore[no-untyped-def]
        began = time.perf_counter()
        await each
        return time.perf_counter() - began

    found = await asyncio.gather(*map(one, work), return_exceptions=True)
    return [f for f in found if isinstance(f, float)], [describe(f) for f in found if isinstance(f, BaseException)]


async def open_when_ready(page: Page) -> None:
    """Open a page as a browser does that is told to come again in a second."""
    for _ in range(60):
        try:
            await page.open_page()
            break
        except Trouble as trouble:
            if not str(trouble).startswith("page 503"):
                raise
            await asyncio.sleep(1)
    await asyncio.gather(page.connect(), page.fetch_states())
    await page.load_widgets()
    await page.greet()


async def go_on(page: Page) -> None:
    """Leave a part for the next one, in the same browser."""
    await page.deaf()
    page.cut()
    await page.say_goodbye()
    page.path, page.states = NEXT, {}
    await open_when_ready(page)


async def evening(running: Running, given: argparse.Namespace, watched: Watched) -> list[list[str]]:
    """Live through it; return the rows of the table."""
    from workshop.content import load_library

    library = load_library("en")
    rows = [["before anybody comes", "", "", f"{watched.now():.0f}"]]
    pages = [Page(running.base, "/part/01-causes", running.code, EXERCISE) for _ in range(given.phones)]
    console, wall = Page(running.base, running.console), Page(running.base, running.wall)

    def row(what: str, seconds: list[float], failed: int) -> None:
        p95 = quantile(seconds, 0.95) if seconds else math.nan
        middle = statistics.median(seconds) if seconds else math.nan
        rows.append([what, f"{middle:.2f} / {p95:.2f}", str(failed), f"{watched.now():.0f}"])

    try:
        await open_when_ready(console)
        await open_when_ready(wall)
        joins, errors = await timed([page.join() for page in pages])
        row(f"{given.phones} people come at once", joins, len(errors))
        if errors:
            raise SystemExit("\n".join(sorted(set(errors))))
        for page in [*pages, console]:
            page.listen()
        group = Group(pages, console, 30, Drawn([]))
        step = next(step.id for step in library.parts["01-causes"].steps if step.exercise == EXERCISE)
        await console.act("page", "go", part="01-causes", step=step)
        await asyncio.sleep(2)
        used, began = watched.processor(), time.perf_counter()
        await asyncio.sleep(given.rest)
        at_rest = (watched.processor() - used) / (time.perf_counter() - began)
        await group.clicks(given.clicks)
        row(
            "the console opens or closes an exercise, seen on every page", group.seconds["click"], group.missed["click"]
        )
        await group.counts(lambda number: f' {library.phrase("console.count", n=number)}"')
        row("a share, counted on the console", group.seconds["count"], group.missed["count"])
        await console.act("page", "reveal", exercise=EXERCISE)
        await asyncio.sleep(1)
        awaited = [page.view(EXERCISE) for page in pages]
        began = time.perf_counter()
        await console.act("page", "reveal-now", exercise=EXERCISE)
        before, missed = len(group.seconds["click"]), group.missed["click"]
        await group.note("click", began, awaited)
        row("the reveal, seen on every page", group.seconds["click"][before:], group.missed["click"] - missed)
        turned, errors = await timed([go_on(page) for page in pages])
        row("everybody opens the next part at once", turned, len(errors))
        rows.append(["the most at any time", "", "", f"{watched.most:.0f}"])
        rows.append([f"at rest, {100 * at_rest:.0f} % of the core", "", "", ""])
        if errors:
            print("\n".join(sorted(set(errors))), file=sys.stderr)
        return rows
    finally:
        for page in [*pages, console]:
            if page._listener is not None:
                await page.deaf()
        await asyncio.gather(*(page.close() for page in [*pages, console, wall]))


async def measure(running: Running, given: argparse.Namespace) -> list[list[str]]:
    watched = Watched(running)
    watching = asyncio.create_task(watched.run())
    try:
        return await evening(running, given, watched)
    finally:
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching


def main(arguments: list[str] | None = None) -> int:
    parser = options("small", __doc__, quick="two clicks")
    parser.add_argument("--phones", type=int, default=12)
    parser.add_argument("--memory", type=int, default=1024, metavar="MIB", help="what the machine has")
    parser.add_argument("--clicks", type=int, default=8)
    parser.add_argument("--rest", type=float, default=10, help="seconds in which the room at rest is watched")
    given = parser.parse_args(arguments)
    if given.quick:
        given.clicks, given.rest = 2, 2
    AsyncHTTPClient.configure(None, max_clients=1000)
    sticks = [yardstick()]
    stop_in_order()
    with Running(small(given.memory), PART, given.phones) as running:
        rows = asyncio.run(measure(running, given))
        sticks.append(yardstick())
    columns = [
        f"{given.phones} people, one core, {given.memory} MiB",
        "p50 / p95, s",
        "not",
        "all processes, MiB (PSS)",
    ]
    text = f"{markdown(columns, rows)}\n\n{footer(sticks)}"
    print(text)
    write(given.write, "small", text)
    return 1 if any(row[2] not in ("", "0") for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
