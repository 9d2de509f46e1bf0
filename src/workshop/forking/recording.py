"""Stand-ins for a zygote's connection to the world: what the kernel would send is recorded instead."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from jupyter_client.session import Session, extract_header

Message = dict[str, Any]


def ignore(message: Message) -> None:
    """Drop a message that nobody is there to read."""


class RecordingSession(Session):
    """A session that hands messages to ``sink`` until that is ``None``, then sends them as usual."""

    sink: Callable[[Message], None] | None = ignore

    def send(self, stream: Any, msg_or_type: Any, *args: Any, **kwargs: Any) -> Any:
        """Record a message in a zygote; send it in a fork."""
        if self.sink is None:
            return super().send(stream, msg_or_type, *args, **kwargs)
        names = ("content", "parent", "ident", "buffers", "track", "header", "metadata")
        given = dict(zip(names, args, strict=False)) | kwargs
        if isinstance(msg_or_type, dict):
            message = dict(msg_or_type)
        else:
            parts = {name: given.get(name) for name in ("content", "parent", "header", "metadata")}
            message = self.msg(msg_or_type, **parts)
        message["buffers"] = list(given.get("buffers") or [])
        self.sink(message)
        return message


class RecordingStream:
    """``sys.stdout`` or ``sys.stderr`` of a zygote.

    Code may keep a reference to it (a logging handler does); in a fork it passes on to the real stream.
    """

    encoding = "utf-8"
    errors = "strict"
    closed = False

    def __init__(self, session: RecordingSession, name: str) -> None:
        self._session = session
        self._parent: Message = {}
        self.name = name

    def set_parent(self, parent: Message) -> None:
        """Note the request that the coming text belongs to."""
        self._parent = extract_header(parent)

    def write(self, text: str) -> int:
        """Record text in a zygote; pass it on in a fork."""
        if self._session.sink is None:
            getattr(sys, self.name).write(text)
        elif text:
            self._session.send(None, "stream", {"name": self.name, "text": text}, parent=self._parent)
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        """Write several texts."""
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Pass a flush on in a fork."""
        if self._session.sink is None:
            getattr(sys, self.name).flush()

    def isatty(self) -> bool:
        """Return False: nobody types here."""
        return False

    def writable(self) -> bool:
        """Return True."""
        return True

    def readable(self) -> bool:
        """Return False."""
        return False
