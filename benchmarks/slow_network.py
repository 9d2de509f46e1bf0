"""The network between a phone and a server: counts what comes over it, and can be as slow as a bad network."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

CHUNK = 4096


@dataclass
class Network:
    """What a network carries from now on, and has carried; the numbers may be set at any time.

    Attributes
    ----------
    speed
        Bytes a second from the server, half as many to it; 0 for no bound. All connections share it.
    latency
        Seconds that a question and its answer take beyond that.
    bytes, through_sockets
        What came from the server: all of it, headers included, and the part of it that came by websocket.
    """

    url: str = ""
    speed: float = 0
    latency: float = 0
    bytes: int = 0
    through_sockets: int = 0
    _free: dict[str, float] = field(default_factory=dict)

    def due(self, way: str, size: int) -> float:
        """Return when these bytes arrive, by the clock of the running loop."""
        now = asyncio.get_running_loop().time()
        if not self.speed:
            return now
        speed = self.speed if way == "down" else self.speed / 2
        self._free[way] = max(now, self._free.get(way, 0)) + size / speed
        return self._free[way] + self.latency / 2


async def _carry(network: Network, way: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Pass bytes on when they are due, without keeping those behind them waiting for longer."""
    waiting: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
    upgraded = False

    async def deliver() -> None:
        while True:
            due, data = await waiting.get()
            await asyncio.sleep(due - asyncio.get_running_loop().time())
            if not data:
                with contextlib.suppress(OSError):
                    writer.close()
                return
            writer.write(data)

    delivery = asyncio.create_task(deliver())
    with contextlib.suppress(OSError):
        while data := await reader.read(CHUNK):
            if way == "down":
                upgraded = upgraded or data.startswith(b"HTTP/1.1 101 ")
                network.bytes += len(data)
                network.through_sockets += len(data) if upgraded else 0
            waiting.put_nowait((network.due(way, len(data)), data))
    waiting.put_nowait((network.due(way, 0), b""))
    await delivery


@contextmanager
def network_to(server: str) -> Iterator[Network]:
    """Lay a network to a server for as long as the block lasts; a browser goes to ``network.url`` instead."""
    host, port = urlsplit(server).hostname, urlsplit(server).port
    loop = asyncio.new_event_loop()
    network = Network()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        from_server, to_server = await asyncio.open_connection(host, port)
        with contextlib.suppress(asyncio.CancelledError):  # the network is taken down
            await asyncio.gather(_carry(network, "up", reader, to_server), _carry(network, "down", from_server, writer))

    thread = threading.Thread(target=loop.run_forever, daemon=True)  # Playwright keeps a loop in the caller's
    thread.start()
    starting = asyncio.start_server(connect, "127.0.0.1", 0)
    listening = asyncio.run_coroutine_threadsafe(starting, loop).result(10)
    network.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    try:
        yield network
    finally:
        asyncio.run_coroutine_threadsafe(_hang_up(listening), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        loop.close()


async def _hang_up(listening: asyncio.Server) -> None:
    listening.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
