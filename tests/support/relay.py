"""A line between a page and the server that can stall and go on, as a phone's Wi-Fi does: nothing is lost, all is late."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


class Relay:
    """Passes bytes on in both directions, unless :meth:`stall` was called; :meth:`go_on` passes on what waited.

    Parameters
    ----------
    listening
        Where pages come.
    call
        Connects with the server.
    change
        What it makes of everything that goes to the server, as a proxy would that is set up wrong.
    """

    def __init__(
        self, listening: socket.socket, call: Callable[[], socket.socket], change: Callable[[bytes], bytes] = bytes
    ) -> None:
        self._listening, self._call, self._change = listening, call, change
        self._open = threading.Event()
        self._open.set()
        self._sockets = [self._listening]
        self.url, self.silent_at = "", b""
        self.heard: list[tuple[bytearray, bytearray]] = []  # of each connection: to the server, and from it
        threading.Thread(target=self._accept, daemon=True).start()

    def stall(self) -> None:
        """Pass nothing on."""
        self._open.clear()

    def go_on(self) -> None:
        """Pass on what waited, and everything that comes."""
        self._open.set()

    @contextmanager
    def stalled(self) -> Iterator[None]:
        """Pass nothing on for as long as the block lasts."""
        self.stall()
        try:
            yield
        finally:
            self.go_on()

    def cut(self) -> None:
        """End every connection there is; new ones may come."""
        self._open.set()
        held, self._sockets[1:] = self._sockets[1:], []
        for one in held:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def close(self) -> None:
        """End every connection."""
        self._open.set()
        for one in self._sockets:
            with contextlib.suppress(OSError):
                one.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                try:
                    far = self._call()
                except OSError:  # nobody is there just now
                    near.close()
                    continue
                self._sockets += [near, far]
                heard = (bytearray(), bytearray())
                self.heard.append(heard)
                for way in ((near, far, self._change, heard[0]), (far, near, bytes, heard[1])):
                    threading.Thread(target=self._pass_on, args=way, daemon=True).start()

    def _pass_on(
        self, source: socket.socket, target: socket.socket, change: Callable[[bytes], bytes], heard: bytearray
    ) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                self._open.wait()
                heard += data
                target.sendall(change(data))
        self._open.wait()
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_WR)


def relay_to(port: int, change: Callable[[bytes], bytes] = bytes) -> Relay:
    """Make a relay to a port of this computer."""
    listening = socket.create_server(("127.0.0.1", 0))
    relay = Relay(listening, lambda: socket.create_connection(("127.0.0.1", port)), change)
    relay.url = f"http://127.0.0.1:{listening.getsockname()[1]}"
    return relay


@contextmanager
def relayed(url: str, change: Callable[[bytes], bytes] = bytes) -> Iterator[Relay]:
    """Put a relay before a server."""
    relay = relay_to(int(url.rsplit(":", 1)[1]), change)
    try:
        yield relay
    finally:
        relay.close()


@contextmanager
def before_postgres(url: str, folder: Path) -> Iterator[Relay]:
    """Put a relay before a PostgreSQL that is reached by a file; ``silent_at`` stops its answers to a statement."""
    near, far = folder / ".s.PGSQL.5432", Path(url.partition("host=")[2]) / ".s.PGSQL.5432"
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(near))
    listening.listen()

    def call() -> socket.socket:
        found = socket.socket(socket.AF_UNIX)
        found.connect(str(far))
        return found

    def change(data: bytes) -> bytes:
        if relay.silent_at and relay.silent_at in data:
            relay.silent_at = b""
            relay.stall()
        return data

    relay = Relay(listening, call, change)
    relay.url = f"{url.partition('host=')[0]}host={folder}"
    try:
        yield relay
    finally:
        relay.close()
