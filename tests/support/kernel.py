"""A page's side of the kernel's websocket (protocol v1.kernel.websocket.jupyter.org)."""

from __future__ import annotations

import json
import time
import uuid
from itertools import pairwise
from typing import Any

import httpx
from websockets.sync.client import ClientConnection, connect

PROTOCOL = "v1.kernel.websocket.jupyter.org"


def open_socket(browser: httpx.Client | str, kernel_id: str, **kwargs: Any) -> ClientConnection:
    """Connect to a kernel as a page does, with a browser's cookies; as a stranger, where only an address is given."""
    session = uuid.uuid4().hex
    if isinstance(browser, str):
        url = browser
    else:
        url = str(browser.base_url).rstrip("/")
        kwargs["additional_headers"] = cookies_of(browser)
    address = f"{url.replace('http', 'ws', 1)}/api/kernels/{kernel_id}/channels?session_id={session}"
    return connect(address, subprotocols=[PROTOCOL], max_size=None, **kwargs)


def cookies_of(browser: httpx.Client) -> dict[str, str]:
    """Return the header with a browser's cookies."""
    return {"Cookie": "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies.jar)}


def message(
    kind: str,
    content: dict[str, Any] | None = None,
    channel: str = "shell",
    metadata: dict[str, Any] | None = None,
) -> bytes:
    """Return one frame."""
    header = {
        "msg_id": uuid.uuid4().hex,
        "msg_type": kind,
        "session": "s",
        "username": "",
        "date": "",
        "version": "5.3",
    }
    parts = [channel.encode(), *(json.dumps(p).encode() for p in (header, {}, metadata or {}, content or {}))]
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    numbers = [len(offsets), *offsets]
    return b"".join(n.to_bytes(8, "little") for n in numbers) + b"".join(parts)


def read(frame: bytes) -> dict[str, Any]:
    """Return channel, header and content of a frame."""
    count = int.from_bytes(frame[:8], "little")
    at = [int.from_bytes(frame[8 * i : 8 * i + 8], "little") for i in range(1, count + 1)]
    parts = [frame[a:b] for a, b in pairwise(at)]
    return {"channel": parts[0].decode(), "header": json.loads(parts[1]), "content": json.loads(parts[4])}


def wait_for(socket: ClientConnection, kind: str, seconds: float = 20) -> dict[str, Any]:
    """Return the next message of a kind."""
    end = time.monotonic() + seconds
    while True:
        found = read(socket.recv(timeout=max(0.1, end - time.monotonic())))
        if found["header"]["msg_type"] == kind:
            return found


def models_of(page: ClientConnection) -> dict[str, Any]:
    """Ask the kernel for its widgets."""
    control = {"comm_id": "c", "target_name": "jupyter.widget.control", "data": {}}
    page.send(message("comm_open", control, metadata={"version": "1.0.0"}))
    page.send(message("comm_msg", {"comm_id": "c", "data": {"method": "request_states"}}))
    states: dict[str, Any] = wait_for(page, "comm_msg")["content"]["data"]["states"]
    return states


def slider_of(page: ClientConnection) -> str:
    """Ask the kernel which of its comms is the slider."""
    return next(name for name, one in models_of(page).items() if one["model_name"] == "IntSliderModel")
