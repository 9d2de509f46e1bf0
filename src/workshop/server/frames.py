"""Reads a page's websocket messages: once, and in one protocol.

Jupyter Server has two readers and chooses between them by what it knows of the socket at that moment. Both believe
the number of parts a frame claims to have: eight bytes keep the whole server busy for ever, or, when the socket was
closed a second ago, a good message is read as one of 100 million parts, which takes 3 GB. So neither is used.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise

_LONGEST = 64  # parts; a message has five and one for each buffer of a widget
_CHANNELS = frozenset({b"shell", b"control"})


class FrameError(ValueError):
    """The bytes are not the frame of a message."""


@dataclass(frozen=True)
class Message:
    """What a page says to its kernel.

    Attributes
    ----------
    channel
        ``shell`` or ``control``.
    kind
        The ``msg_type`` of its header.
    parts
        Header, parent header, metadata, content and buffers, as they travel on to the kernel.
    target
        What a ``comm_open`` wants to talk to; "" for everything else.
    """

    channel: str
    kind: str
    parts: list[bytes]
    target: str = ""


def read(frame: bytes | str) -> Message:
    """Return the message in a frame; refuse what is not a whole message of the one protocol.

    The layout: number of offsets, offsets (64 bits each, little endian), channel, header, parent header,
    metadata, content, buffers. See "WebSocket kernel wire protocols" in the documentation of jupyter_server.

    Raises
    ------
    FrameError
        If anything about it is wrong.
    """
    if isinstance(frame, str) or len(frame) < 8:
        raise FrameError("no frame")
    count = int.from_bytes(frame[:8], "little")
    if not 6 <= count <= _LONGEST + 1 or len(frame) < 8 * (count + 1):
        raise FrameError("wrong number of parts")
    offsets = [int.from_bytes(frame[8 * i : 8 * (i + 1)], "little") for i in range(1, count + 1)]
    if offsets[0] != 8 * (count + 1) or offsets[-1] != len(frame) or offsets != sorted(offsets):
        raise FrameError("wrong offsets")
    parts = [frame[start:end] for start, end in pairwise(offsets)]
    if parts[0] not in _CHANNELS:
        raise FrameError("wrong channel")
    try:
        decoded = [json.loads(part) for part in parts[1:5]]
    except (ValueError, RecursionError) as error:
        raise FrameError("no JSON") from error
    header = decoded[0]
    if not all(isinstance(part, dict) for part in decoded) or not isinstance(header.get("msg_type"), str):
        raise FrameError("no header")
    target = decoded[3].get("target_name") if header["msg_type"] == "comm_open" else ""
    return Message(parts[0].decode(), header["msg_type"], parts[1:], target if isinstance(target, str) else "")
