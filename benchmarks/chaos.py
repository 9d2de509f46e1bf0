"""An evening in which everything goes wrong, and what of it was lost.

    python benchmarks/chaos.py [--quick] [--seconds 600] [--phones 30] [--seed 1] [--postgres] [--write docs/performance.md]

Phones with real kernels, over real HTTP and websockets, in two rooms of one `workshop serve`; a console and a wall.
Meanwhile kernels, templates, connections and the server are ended, the network is cut and stalls, phones sleep, the
store is locked, its disk is filled (SQLite, on a tmpfs of 16 MiB, which needs root) or it is stopped (PostgreSQL), and
the clock of the server and its kernels is set forth and back by up to three hours. At the end everybody comes back, and
what the phones saw is compared with what the store holds.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from chaos_house import House
from chaos_phone import EXERCISES, TO_COME, Phone, answered
from measure import yardstick
from report import footer, markdown, options, write
from sqlalchemy import text
from tornado.httpclient import AsyncHTTPClient

from workshop.content import load_library
from workshop.room import Room, RoomError, Store, pseudonym
from workshop.server.visits import NEVER_CONNECTED

PART = "/part/01-causes"
_WRONG = re.compile(r"Traceback|.*\b(ERROR|CRITICAL)\b")
BACK = 120  # seconds for everybody to be there again, and for what waits to arrive


class Chaos:
    """One run; ``broken`` holds the promises that were not kept."""

    def __init__(self, house: House, given: argparse.Namespace) -> None:
        self.house, self.given = house, given
        self.store = Store(house.url, clock=house.now)
        first = self.store.find(house.server.code)
        self.rooms: list[Room] = [first, self.store.create()]
        for room in self.rooms:
            for name in EXERCISES:
                room.open(name)
        library = load_library("en")
        self.of: dict[Phone, Room] = {}
        for number in range(given.phones):
            room = self.rooms[number % 4 == 3]
            base = house.relays[number % len(house.relays)].url
            dice = random.Random(f"{given.seed}/{number}")
            self.of[Phone(base, PART, room.code, library, dice)] = room
        self.phones = list(self.of)
        away = f"http://127.0.0.1:{house.port}"
        self.desks = [
            Phone(away, urlsplit(link).path, "", library, random.Random(given.seed))
            for link in (house.server.console_link, house.server.projector_link)
        ]
        self.seconds = 0.0
        self.broken: list[str] = []
        self.figures: dict[str, str] = {}

    async def evening(self) -> None:
        """Let everybody come, let it all go wrong, let everybody come back, and look."""
        given, pages = self.given, [*self.phones, *self.desks]
        for desk in self.desks:
            desk.resting = True
        lives = [asyncio.create_task(page.lives()) for page in pages]
        await self._until(lambda: all(page.live for page in pages), 60 + 4 * len(pages), "everybody came in")
        await asyncio.sleep(5)
        before = self.house.memory()
        self.house.forks()
        began = time.monotonic()
        if given.quick:
            await self.house.go_wrong_once(self.phones)
        else:
            await self.house.go_wrong(began + given.seconds, self.phones)
        self.seconds = time.monotonic() - began
        for page in pages:
            page.asleep_until = 0
        await self._until(lambda: all(page.live for page in pages), BACK, "everybody came back")
        for page in self.phones:
            page.resting = True
        await asyncio.sleep(6)
        await self._until(lambda: not self.differences(), BACK, "phones and store agree")
        self.broken += self.differences()
        if lost := sum(phone.said["lost"] for phone in self.phones):
            self.broken.append(f"{lost} shared answers went out of the room without a tap")
        here = sum(room.present() for room in self.rooms)
        after = self.house.memory()
        for page in pages:
            page.over = True
        await asyncio.wait(lives, timeout=TO_COME + 15)  # one may be on its way, and would come in while it is asked
        for life in lives:
            life.cancel()
        await asyncio.wait(lives)
        for phone in self.phones:
            self.broken += await self.private(phone) if phone.config else ["a phone never came in"]
        await asyncio.gather(*(page.close() for page in pages))
        # A page that was on its way to somebody who had given up waiting for it is kept so long.
        unclaimed = NEVER_CONNECTED + 30
        await self._until(lambda: not self.house.forks(), unclaimed, "every kernel of a page that was left has ended")
        await self._until(
            lambda: not sum(room.present() for room in self.rooms), 10, "the count of who is here is none"
        )
        await self._until(lambda: not self._sockets(), 40, "the server holds no connection")
        if after > before * 1.5 + 60:
            self.broken.append(f"the server's memory grew from {before:.0f} to {after:.0f} MiB")
        self._figures(before, after, here)

    async def _until(self, holds: object, seconds: float, what: str) -> None:
        end = time.monotonic() + seconds
        while not holds():  # type: ignore[operator]
            if time.monotonic() > end:
                self.broken.append(f"not within {seconds:.0f} s: {what}")
                return
            await asyncio.sleep(0.5)

    def _sockets(self) -> int:
        with contextlib.suppress(psutil.Error):
            held = psutil.Process(self.house.server.process.pid).net_connections("tcp")
            return sum(one.status == psutil.CONN_ESTABLISHED for one in held)
        return 0

    # -- the promises

    def differences(self) -> list[str]:
        """Return where the store holds anything else than what the phones saw as shared."""
        found = []
        for name in EXERCISES:
            for room in self.rooms:
                those = [phone for phone, its in self.of.items() if its is room and phone.config]
                try:
                    rows = self._rows(room, name)
                    held = {p for p in those if room.mine(name, pseudonym(p.admission, room.id, name))}
                except RoomError as error:
                    return [f"the store can't be read: {error}"]
                saw = {phone for phone in those if phone.saw.get(name)}
                if saw - held:
                    found.append(f"{name}: {len(saw - held)} shared answers are not counted")
                if held - saw:
                    found.append(
                        f"{name}: {len(held - saw)} answers are counted that their phones do not see as shared"
                    )
                if rows != len(held):
                    found.append(f"{name}: {rows} rows for {len(held)} people of the room")
        return found

    def _rows(self, room: Room, name: str) -> int:
        with self.store.database.reading() as connection:
            asked = text("SELECT count(*) FROM answers WHERE room = :room AND exercise = :name")
            return int(connection.execute(asked, {"room": room.id, "name": name}).scalar_one())

    async def private(self, phone: Phone) -> list[str]:
        """Ask a phone's kernel anew; return the exercises in which it holds another answer than the device."""
        found = []
        try:
            await phone.connect()
            await asyncio.wait_for(phone.load_widgets(), 20)
        except Exception as problem:
            return [f"a page could not be asked for its answers: {problem}"]
        for name in phone.exercises():
            kept = answered(phone.device.get(name, {}))
            inside = answered(phone.states[phone.named(name)]["state"].get("answer", {}))
            if kept != inside:
                found.append(f"{name}: a kernel holds another answer than its device")
        return found

    def _figures(self, before: float, after: float, here: int) -> None:
        said = {key: sum(phone.said[key] for phone in self.phones) for key in self.phones[0].said}
        shared = sum(sum(phone.saw.values()) for phone in self.phones)
        longest = max((page.longest_away for page in [*self.phones, *self.desks]), default=0)
        self.figures = {
            "phones, in two rooms": str(len(self.phones)),
            "minutes of chaos": f"{self.seconds / 60:.1f}",
            **{name: str(number) for name, number in sorted(self.house.done.items())},
            "answers given": str(said["answers"]),
            "taps on Share": str(said["shares"]),
            "seen as shared, in all": str(said["seen shared"]),
            "taken back": str(said["taken back"]),
            "gone from the room without a tap": str(said["lost"]),
            "seen as shared at the end, each counted once": str(shared),
            "counted as here at the end": str(here),
            "longest time a page was away, s": f"{longest:.0f}",
            "the server's memory before and after, MiB": f"{before:.0f}, {after:.0f}",
        }


def main(arguments: list[str] | None = None) -> int:
    parser = options("chaos", __doc__, quick="six phones, and each thing goes wrong once")
    parser.add_argument("--phones", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--postgres", action="store_true", help="PostgreSQL instead of SQLite")
    given = parser.parse_args(arguments)
    if given.quick:
        given.phones = min(given.phones, 6)
    AsyncHTTPClient.configure(None, max_clients=1000)
    sticks = [yardstick()]
    folder = Path(tempfile.mkdtemp(prefix="chaos-"))
    os.environ["WORKSHOP_HOME"] = str(folder / "home")  # tickets are read with the house's own secret
    dice, orphan_seconds = random.Random(given.seed), 6 if given.quick else 20
    house = House(folder, postgres=given.postgres, dice=dice, phones=given.phones, orphan_seconds=orphan_seconds)
    chaos = None
    try:
        chaos = Chaos(house, given)
        asyncio.run(chaos.evening())
    finally:
        house.close()
        if chaos is not None:
            chaos.store.close()
        house.remove()
        shutil.rmtree(folder, ignore_errors=True)
    sticks.append(yardstick())
    if left := house.left():
        chaos.broken.append(f"{len(left)} processes are left")
    errors = [at for at, line in enumerate(house.lines) if _WRONG.match(line)]
    chaos.figures["errors in the server's log"] = str(len(errors))
    for at in errors[:10]:
        print("", *house.lines[max(0, at - 3) : at + 40], sep="\n    ")
    store = "PostgreSQL" if given.postgres else "SQLite"
    rows = [[name, value] for name, value in chaos.figures.items()] + [["promises broken", str(len(chaos.broken))]]
    lines = [markdown([f"chaos on {store}, seed {given.seed}", ""], rows), *chaos.broken, footer(sticks)]
    troubles: dict[str, int] = {}
    for page in [*chaos.phones, *chaos.desks]:
        for kind, number in page.troubles.items():
            troubles[kind] = troubles.get(kind, 0) + number
    print("\n\n".join(lines))
    print("\nWhat the pages met:", *(f"{number} × {kind}" for kind, number in sorted(troubles.items())), sep="\n  ")
    write(given.write, f"chaos-{store.lower()}", "\n\n".join(lines))
    return 1 if chaos.broken else 0


if __name__ == "__main__":
    sys.exit(main())
