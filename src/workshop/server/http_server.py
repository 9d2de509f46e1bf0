"""Who speaks HTTPS where HTTP is served, or the other way round, is noticed by the first byte and not left waiting."""

from __future__ import annotations

import asyncio
import socket
import ssl
from contextlib import suppress
from typing import Any
from urllib.parse import urljoin

from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.iostream import IOStream, SSLIOStream
from tornado.netutil import ssl_wrap_socket
from typing_extensions import override

from workshop.server.limits import Attempts, address_of
from workshop.server.logs import log

HANDSHAKE = b"\x16"  # what every TLS connection begins with, and no HTTP request
LINE = 2000  # bytes of a request's first line
WRONG_SCHEME = (
    "Somebody asked for https:// and this server speaks plain HTTP, so they saw an error. Have them scan the QR code, "
    "or type {base} with the http:// before it."
)


class EitherSchemeServer(HTTPServer):
    """Serves one of the two, and answers the other at once.

    Parameters
    ----------
    base
        The site's address.
    certificate
        What HTTPS is served with; ``None`` for plain HTTP.
    seconds
        How long the first byte, and the agreement on a key, may take.
    """

    def initialize(  # type: ignore[override]
        self, *args: Any, base: str, certificate: ssl.SSLContext | None, seconds: float, **more: Any
    ) -> None:
        """Take our own arguments and hand the rest on."""
        super().initialize(*args, **more)
        self._base, self._certificate, self._seconds = base, certificate, seconds
        self._origin = urljoin(base, "/").rstrip("/")
        self._told = Attempts(1, window=60)

    @override
    def handle_stream(self, stream: IOStream, address: Any) -> Any:
        """Look at the first byte, then serve, or say why not."""
        return self._begin(stream, address)

    async def _begin(self, stream: IOStream, address: Any) -> None:
        try:
            async with asyncio.timeout(self._seconds):
                encrypted = await _first_byte(stream) == HANDSHAKE
                if self._certificate and not encrypted:
                    await self._lead_on(stream)
        except (OSError, TimeoutError):
            stream.close()
            return
        if encrypted and self._certificate:
            await self._agree(stream, self._certificate, address)
        elif encrypted:
            stream.close()
            self._tell(address)
        elif not stream.closed():
            super().handle_stream(stream, address)

    async def _agree(self, stream: IOStream, certificate: ssl.SSLContext, address: Any) -> None:
        """Agree on a key, then serve; who does not in time is hung up on."""
        own = ssl_wrap_socket(stream.socket, certificate, server_side=True, do_handshake_on_connect=False)
        agreed = SSLIOStream(own, max_buffer_size=stream.max_buffer_size, read_chunk_size=stream.read_chunk_size)
        try:
            async with asyncio.timeout(self._seconds):
                await asyncio.shield(agreed.wait_for_handshake())  # a stream closes badly over what was cancelled
        except (OSError, TimeoutError):
            agreed.close()
        else:
            super().handle_stream(agreed, address)

    async def _lead_on(self, stream: IOStream) -> None:
        """Send a browser that asks for http:// to the same page by https://."""
        line = (await stream.read_until(b"\r\n", LINE)).decode("latin-1").split()
        path = line[1] if len(line) == 3 and line[1].startswith("/") else "/"
        await stream.write(
            f"HTTP/1.1 308 Permanent Redirect\r\nLocation: {self._origin}{path}\r\n"
            "Content-Length: 0\r\nConnection: close\r\n\r\n".encode("latin-1")
        )
        stream.close()

    def _tell(self, address: Any) -> None:
        who = address_of(str(address[0]))
        if not self._told.wait(who):
            self._told.mistake(who)
            log.warning("%s", WRONG_SCHEME.format(base=self._base))


async def _first_byte(stream: IOStream) -> bytes:
    """Wait for a first byte and leave it where it is; none if the other side has gone."""
    arrived, loop = asyncio.Event(), IOLoop.current()
    loop.add_handler(stream.fileno(), lambda *_: arrived.set(), IOLoop.READ)
    try:
        await arrived.wait()
    finally:
        with suppress(OSError, ValueError):
            loop.remove_handler(stream.fileno())
    first: bytes = stream.socket.recv(1, socket.MSG_PEEK)
    return first
