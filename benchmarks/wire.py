"""Jupyter messages as the websocket protocol v1.kernel.websocket.jupyter.org carries them."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

PROTOCOL = "v1.kernel.websocket.jupyter.org"


@dataclass
class Message:
    channel: str
    kind: str
    content: dict[str, Any]
    parent: str = ""
    metadata: dict[str, Any] = field(default_factory=dict)
    buffers: list[bytes] = field(default_factory=list)


def pack(message: Message, session: str) -> tuple[bytes, str]:
    """Return the frame and the message's id."""
    header = {
        "msg_id": uuid.uuid4().hex,
        "msg_type": message.kind,
        "username": "",
        "session": session,
        "date": "2026-01-01T00:00:00.000Z",
        "version": "5.4",
    }
    parts = [message.channel.encode()]
    parts += [json.dumps(part).encode() for part in (header, {}, message.metadata, message.content)]
    parts += message.buffers
    count = len(parts) + 1
    offsets = [8 * (count + 1)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    head = count.to_bytes(8, "little") + b"".join(offset.to_bytes(8, "little") for offset in offsets)
    return head + b"".join(parts), header["msg_id"]


def unpack(frame: bytes) -> Message:
    """Return the message of a frame."""
    count = int.from_bytes(frame[:8], "little")
    offsets = [int.from_bytes(frame[8 * (i + 1) : 8 * (i + 2)], "little") for i in range(count)]
    parts = [frame[a:b] for a, b in pairwise(offsets)]
    header, parent, metadata, content = (json.loads(part) for part in parts[1:5])
    return Message(parts[0].decode(), header["msg_type"], content, parent.get("msg_id", ""), metadata, parts[5:])
