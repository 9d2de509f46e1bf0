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
from urllib.parse import urlencode

from tornado.httpclient import AsyncHTTPClient, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect
from wire import PROTOCOL, Message, pack, unpack

KERNEL = re.compile(r'"kernelId":\s*"([0-9a-f-]+)"')
VIEW = re.compile(r'"model_id":\s*"([0-9a-f]+)"')


class Trouble(Exception):  # noqa: N818
    """What a person would see as a page that does not work."""


class Visitor:
    """One browser on one page.

    ``times`` holds seconds since the visit began: page, socket, states (widgets are there), first (the
    first widget message was answered).
    """

    def __init__(self, base: str, path: str) -> None:
        self.base, self.path = base.rstrip("/"), path
        self.session = uuid.uuid4().hex
        self.times: dict[str, float] = {}
        self.html = ""
        self.kernel_id = ""
        self.cookies = ""
        self.states: dict[str, dict[str, Any]] = {}
        self._http = AsyncHTTPClient(force_instance=True)
        self._socket: WebSocketClientConnection | None = None
        self._began = time.perf_counter()

    def _mark(self, name: str) -> None:
        self.times[name] = time.perf_counter() - self._began

    async def join(self) -> None:
        """Come in as far as the first answered widget message."""
        self._began = time.perf_counter()
        await self.open_page()
        await self.connect()
        await self.load_widgets()
        before = time.perf_counter()
        await self.move_something()
        self._mark("first")
        self.times["round trip"] = time.perf_counter() - before

    async def open_page(self) -> None:
        request = HTTPRequest(self.base + self.path, request_timeout=300, connect_timeout=60)
        answer = await self._http.fetch(request, raise_error=False)
        self.html = answer.body.decode() if answer.body else ""
        if answer.code != 200:
            raise Trouble(f"page {answer.code}: {self.html[:200]}")
        cookies = [line.split(";")[0] for line in answer.headers.get_list("Set-Cookie")]
        self.cookies = "; ".join(cookies)
        found = KERNEL.search(self.html)
        if found is None:
            raise Trouble("no kernel in the page")
        if "was an error when executing" in self.html:
            raise Trouble("a cell of the page failed")
        self.kernel_id = found[1]
        self._mark("page")

    async def connect(self) -> None:
        url = f"{self.base}/api/kernels/{self.kernel_id}/channels?session_id={self.session}"
        request = HTTPRequest(
            url.replace("http", "ws", 1), headers={"Origin": self.base, "Cookie": self.cookies}
        )
        request.request_timeout = 300
        self._socket = await websocket_connect(request, subprotocols=[PROTOCOL], max_message_size=1 << 28)
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

    async def load_widgets(self) -> None:
        comm = str(uuid.uuid4())
        opened = {"comm_id": comm, "target_name": "jupyter.widget.control", "data": {}}
        await self.send("comm_open", opened, metadata={"version": "1.0.0"})
        await self.send("comm_msg", {"comm_id": comm, "data": {"method": "request_states"}})

        def states(message: Message) -> bool:
            ours = message.kind == "comm_msg" and message.content["comm_id"] == comm
            return ours and message.content["data"].get("method") == "update_states"

        self.states = (await self.receive(states)).content["data"]["states"]
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
        """Move the first slider of the test notebooks; on other pages send an empty change."""
        try:
            slider = self.model(description="start a")
        except KeyError:
            known = next(iter(VIEW.findall(self.html)), None) or next(iter(self.states))
            request = await self.update(known)
            await self.receive(
                lambda m: (
                    m.kind == "status" and m.parent == request and m.content["execution_state"] == "idle"
                )
            )
            return
        result = next(
            model
            for model, known in self.states.items()
            if str(known["state"].get("value", "")).startswith("<b>f")
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
            token = dict(pair.split("=", 1) for pair in self.cookies.split("; ") if "=" in pair).get(
                "_xsrf", ""
            )
            with contextlib.suppress(Exception):
                self.beacon_answer = await self._http.fetch(
                    f"{self.base}/voila/api/shutdown/{self.kernel_id}",
                    method="POST",
                    body=urlencode({"_xsrf": token}),
                    headers={"Cookie": self.cookies},
                    raise_error=False,
                    request_timeout=60,
                )
        self._http.close()


def describe(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:200]


def as_line(summary: dict[str, Any]) -> str:
    return json.dumps(summary, separators=(",", ":"))
