"""What somebody who records a network can read of it: requests, answers, and the messages of websockets, unpacked."""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterable, Iterator


def readable(heard: Iterable[tuple[bytearray, bytearray]]) -> bytes:
    """Return everything that was said, packed and unpacked."""
    return b"\n".join(part for both in heard for way in both for part in _parts(bytes(way)))


def frames(way: bytes) -> list[bytes]:
    """Return what the frames of a recorded websocket hold, one direction of it."""
    return list(_frames(way.partition(b"\r\n\r\n")[2])) if b"pgrade: websocket" in way else []


def _parts(way: bytes) -> Iterator[bytes]:
    yield way
    if b"pgrade: websocket" in way[:4000]:
        yield from _frames(way.partition(b"\r\n\r\n")[2])
        return
    while way:
        head, _, way = way.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)\r\ncontent-length: (\d+)", head)
        body = b""
        if re.search(rb"(?i)\r\ntransfer-encoding: chunked", head):
            body, way = _chunks(way)
        elif length:
            body, way = way[: int(length[1])], way[int(length[1]) :]
        if body[:2] == b"\x1f\x8b":
            body = gzip.decompress(body)
        yield body


def _chunks(way: bytes) -> tuple[bytes, bytes]:
    found = b""
    while True:
        size, _, way = way.partition(b"\r\n")
        number = int(size or b"0", 16)
        if not number:
            return found, way[2:]
        found, way = found + way[:number], way[number + 2 :]


def _frames(way: bytes) -> Iterator[bytes]:
    unpack = zlib.decompressobj(-15)
    while len(way) > 1:
        packed, masked, size, at = way[0] & 0x40, way[1] & 0x80, way[1] & 0x7F, 2
        if size > 125:
            at = 4 if size == 126 else 10
            size = int.from_bytes(way[2:at], "big")
        mask = way[at : at + 4] if masked else b""
        at += len(mask)
        body, way = way[at : at + size], way[at + size :]
        if mask:
            whole = (mask * (size // 4 + 1))[: len(body)]
            body = (int.from_bytes(body, "big") ^ int.from_bytes(whole, "big")).to_bytes(len(body), "big")
        yield unpack.decompress(body + b"\x00\x00\xff\xff") if packed else body
