"""Somebody with a phone: opens a page, connects to its kernel, asks for the widgets, moves one."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import time
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urljoin

from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse
from tornado.websocket import WebSocketClientConnection, websocket_connect
from wire import PROTOCOL, Message, pack, unpack

KERNEL = re.compile(r'"kernelId":\s*"([0-9a-f-]+)"')
CONFIG = re.compile(r'<script id="workshop-config"[^>]*>(.*?)</script>', re.DOTALL)
TOKEN = re.compile(r'name="_xsrf" value="([^"]+)"')
VIEW = re.compile(r'"model_id":\s*"([0-9a-f]+)"')


ANSWER = {"items": {"amara": ["betrayal"]}}


class Trouble(Exception):
    """What a person would see as a page that does not work."""


class Visitor:
    """One browser on one page.

    ``times`` holds seconds since the visit began: door (the room's code was taken), page, socket, states
    (widgets are there), first (the first widget message was answered); and without the door: inside.

    ``code`` is the room's, for servers that have a door; ``exercise`` the one whose answer is changed.
    """

    def __init__(self, base: str, path: str, code: str = "", exercise: str = "cases") -> None:
        self.base, self.path, self.code, self.exercise = base.rstrip("/"), path, code, exercise
        self.session = uuid.uuid4().hex
        self.times: dict[str, float] = {}
        self.html = ""
        self.kernel_id = ""
        self.config: dict[str, Any] = {}
        self.seq = 0
        self.address = ""  # where it comes from, as a proxy would say
        self._jar: dict[str, str] = {}
        self.states: dict[str, dict[str, Any]] = {}
        self.since = ""  # the file of states that came with the page, until the kernel was asked what is new
        self._http = AsyncHTTPClient(force_instance=True)
        self._socket: WebSocketClientConnection | None = None
        self._began = time.perf_counter()

    def _mark(self, name: str) -> None:
        self.times[name] = time.perf_counter() - self._began

    @property
    def cookies(self) -> str:
        """What a browser would send along."""
        return "; ".join(f"{name}={value}" for name, value in self._jar.items())

    async def join(self) -> None:
        """Come in as far as the first answered widget message."""
        self._began = time.perf_counter()
        if self.code:
            await self.enter()
        self._mark("door")
        await self.open_page()
        await asyncio.gather(self.connect(), self.fetch_states())
        await self.load_widgets()
        await self.greet()
        before = time.perf_counter()
        await self.move_something()
        self._mark("first")
        self.times["round trip"] = time.perf_counter() - before
        self.times["inside"] = self.times["first"] - self.times["door"]

    async def ask(self, path: str, **options: Any) -> HTTPResponse:
        """Fetch an address as a browser does that keeps cookies."""
        headers = {"Cookie": self.cookies, "Accept-Encoding": "gzip"}
        if self.address:
            headers["X-Forwarded-For"] = self.address
        request = HTTPRequest(
            urljoin(self.base, path),
            headers=headers,
            request_timeout=300,
            connect_timeout=60,
            follow_redirects=False,
            **options,
        )
        answer = await self._http.fetch(request, raise_error=False)
        for line in answer.headers.get_list("Set-Cookie"):
            name, _, value = line.split(";")[0].partition("=")
            self._jar[name.strip()] = value
        return answer

    async def enter(self) -> None:
        """Type the room's code into the landing page and send it."""
        landing = await self.ask("/")
        token = TOKEN.search(landing.body.decode())
        if token is None:
            raise Trouble(f"landing page {landing.code}")
        body = urlencode({"_xsrf": token[1], "code": self.code})
        answer = await self.ask("/join", method="POST", body=body)
        if answer.code != 303:
            raise Trouble(f"the door answered {answer.code}")

    async def open_page(self) -> None:
        answer = await self.ask(self.path)
        while answer.code in (301, 302, 303):
            answer = await self.ask(answer.headers["Location"])
        self.html = answer.body.decode() if answer.body else ""
        if "data-at-once" in self.html and (token := TOKEN.search(self.html)):  # a facilitator's link
            taken = await self.ask(self.path, method="POST", body=urlencode({"_xsrf": token[1]}))
            self.path = taken.headers.get("Location", self.path)
            await self.open_page()
            return
        if answer.code != 200:
            raise Trouble(f"page {answer.code}: {self.html[:200]}")
        found = KERNEL.search(self.html)
        if found is None:
            raise Trouble("no kernel in the page")
        if "was an error when executing" in self.html:
            raise Trouble("a cell of the page failed")
        self.kernel_id = found[1]
        if config := CONFIG.search(self.html):
            self.config = json.loads(config[1])
        self._mark("page")

    async def greet(self) -> None:
        """Tell the page's own widget who is here, as the workshop's pages do."""
        if not self.config.get("ticket"):
            return
        await self.tell(
            self.named("page"),
            event="hello",
            ticket=self.config["ticket"],
            surface=self.config.get("surface", ""),
            url_path=self.path,
        )

    def named(self, name: str) -> str:
        """Return the id of the kit's widget of that name."""
        for model_id, model in self.states.items():
            if model["state"].get("name") == name and "ack" in model["state"]:
                return model_id
        raise KeyError(name)

    async def tell(self, model_id: str, **content: Any) -> None:
        """Send a widget a message of its own."""
        data = {"method": "custom", "content": content}
        await self.send("comm_msg", {"comm_id": model_id, "data": data})

    async def answer(self, answer: dict[str, Any]) -> None:
        """Answer the exercise and wait until its view shows it."""
        model = self.named(self.exercise)
        self.seq = max(self.seq, self.states[model]["state"]["ack"]) + 1
        await self.update(model, answer=answer, seq=self.seq)
        while await self.updated(model, "ack") < self.seq:
            pass

    async def connect(self) -> None:
        url = f"{self.base}/api/kernels/{self.kernel_id}/channels?session_id={self.session}"
        request = HTTPRequest(url.replace("http", "ws", 1), headers={"Origin": self.base, "Cookie": self.cookies})
        request.request_timeout = 300
        self._socket = await websocket_connect(
            request, subprotocols=[PROTOCOL], max_message_size=1 << 28, compression_options={}
        )
        self._mark("socket")

    async def send(self, kind: str, content: dict[str, Any], **more: Any) -> str:
        assert self._socket is not None
        frame, msg_id = pack(Message(more.pop("channel", "shell"), kind, content, **more), self.session)
        await self._socket.write_message(frame, binary=True)
        return msg_id

    async def receive(self, wanted: Callable[[Message], bool], timeout: float = 300) -> Message:
        """Return the first message that is wanted."""
        assert self._socket is not None
        async with asyncio.timeout(timeout):
            while True:
                frame = await self._socket.read_message()
                if frame is None:
                    raise Trouble("the connection was closed")
                if isinstance(frame, bytes) and wanted(message := unpack(frame)):
                    return message

    async def fetch_states(self) -> None:
        """Fetch what the widgets begin with, where the page names a file of it."""
        if self.config.get("states"):
            self.states = json.loads((await self.ask(self.config["states"])).body)
            self.since = self.config["states"].rsplit("/", 1)[1]

    async def load_widgets(self) -> None:
        """Ask for the widgets, or for what has changed since the file of their states."""
        comm = str(uuid.uuid4())
        opened = {"comm_id": comm, "target_name": "jupyter.widget.control", "data": {}}
        since, self.since = self.since, ""
        if since:
            opened |= {"target_name": "workshop.states", "data": {"since": since}}
        await self.send("comm_open", opened, metadata={"version": "1.0.0"})
        if not since:
            await self.send("comm_msg", {"comm_id": comm, "data": {"method": "request_states"}})

        def states(message: Message) -> bool:
            ours = message.kind == "comm_msg" and message.content["comm_id"] == comm
            return ours and message.content["data"].get("method") == "update_states"

        self.states |= (await self.receive(states)).content["data"]["states"]
        await self.send("comm_close", {"comm_id": comm, "data": {}})
        missing = set(VIEW.findall(self.html)) - set(self.states)
        if missing:
            raise Trouble(f"the page shows widgets its kernel does not have: {sorted(missing)[:3]}")
        self._mark("states")

    def model(self, **traits: Any) -> str:
        """Return the id of the first widget with these values."""
        for model_id, model in self.states.items():
            if all(model["state"].get(key) == value for key, value in traits.items()):
                return model_id
        raise KeyError(traits)

    async def update(self, model_id: str, **state: Any) -> str:
        data = {"method": "update", "state": state, "buffer_paths": []}
        return await self.send("comm_msg", {"comm_id": model_id, "data": data})

    async def updated(self, model_id: str, key: str, timeout: float = 60) -> Any:
        """Wait for the kernel to change a widget; return the new value."""

        def ours(message: Message) -> bool:
            content = message.content
            return (
                message.kind == "comm_msg"
                and content["comm_id"] == model_id
                and content["data"].get("method") == "update"
                and key in content["data"]["state"]
            )

        return (await self.receive(ours, timeout)).content["data"]["state"][key]

    async def move_something(self) -> None:
        """Answer an exercise of the kit, else move the first slider, else send an empty change."""
        if any(model["state"].get("name") == self.exercise for model in self.states.values()):
            await self.answer(ANSWER)
            return
        try:
            slider = self.model(description="start a")
        except KeyError:
            known = next(iter(VIEW.findall(self.html)), None) or next(iter(self.states))
            request = await self.update(known)
            await self.receive(
                lambda m: m.kind == "status" and m.parent == request and m.content["execution_state"] == "idle"
            )
            return
        result = next(
            model for model, known in self.states.items() if str(known["state"].get("value", "")).startswith("<b>f")
        )
        await self.update(slider, value=2.0)
        value = await self.updated(result, "value")
        if value != "<b>f = 8.96</b>":
            raise Trouble(f"the kernel answered {value}")

    async def close(self, *, beacon: bool = True) -> None:
        """Leave; with the closing beacon that a browser on a computer sends."""
        if self._socket is not None:
            self._socket.close()
        if beacon and self.kernel_id:
            await self.say_goodbye()
        self._http.close()

    async def say_goodbye(self) -> None:
        """Give the page's kernel back, as a browser does that goes to another page."""
        with contextlib.suppress(Exception):
            self.beacon_answer = await self._http.fetch(
                f"{self.base}/voila/api/shutdown/{self.kernel_id}",
                method="POST",
                body=urlencode({"_xsrf": self._jar.get("_xsrf", "")}),
                headers={"Cookie": self.cookies},
                raise_error=False,
                request_timeout=60,
            )


def describe(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:200]


def as_line(summary: dict[str, Any]) -> str:
    return json.dumps(summary, separators=(",", ":"))
