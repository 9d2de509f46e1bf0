"""A house with many rooms: joins, clicks, connections to the database, and what it costs when nothing happens.

    python benchmarks/rooms.py [--quick] [--rooms 50] [--phones 20] [--servers 2] [--kill] [--before FOLDER]
                               [--write docs/performance.md]

Starts PostgreSQL and so many servers with one database, makes the rooms, and lets everybody in. Measured are the joins;
what all processes use while nothing happens, and how often the database is asked; from a click on a room's console until
all of its pages have it, with all rooms at once and with clicks as a real evening has them, and who used the processor
for it; from a tap until it is counted; the most connections to the database at any time; and, with
``--kill``, how long until the rooms of a killed server are led from another. ``--before`` measures another copy of the
repository in the same run, at rest and on clicks.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import math
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from drawn import Drawn
from load_client import quantile
from measure import cpu_seconds, pss_mib, tree, yardstick
from report import footer, markdown, options, write
from sqlalchemy import make_url
from tornado.httpclient import AsyncHTTPClient

from room import EXERCISE, Group, Page

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.support.postgres import Cluster, start_cluster
from tests.support.server import Server, start
from workshop.room import Store
from workshop.server.credentials import Links, load_secret

HERE = Path(__file__).parents[1]
#: What is assumed beyond what can be measured: a server, how far it may be filled, and in how many seconds all come.
CORES, MEMORY, FILLED, COMING = 8, 32, 0.6, 300
#: How many people come at the same time; a door is not wider.
AT_ONCE = 12
#: Seconds between two clicks of a room, as on a real evening.
BETWEEN = 20


@dataclass
class House:
    """Servers with one database, and what was measured of them."""

    source: Path
    servers: list[Server]
    homes: list[Path]
    cluster: Cluster
    url: str
    connections: int = 0
    beyond: str = ""
    joins: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    def used(self) -> Counter[str]:
        """Return the processor seconds used until now, by who used them; the simulated phones are no part of the kit."""
        used: Counter[str] = Counter()
        for server in [one for one in self.servers if one.process.poll() is None]:
            whole, own = tree(server.process.pid), psutil.Process(server.process.pid).cpu_times()
            used["servers"] += own.user + own.system
            used["pages"] += cpu_seconds(whole) - own.user - own.system
        if database := self.cluster._server:
            used["database"] = cpu_seconds(tree(database.pid))
        used["phones"] = cpu_seconds([os.getpid()])
        return used

    def processor(self) -> float:
        """Return the seconds that all servers, their pages and the database have used."""
        used = self.used()
        return used.total() - used["phones"]

    def transactions(self) -> int:
        """Return how many the database has seen."""
        name = make_url(self.url).database
        (row,) = self.cluster.execute(
            f"SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = '{name}'"
        )
        return int(row[0])

    async def watch_connections(self) -> None:
        name = make_url(self.url).database
        count = f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{name}' AND backend_type = 'client backend'"
        with self.cluster.connection() as asking:
            while True:
                row = await asyncio.to_thread(lambda: asking.execute(count).fetchone())
                self.connections = max(self.connections, int(row[0]))
                await asyncio.sleep(0.1)


@contextlib.contextmanager
def running(source: Path, given: argparse.Namespace) -> Iterator[House]:
    """Start the database and the servers of one copy of the repository."""
    folder = Path(tempfile.mkdtemp(prefix="rooms-"))
    cluster = start_cluster(given.rooms * (given.phones + 2) + 60)
    servers: list[Server] = []
    homes: list[Path] = []
    try:
        url = cluster.fresh()
        for number in range(given.servers):
            homes.append(folder / f"home{number}")
            homes[-1].mkdir()
            if number:
                shutil.copy(homes[0] / "secret", homes[-1] / "secret")
            line = [
                "--database",
                url,
                "--max-pages",
                str(given.rooms * given.phones),
                "--pages-memory",
                "0",
                "--behind-proxy",
            ]
            # The part's own check costs a template minutes and a fork nothing; all else is as it is served.
            env = {"PYTHONPATH": str(source / "src")}
            servers.append(start(homes[-1], *line, env=env, patience=240))
        for server in servers:
            server.all_ready(300)
        yield House(source, servers, homes, cluster, url)
    finally:
        for server in servers:
            with contextlib.suppress(Exception):
                server.stop()
        cluster.remove()
        shutil.rmtree(folder, ignore_errors=True)


async def fill(house: House, given: argparse.Namespace) -> None:
    """Make the rooms, and let everybody in."""
    store = Store(house.url)
    secret = load_secret(house.homes[0])
    turn = asyncio.Semaphore(AT_ONCE)

    async def come(page: Page, *, leads: bool) -> None:
        async with turn:
            try:
                async with asyncio.timeout(given.patience * 4):
                    if leads:
                        await page.open_page()
                        await page.connect()
                        await page.load_widgets()
                        await page.greet()
                    else:
                        await page.join()
                        house.joins.append(page.times["inside"])
                page.listen()
            except Exception as error:
                house.failed.append(f"{type(error).__name__}: {error}"[:120])

    coming = []
    for number in range(given.rooms):
        server = house.servers[number % len(house.servers)]
        room = store.create(hours=12)
        key = Links(server.url, secret).console(room)
        pages = [Page(server.url, "/part/01-causes", room.code, EXERCISE) for _ in range(given.phones)]
        for page in pages:
            page.address = f"10.0.{number}.1"  # each group is behind one of its own, as joins are counted by it
        console = Page(server.url, key.removeprefix(server.url)) if number < given.consoles else None
        coming += [come(page, leads=False) for page in pages]
        if console:
            coming.append(come(console, leads=True))
            house.groups.append(Group(pages, console, given.patience, Drawn()))
    store.close()
    await asyncio.gather(*coming)


async def rest(house: House, seconds: float) -> tuple[float, float]:
    """Return the share of one processor and the transactions in a second while nothing happens."""
    await asyncio.sleep(3)
    used, seen, began = house.processor(), house.transactions(), time.perf_counter()
    await asyncio.sleep(seconds)
    took = time.perf_counter() - began
    return (house.processor() - used) / took, (house.transactions() - seen - 1) / took


async def evening(house: House, given: argparse.Namespace) -> list[list[str]]:
    """Let everybody in, rest, click and count; return the rows of the table."""
    watching = asyncio.create_task(house.watch_connections())
    pages = given.rooms * given.phones + len(house.groups)
    try:
        began, before = time.perf_counter(), house.processor()
        await fill(house, given)
        came, join_cpu = time.perf_counter() - began, (house.processor() - before) / max(1, len(house.joins))
        if house.failed:
            print("Did not come in:", *Counter(house.failed).most_common(5), sep="\n  ")
        share, asked = await rest(house, given.rest)
        memory = sum(pss_mib(tree(server.process.pid)) for server in house.servers)
        house.beyond = beyond(join_cpu, memory / pages, share / pages)
        from workshop.content import load_library

        library = load_library("en")
        say, part = library.phrase, library.exercises[EXERCISE].part
        step = next(step.id for step in library.parts[part].steps if step.exercise == EXERCISE)
        for group in house.groups:
            moved = group.console.view("page", library.exercises[EXERCISE].title)
            await group.console.act("page", "go", part=part, step=step)
            await asyncio.wait([moved], timeout=5)
        spent = house.used()
        await asyncio.gather(*(_later(group.clicks(given.clicks)) for group in house.groups))
        spent = house.used() - spent
        told = len(house.groups) * given.clicks * (given.phones + 1)
        at_once = _all(house, "click")
        await asyncio.gather(*(strolling(group, given.evening) for group in house.groups))
        await asyncio.gather(
            *(_later(group.counts(lambda n: f' {say("console.count", n=n)}"')) for group in house.groups)
        )
        rows = [
            ["people who came in", f"{len(house.joins)} of {given.rooms * given.phones}, in {came:.0f} s"],
            ["a join, p50 / p95", _spread(house.joins)],
            ["processor seconds for a join", f"{join_cpu:.2f}"],
            ["click to all pages, a click each 20 s and room, p50 / p95", _all(house, "click")],
            ["click to all pages, all rooms at once, p50 / p95", at_once],
            ["of that, processor milliseconds a click and page", _by_whom(spent, told)],
            ["tap to count, p50 / p95", _all(house, "count")],
            ["at rest, of one processor", f"{100 * share:.1f} %, {1000 * share / pages:.2f} ms a second and page"],
            ["at rest, transactions a second", f"{asked:.1f}"],
            ["most connections to the database", f"{house.connections}"],
            ["memory of all servers and pages", f"{memory / 1024:.1f} GB, {memory / pages:.0f} MB a page"],
        ]
        if given.kill and len(house.servers) > 1:
            rows.append(["rooms of a killed server on another one, p50 / p95", await killed(house, given)])
        return rows
    finally:
        watching.cancel()
        for group in house.groups:
            for page in [*group.pages, group.console]:
                await page.deaf()
        everybody = [page for group in house.groups for page in [*group.pages, group.console]]
        await asyncio.gather(*(page.close() for page in everybody), return_exceptions=True)


def beyond(join_cpu: float, memory: float, share: float) -> str:
    """Calculate what more people would take, from what one page took here; the assumptions stand below it."""
    rows = []
    for people in (1_000, 10_000, 100_000):
        by_memory = people * memory / (MEMORY * FILLED * 1024)
        by_joins = people * join_cpu / (COMING * CORES * FILLED)
        servers = max(1, math.ceil(by_memory), math.ceil(by_joins))
        rows.append([f"{people:,}", f"{servers}", f"{servers * 11}", f"{people * share:.1f}"])
    columns = ["people at a time", "servers", "connections to PostgreSQL", "processors busy at rest"]
    return (
        f"{markdown(columns, rows)}\n\nCalculated, not measured: servers of {CORES} cores and {MEMORY} GB, filled to "
        f"{FILLED:.0%}; everybody comes within {COMING} seconds; {join_cpu:.2f} processor seconds a join and "
        f"{memory:.0f} MB a page, as above. Above a few hundred connections PostgreSQL wants a house, and so a database, "
        "for each group of servers."
    )


async def killed(house: House, given: argparse.Namespace) -> str:
    """Kill the first server; its pages go to the second with the cookies they have, as a proxy would send them."""
    lost, other = house.servers[0], house.servers[1]
    groups = [group for group in house.groups if group.console.base == lost.url.rstrip("/")]
    lost.process.kill()
    lost.process.wait()
    spent, began = house.used(), time.perf_counter()
    led: list[float] = []
    seconds: list[float] = []

    async def again(page: Page, into: list[float]) -> None:
        await page.deaf()
        page.base = other.url.rstrip("/")
        async with asyncio.timeout(given.patience * 4):
            await page.open_page()
            await asyncio.gather(page.connect(), page.fetch_states())
            await page.load_widgets()
            await page.greet()
        page.listen()
        into.append(time.perf_counter() - began)

    people = [page for group in groups for page in group.pages]
    consoles = [group.console for group in groups]
    everybody = [*(again(page, seconds) for page in people), *(again(page, led) for page in consoles)]
    await asyncio.gather(*everybody, return_exceptions=True)
    by_whom = _by_whom(house.used() - spent, len(seconds) + len(led), 1)
    return (
        f"consoles {len(led)} of {len(consoles)}: {_spread(led)}; phones {len(seconds)} of {len(people)}: {_spread(seconds)}; "
        f"of that, processor seconds a page {by_whom}"
    )


async def _later(work) -> None:  # type: ignore[no-untyped-def]
    await asyncio.sleep(random.uniform(0, 1.5))
    await work


async def strolling(group: Group, seconds: float) -> None:
    """Click now and then, as on a real evening: each room at moments of its own, once in some twenty seconds."""
    until = time.monotonic() + seconds
    while (pause := random.uniform(0, 2 * BETWEEN)) < until - time.monotonic():
        await asyncio.sleep(pause)
        await group.clicks(1)


def _all(house: House, kind: str) -> str:
    """Return and forget what was measured of a kind."""
    found = [second for group in house.groups for second in group.seconds[kind]]
    missed = sum(group.missed[kind] for group in house.groups)
    for group in house.groups:
        group.seconds[kind], group.missed[kind] = [], 0
    return _spread(found, missed)


def _by_whom(spent: Counter[str], times: int, unit: int = 1000) -> str:
    who = ("servers", "pages", "database", "phones")
    return ", ".join(f"{name} {unit * spent[name] / max(1, times):.{1 if unit > 1 else 2}f}" for name in who)


def _spread(seconds: list[float], missed: int = 0) -> str:
    if not seconds:
        return f"none, {missed} missed"
    return f"{statistics.median(seconds):.2f} / {quantile(seconds, 0.95):.2f} s" + (f", {missed} missed" * bool(missed))


def main(arguments: list[str] | None = None) -> int:
    parser = options("rooms", __doc__, quick="two rooms of five")
    parser.add_argument("--rooms", type=int, default=50)
    parser.add_argument("--phones", type=int, default=20, help="in each room")
    parser.add_argument("--servers", type=int, default=2)
    parser.add_argument("--consoles", type=int, default=50, help="rooms that are led from a console, and clicked in")
    parser.add_argument("--clicks", type=int, default=4)
    parser.add_argument("--rest", type=float, default=30, help="seconds in which nothing happens")
    parser.add_argument(
        "--evening", type=float, default=60, help="seconds in which each room is clicked in now and then"
    )
    parser.add_argument("--patience", type=float, default=30)
    parser.add_argument("--kill", action="store_true", help="kill one of the servers at the end")
    parser.add_argument(
        "--before",
        type=Path,
        metavar="FOLDER",
        help="another copy of the repository with the same store format, measured first",
    )
    given = parser.parse_args(arguments)
    if given.quick:
        given.rooms, given.phones, given.clicks, given.rest, given.evening = 2, 5, 2, 5, 20
    AsyncHTTPClient.configure(None, max_clients=2000)
    sticks, found = [yardstick()], []
    for source in [*([given.before.resolve()] if given.before else []), HERE]:
        with running(source, given) as house:
            found.append(asyncio.run(evening(house, given)))
            sticks.append(yardstick())
            failed, more = house.failed, house.beyond
    titles = ["before", "now"] if given.before else ["now"]
    columns = [f"{given.rooms} rooms of {given.phones}, {given.servers} servers", *titles]
    rows = [[row[0], *(other[at][1] for other in found if at < len(other))] for at, row in enumerate(found[-1])]
    lines = [markdown(columns, rows), more, *sorted(set(failed))[:5], footer(sticks)]
    print("\n\n".join(lines))
    write(given.write, "rooms", "\n\n".join(lines))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
