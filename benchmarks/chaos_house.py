"""What can go wrong around a room: its processes, its store, its network."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import psutil

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.support.postgres import Cluster, start_cluster
from tests.support.relay import relay_to
from tests.support.server import ROOT, Server, start

DISK = "16m"
#: In the path of a Python, this moves its clock: time.time, which is all that the kit asks. No system sets the other one.
CLOCK = Path(__file__).parent / "moved_clock"


class House:
    """A server over a store, with relays between it and the phones, that can be damaged and is mended again."""

    def __init__(
        self, folder: Path, *, postgres: bool, dice: random.Random, phones: int, orphan_seconds: int = 20
    ) -> None:
        self.folder, self.dice, self.phones, self.orphan_seconds = folder, dice, phones, orphan_seconds
        self.cluster: Cluster | None = start_cluster() if postgres else None
        self.disk = folder / "disk"
        self.disk.mkdir()
        mount = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(self.disk)]
        self.small = (
            not postgres
            and bool(shutil.which("mount"))
            and not subprocess.run(mount, capture_output=True, check=False).returncode
        )
        self.file = self.disk / "rooms.sqlite"
        self.url = self.cluster.fresh() if self.cluster else f"sqlite:///{self.file}"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.clock = folder / "clock"
        self.clock.write_text("0")
        self.done: dict[str, int] = {}
        self.ever: set[int] = set()
        self.lines: list[str] = []
        self.server = self._start()
        self.relays = [relay_to(self.port) for _ in range(3)]
        self.starting = False

    def _start(self) -> Server:
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        line = ["--database", self.url, "--port", str(self.port), "--orphan-seconds", str(self.orphan_seconds)]
        line += ["--max-pages", str(max(150, 2 * self.phones))]  # a page that is left has its time beside the next one
        path = os.pathsep.join(map(str, (CLOCK, ROOT / "src", *filter(None, [os.environ.get("PYTHONPATH")]))))
        return start(home, *line, env={"PYTHONPATH": path, "MOVED_CLOCK": str(self.clock)}, patience=240)

    def memory(self) -> float:
        """Return the server's own resident memory, MiB."""
        return psutil.Process(self.server.process.pid).memory_info().rss / 2**20

    def generations(self) -> list[list[psutil.Process]]:
        """Return what templates are forked from, the templates, and the kernels, which are forks of those."""
        found = [[psutil.Process(self.server.process.pid)]]
        for _ in range(3):
            found.append([child for parent in found[-1] for child in _children(parent)])
            self.ever |= {each.pid for each in found[-1]}
        return found[1:]

    def forks(self) -> list[psutil.Process]:
        """Return the kernels."""
        return self.generations()[-1]

    # -- what goes wrong

    def mischief(self) -> dict[str, tuple[int, Callable[[], Awaitable[None]]]]:
        """Return what can be done, each with how likely it is."""
        common = {
            "kernels killed": (5, self.kill_kernels),
            "a template killed": (1, self.kill_template),
            "the network cut": (4, self.cut),
            "the network stalled": (4, self.stall),
            "the server killed": (1, self.kill_server),
            "the server stopped and started": (1, self.restart),
            "the database locked": (3, self.lock),
            "the clock set": (2, self.set_clock),
        }
        if self.cluster:
            return {**common, "the database stopped and started": (3, self.stop_database)}
        return {**common, **({"the disk filled": (3, self.fill)} if self.small else {})}

    async def kill_kernels(self) -> None:
        """End one to three kernels."""
        forks = self.forks()
        for fork in self.dice.sample(forks, min(len(forks), self.dice.randint(1, 3))):
            with contextlib.suppress(psutil.Error):
                fork.kill()

    async def kill_template(self) -> None:
        """End a template, or what they are forked from; all that was forked lives on."""
        origins, templates, _ = self.generations()
        with contextlib.suppress(psutil.Error, IndexError):
            self.dice.choice([*origins, *templates]).kill()

    async def cut(self) -> None:
        """End the connections of a third of the phones."""
        self.dice.choice(self.relays).cut()

    async def stall(self) -> None:
        """Let nothing through to a third of the phones for a while."""
        relay = self.dice.choice(self.relays)
        relay.stall()
        await asyncio.sleep(self.dice.uniform(2, 12))
        relay.go_on()

    async def kill_server(self) -> None:
        """Kill the server, and start it again with the same store."""
        await self._again(signal.SIGKILL)

    async def restart(self) -> None:
        """Stop the server as a person does, and start it again."""
        await self._again(signal.SIGTERM)

    async def _again(self, how: int) -> None:
        self.forks()
        self.lines += self.server.output
        self.server.process.send_signal(how)
        await asyncio.to_thread(self.server.process.wait, 120)
        self.server = await asyncio.to_thread(self._start)

    async def set_clock(self) -> None:
        """Set the server's clock to an hour and a half, or ten minutes, before or after what it should be."""
        other = self.clock.with_suffix(".new")
        other.write_text(str(self.dice.choice((-5400, -600, 600, 5400))))
        other.replace(self.clock)

    def now(self) -> float:
        """Return the time of day as the server has it."""
        return time.time() + float(self.clock.read_text())

    async def lock(self) -> None:
        """Hold the store as another program would."""
        seconds = self.dice.uniform(1, 7)
        if self.cluster:
            import psycopg

            where = {"host": str(self.cluster.folder), "user": "workshop", "dbname": self.database()}
            with contextlib.suppress(psycopg.Error), psycopg.connect(**where) as held:
                held.execute("SELECT * FROM rooms FOR UPDATE")
                await asyncio.sleep(seconds)
            return
        other = sqlite3.connect(self.file, isolation_level=None, timeout=5)
        with contextlib.suppress(sqlite3.Error):
            other.execute("BEGIN IMMEDIATE")
            await asyncio.sleep(seconds)
            other.execute("ROLLBACK")
        other.close()

    def database(self) -> str:
        """Return the name of PostgreSQL's database."""
        from sqlalchemy import make_url

        return str(make_url(self.url).database)

    async def stop_database(self) -> None:
        """Stop PostgreSQL, and start it again."""
        assert self.cluster is not None
        await asyncio.to_thread(self.cluster.stop)
        await asyncio.sleep(self.dice.uniform(1, 6))
        await asyncio.to_thread(self.cluster.start)

    async def fill(self) -> None:
        """Let nothing more fit onto the store's disk for a while."""
        ballast = self.disk / "photos"
        with ballast.open("wb", buffering=0) as out, contextlib.suppress(OSError):
            while out.write(bytes(65536)):
                pass
        await asyncio.sleep(self.dice.uniform(2, 6))
        ballast.unlink()

    async def go_wrong(self, until: float, phones: list[Any]) -> None:
        """Do one thing after the other until the time is over."""
        chances = self._chances(phones)
        while time.monotonic() < until:
            await asyncio.sleep(self.dice.uniform(1.5, 5))
            await self._do(self.dice.choices(list(chances), [weight for weight, _ in chances.values()])[0], phones)

    async def go_wrong_once(self, phones: list[Any]) -> None:
        """Do each thing once, in an order of the seed."""
        names = [name for name in self._chances(phones) if name != "the server stopped and started"]
        for name in self.dice.sample(names, len(names)):
            await asyncio.sleep(self.dice.uniform(1, 2))
            await self._do(name, phones)

    def _chances(self, phones: list[Any]) -> dict[str, tuple[int, Callable[[], Awaitable[None]]]]:
        async def asleep() -> None:
            for phone in self.dice.sample(phones, max(1, len(phones) // 5)):
                phone.asleep_until = time.monotonic() + self.dice.uniform(5, 30)

        return {**self.mischief(), "phones asleep": (3, asleep)}

    async def _do(self, name: str, phones: list[Any]) -> None:
        self.done[name] = self.done.get(name, 0) + 1
        await self._chances(phones)[name][1]()

    def left(self) -> list[int]:
        """Return the processes that were ours and still run."""
        alive = []
        for pid in self.ever:
            with contextlib.suppress(psutil.Error):
                one = psutil.Process(pid)
                if one.status() != psutil.STATUS_ZOMBIE and "workshop" in " ".join(one.cmdline()):
                    alive.append(pid)
        return alive

    def close(self) -> None:
        """Take everything down."""
        for relay in self.relays:
            relay.close()
        self.forks()
        self.server.stop(patience=120)
        self.lines += self.server.output

    def remove(self) -> None:
        """Give back disk and database."""
        if self.cluster:
            self.cluster.remove()
        if self.small:
            subprocess.run(["umount", "-l", str(self.disk)], check=False)


def _children(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children()
    except psutil.NoSuchProcess:
        return []
