"""A phone for the program of chaos: what a browser does, with a memory of what it saw."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from typing import Any

from visitor import Trouble, Visitor
from wire import unpack

from workshop.content import Library
from workshop.server import tickets

FRAME = ("_level", "_shared", "_passed", "_debrief")
EXERCISES = ("cases", "timeline", "myth-or-finding")
PATIENCE = 20.0  # seconds for one step of coming in
TO_COME = 3 * PATIENCE


def answered(answer: dict[str, Any]) -> dict[str, Any]:
    """Return an answer without what the frame keeps beside it."""
    return {name: value for name, value in answer.items() if not name.startswith("_")}


class Phone(Visitor):
    """Comes in, answers, shares, takes back, sleeps, loses its connection, comes back.

    Attributes
    ----------
    device
        What its browser keeps of each exercise.
    saw
        What the page said last of each exercise: True if it was shared.
    """

    def __init__(self, base: str, path: str, code: str, library: Library, dice: random.Random) -> None:
        super().__init__(base, path, code)
        self.library, self.dice = library, dice
        self.device: dict[str, dict[str, Any]] = {}
        self.saw: dict[str, bool] = {}
        self.epochs: dict[str, int] = {}
        self.left_alone: set[str] = set()  # what was seen as shared, and not tapped on since to take it back
        self.said: dict[str, int] = {"answers": 0, "shares": 0, "seen shared": 0, "taken back": 0, "lost": 0}
        self.troubles: dict[str, int] = {}
        self.lost_since: float | None = None
        self.longest_away = 0.0
        self.asleep_until = 0.0
        self.resting = self.over = self.live = False

    @property
    def admission(self) -> bytes:
        """What this phone was let in with."""
        return tickets.read(self.config["ticket"]).admission

    # -- the life of a page

    async def lives(self) -> None:
        """Be a page until it is over."""
        wait = 0.3
        while not self.over:
            try:
                async with asyncio.timeout(TO_COME):
                    await self.come()
                wait = 0.3
                await self.use()
            except Exception as problem:
                kind = f"{type(problem).__name__}: {problem}"[:60]
                self.troubles[kind] = self.troubles.get(kind, 0) + 1
            self.live = False
            self.lost_since = self.lost_since or time.monotonic()
            self.drop()
            await asyncio.sleep(wait * self.dice.uniform(0.6, 1))
            wait = min(5.0, wait * 2)

    def drop(self) -> None:
        """Let go of the socket without a word."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    async def come(self) -> None:
        """Connect to the kernel there was, or to a new one, and put what the device keeps into it."""
        if self.code and not any("room" in name for name in self._jar):
            await self.enter()
        anew = not self.kernel_id or (await self.ask(f"/api/kernels/{self.kernel_id}")).code == 404
        if anew:
            await self.open_page()
            self.states = {}
            self.epochs = {}
        await asyncio.wait_for(self.connect(), PATIENCE)
        if anew:
            await self.fetch_states()
        known = self.states
        await asyncio.wait_for(self.load_widgets(), PATIENCE)
        if anew and not self.states:
            raise Trouble("no widgets")
        self.states = known | self.states
        await self.greet()
        for name in self.exercises():
            await self._agree(name)
        if self.lost_since is not None:
            self.longest_away = max(self.longest_away, time.monotonic() - self.lost_since)
            self.lost_since = None
        self.live = True

    def exercises(self) -> list[str]:
        """Return the exercises this page has."""
        names = {model["state"].get("name") for model in self.states.values()}
        return [name for name in EXERCISES if name in names]

    async def _agree(self, name: str) -> None:
        """Do as the kit's line between device and kernel does: the newer answer wins, an empty kernel is filled."""
        state = self.states[self.named(name)]["state"]
        if state.get("epoch", 0) > self.epochs.get(name, state.get("epoch", 0)):
            self._keep(name, state["answer"])
        elif self.device.get(name):
            await self._write(name)
        self.epochs[name] = state.get("epoch", 0)

    def _keep(self, name: str, answer: dict[str, Any]) -> None:
        self.device[name] = answer
        shared = bool(answer.get("_shared"))
        self.said["seen shared"] += shared and not self.saw.get(name, False)
        self.said["lost"] += name in self.left_alone and not shared and answer.get("_level") == "count"
        (self.left_alone.add if shared else self.left_alone.discard)(name)
        self.saw[name] = shared

    async def _write(self, name: str) -> None:
        self.seq += 1
        self._hold(name)
        await self.update(self.named(name), answer=self.device[name], seq=self.seq)

    def _hold(self, name: str) -> None:
        """Know what was sent as a browser's model does: the kernel tells only what differs from it."""
        self.states[self.named(name)]["state"]["answer"] = self.device[name]

    async def use(self) -> None:
        """Hear what the kernel says, and do something now and then."""
        hearing = asyncio.ensure_future(self._hear())
        try:
            while not hearing.done() and not self.over:
                await asyncio.wait({hearing}, timeout=self.dice.uniform(0.5, 3))
                if time.monotonic() < self.asleep_until:
                    continue
                if not hearing.done() and not self.resting and not self.over:
                    await self.do_something()
            if hearing.done():
                hearing.result()
        finally:
            hearing.cancel()
            with contextlib.suppress(BaseException):
                await hearing

    async def _hear(self) -> None:
        while True:
            while (rest := self.asleep_until - time.monotonic()) > 0:
                await asyncio.sleep(min(1, rest))
            assert self._socket is not None
            try:
                frame = await asyncio.wait_for(self._socket.read_message(), 10)
            except TimeoutError:
                await self.send("kernel_info_request", {}, channel="control")  # the page's own beat
                frame = await asyncio.wait_for(self._socket.read_message(), 10)
            if not isinstance(frame, bytes):
                raise Trouble("the connection was closed")
            message = unpack(frame)
            if message.kind == "status" and message.content["execution_state"] in ("dead", "restarting"):
                raise Trouble("the kernel has died")
            if message.kind == "comm_msg" and message.content["data"].get("method") == "update":
                self._take(message.content["comm_id"], message.content["data"]["state"])

    def _take(self, model: str, state: dict[str, Any]) -> None:
        held = self.states.get(model)
        if held is None:
            return
        held["state"] |= state
        name, epoch = held["state"].get("name"), state.get("epoch", 0)
        if name in EXERCISES and epoch > self.epochs.get(name, 0):
            self.epochs[name] = epoch
            self._keep(name, held["state"]["answer"])

    # -- the person

    async def do_something(self) -> None:
        """Answer, share or take back, as it comes."""
        name = self.dice.choice(self.exercises())
        what = self.dice.choices(("answer", "share", "back"), (5, 4, 1))[0]
        if what == "answer" or not answered(self.device.get(name, {})):
            self.device[name] = {**self.device.get(name, {}), **self._new_answer(name)}
            self.said["answers"] += 1
            await self._write(name)
        elif what == "share":
            self.device[name] = {**self.device[name], "_level": "count"}
            self.seq += 1
            self.said["shares"] += 1
            self._hold(name)
            await self.tell(self.named(name), event="action", action="share", args={}, answer=self.device[name],
                            seq=self.seq)  # fmt: skip
        else:
            self.left_alone.discard(name)
            self.device[name] = {**self.device[name], "_level": "me"}
            self.said["taken back"] += 1
            self._hold(name)
            await self.tell(self.named(name), event="action", action="withdraw", args={}, answer=self.device[name],
                            seq=self.seq + 1)  # fmt: skip
            self.seq += 1

    def _new_answer(self, name: str) -> dict[str, Any]:
        if name == "cases":
            reasons = ["betrayal", "single", "gradual", "manipulation"]
            return {"items": {who: [self.dice.choice(reasons)] for who in ("amara", "joaquin", "mei")}}
        if name == "timeline":
            years = sorted(self.dice.sample(range(5, 60), 3))
            return {"points": [{"age": age, "level": self.dice.randint(-4, 4)} for age in years]}
        sure = self.dice.randrange(0, 101, 10)
        return {"guesses": {"childhood": {"value": self.dice.choice(("true", "false")), "sure": sure}}}
