"""What thirty phones in one room see of each other, and how fast.

    python benchmarks/room.py [--quick] [--pages 30] [--clicks 12] [--write docs/performance.md]

Starts `workshop serve`, lets everybody into part 01 and opens the console. Measured are: from the facilitator's
click on the console until every page has the new state; from a participant's tap until the console's number has
grown; and, after all sockets were cut, from coming back until each page has answered again.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import math
import random
import statistics
import sys
import time
from collections.abc import Callable
from typing import Any

from drawn import Drawn, real_phones
from load_client import quantile
from measure import cpu_seconds, tree, yardstick
from report import footer, markdown, options, write
from rivals import PART, RIVALS, Running, stop_in_order
from tornado.httpclient import AsyncHTTPClient
from visitor import ANSWER, Visitor, describe
from wire import Message, unpack

EXERCISE = "cases"
GOALS = {"step": 0.5, "drawn": 0.5, "click": 0.5, "count": 0.5, "reconnect": 2.0}
TITLES = {
    "step": "group moved on, its new step sent to every page",
    "drawn": "group moved on, its new step drawn on a phone",
    "click": "facilitator's click, seen on every page",
    "count": "shared answer, counted on the console",
    "reconnect": "all sockets cut, page answers again",
}


class Page(Visitor):
    """A visitor who goes on listening after having come in."""

    _listener: asyncio.Task[None] | None = None
    _wanted: list[tuple[Callable[[Message], bool], asyncio.Future[float]]]

    def listen(self) -> None:
        self._wanted = []
        self._listener = asyncio.create_task(self._take())

    async def _take(self) -> None:
        assert self._socket is not None
        while isinstance(frame := await self._socket.read_message(), bytes):
            now = time.perf_counter()
            if not self._wanted:
                continue
            message = unpack(frame)
            for wanted, seen in list(self._wanted):
                if not seen.done() and wanted(message):
                    seen.set_result(now)
            self._wanted = [pair for pair in self._wanted if not pair[1].done()]

    def view(self, name: str, said: str = "") -> asyncio.Future[float]:
        """Return when the next view of a widget comes that says something."""
        model = self.named(name)

        def wanted(message: Message) -> bool:
            content = message.content
            if message.kind != "comm_msg" or content["comm_id"] != model:
                return False
            view = content["data"].get("state", {}).get("view")
            return content["data"].get("method") == "update" and bool(view) and said in json.dumps(view)

        seen: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._wanted.append((wanted, seen))
        return seen

    async def act(self, name: str, action: str, **args: Any) -> None:
        await self.tell(self.named(name), event="action", action=action, args=args)

    async def deaf(self) -> None:
        """Stop listening."""
        if self._listener is not None:
            self._listener.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._listener

    def cut(self) -> None:
        """Lose the connection, without a word to the other side."""
        assert self._socket is not None
        protocol = self._socket.protocol
        if protocol is not None and getattr(protocol, "stream", None) is not None:
            protocol.stream.close()
        self._socket.close()

    async def come_back(self) -> None:
        """Do what the page does: connect, ask for the widgets, greet; then answer something."""
        await self.connect()
        await self.load_widgets()
        await self.greet()
        await self.answer({**ANSWER, "_level": "count"})


class Group:
    """Everybody in one room, and what was measured: seconds, and how often something never came."""

    def __init__(self, pages: list[Page], console: Page, patience: float, drawn: Drawn) -> None:
        self.pages, self.console, self.patience, self.drawn = pages, console, patience, drawn
        self.seconds: dict[str, list[float]] = {kind: [] for kind in GOALS}
        self.missed: dict[str, int] = dict.fromkeys(GOALS, 0)
        self.errors: set[str] = set()
        self.is_open = False

    async def note(self, kind: str, began: float, awaited: list[asyncio.Future[float]]) -> None:
        await asyncio.wait(awaited, timeout=self.patience)
        for seen in awaited:
            if seen.done() and not seen.cancelled() and seen.exception() is None:
                self.seconds[kind].append(seen.result() - began)
            else:
                self.missed[kind] += 1
                if seen.done() and not seen.cancelled():
                    self.errors.add(describe(seen.exception() or RuntimeError()))
                seen.cancel()

    async def steps(self, part: str, ids: list[str], count: int) -> None:
        """Move the group from step to step, as the big button does; every page is told where it is."""
        for number in range(count):
            await asyncio.sleep(random.uniform(0.5, 0.9))
            step = ids[number % len(ids)]
            awaited = [page.view("page", f'"step": "{step}"') for page in self.pages]
            on_phones = self.drawn.step(step)
            began, tapped = time.perf_counter(), time.time()
            await self.console.act("page", "go", part=part, step=step)
            await self.note("step", began, awaited)
            if on_phones:
                await self.note("drawn", tapped, on_phones)

    async def clicks(self, count: int) -> None:
        """Open and close an exercise from the console; every page shows it."""
        for _ in range(count):
            await asyncio.sleep(random.uniform(0.5, 0.9))  # not in step with the pages' own looks
            step = "close" if self.is_open else "open"
            self.is_open = not self.is_open
            awaited = [page.view(EXERCISE) for page in self.pages]
            began = time.perf_counter()
            await self.console.act("page", step, exercise=EXERCISE)
            await self.note("click", began, awaited)

    async def counts(self, said: Callable[[int], str]) -> None:
        """Let one after the other share; the console counts from five on."""
        if not self.is_open:
            opened = [page.view(EXERCISE) for page in self.pages]
            await self.console.act("page", "open", exercise=EXERCISE)
            await asyncio.wait(opened, timeout=5)
            self.is_open = True
        for number, page in enumerate(self.pages, 1):
            seen = self.console.view("page", said(number)) if number >= 5 else page.view(EXERCISE)
            began = time.perf_counter()
            await page.tell(page.named(EXERCISE), event="action", action="share", args={},
                            answer={**ANSWER, "_level": "count"}, seq=page.seq + 1)  # fmt: skip
            page.seq += 1
            if number >= 5:
                await self.note("count", began, [seen])
            else:
                await asyncio.wait([seen], timeout=5)
            await asyncio.sleep(random.uniform(0.05, 0.4))

    async def reconnects(self, times: int) -> None:
        """Cut everybody off at once, and let everybody come back at once."""
        for _ in range(times):
            for page in self.pages:
                await page.deaf()
                page.cut()
            await asyncio.sleep(0.5)
            began = time.perf_counter()

            async def back(page: Page) -> float:
                await page.come_back()
                return time.perf_counter()

            await self.note("reconnect", began, [asyncio.ensure_future(back(page)) for page in self.pages])
            for page in self.pages:
                page.listen()
            await asyncio.sleep(1)


async def measure(running: Running, given: argparse.Namespace) -> tuple[Group, float]:
    """Fill a room and measure; return the results and the CPU share of the room at rest."""
    from workshop.content import load_library

    library = load_library("en")
    pages = [Page(running.base, running.path, running.code, EXERCISE) for _ in range(given.pages - given.phones)]
    console = Page(running.base, running.console)
    where = {"base": running.base, "path": running.path, "code": running.code}
    phones = contextlib.AsyncExitStack()
    try:
        async with asyncio.timeout(given.patience * 4 + 60):
            await asyncio.gather(*(page.join() for page in pages))
            await console.open_page()
            await console.connect()
            await console.load_widgets()
            await console.greet()
        for page in [*pages, console]:
            page.listen()
        group = Group(
            pages, console, given.patience, await phones.enter_async_context(real_phones(given.phones, where))
        )
        moved = console.view("page", library.exercises[EXERCISE].title)
        part = library.exercises[EXERCISE].part
        step = next(step.id for step in library.parts[part].steps if step.exercise == EXERCISE)
        await console.act("page", "go", part=part, step=step)
        await asyncio.wait([moved], timeout=given.patience)
        await asyncio.sleep(1)
        used, began = cpu_seconds(tree(running.process.pid)), time.perf_counter()
        await asyncio.sleep(given.rest)
        rest = (cpu_seconds(tree(running.process.pid)) - used) / (time.perf_counter() - began)
        ids = [one.id for one in library.parts[part].steps if one.id != step]
        await group.steps(part, ids, given.clicks)
        await phones.aclose()
        await console.act("page", "go", part=part, step=step)
        await asyncio.sleep(1)
        await group.clicks(given.clicks)
        await group.counts(lambda number: f' {library.phrase("console.count", n=number)}"')
        await group.reconnects(given.times)
        return group, rest
    finally:
        await phones.aclose()
        for page in [*pages, console]:
            await page.deaf()
        await asyncio.gather(*(page.close() for page in [*pages, console]))


def table(group: Group, pages: int) -> str:
    columns = [f"{pages} pages in one room", "p50, s", "p95, s", "worst, s", "goal (p95), s", "of the goal", "missed"]
    rows = []
    for kind, goal in GOALS.items():
        found = group.seconds[kind] or [math.nan]
        if kind == "drawn" and not group.seconds[kind]:
            continue
        p95 = quantile(found, 0.95)
        cells = [TITLES[kind], f"{statistics.median(found):.2f}", f"{p95:.2f}", f"{max(found):.2f}", f"{goal:.1f}"]
        cells += [f"{p95 / goal:.2f}", f"{group.missed[kind]} of {len(group.seconds[kind]) + group.missed[kind]}"]
        rows.append(cells)
    return markdown(columns, rows)


def main(arguments: list[str] | None = None) -> int:
    parser = options("room", __doc__, quick="six pages, two clicks, one reconnection")
    parser.add_argument("--pages", type=int, default=30)
    parser.add_argument("--phones", type=int, default=3, help="how many of the pages are real ones in Chromium")
    parser.add_argument("--clicks", type=int, default=12)
    parser.add_argument("--times", type=int, default=3, help="how often everybody reconnects")
    parser.add_argument("--rest", type=float, default=10, help="seconds in which the room at rest is watched")
    parser.add_argument("--patience", type=float, default=30, help="seconds after which something never came")
    given = parser.parse_args(arguments)
    if given.quick:
        given.pages, given.clicks, given.times, given.rest = min(given.pages, 6), 2, 1, 1
        given.phones = min(given.phones, 1)
    AsyncHTTPClient.configure(None, max_clients=1000)
    sticks = [yardstick()]
    stop_in_order()
    with Running(RIVALS["ours"], PART, given.pages) as running:
        sticks.append(yardstick())
        group, rest = asyncio.run(measure(running, given))
        sticks.append(yardstick())
    lines = [table(group, given.pages)]
    lines += [f"{error}" for error in sorted(group.errors)]
    lines.append(
        f"At rest the room uses {100 * rest:.0f} % of one processor. {given.clicks} steps and clicks, {given.times} "
        f"reconnection(s); {given.phones} of the pages are real ones in Chromium while the group moves. {footer(sticks)}"
    )
    print("\n\n".join(lines))
    write(given.write, "room", "\n\n".join(lines))
    return 1 if any(group.missed.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
