"""Many phones at once: `python benchmarks/load_client.py BASE PATH COUNT [--hold]` prints one line of JSON.

With ``--hold`` the visitors stay until a line is read from standard input, so that memory can be measured.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import resource
import statistics
import sys
import time
from typing import Any

from tornado.httpclient import AsyncHTTPClient
from visitor import Visitor, as_line, describe

STEPS = ("door", "page", "socket", "states", "first", "inside", "round trip")


def quantile(values: list[float], share: float) -> float:
    """Return the value that `share` of the sorted values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, -(-int(share * 1000) * len(ordered) // 1000) - 1))]


async def join_all(
    base: str, path: str, count: int, timeout: float = 300.0, code: str = ""
) -> tuple[list[Visitor], dict[str, Any]]:
    """Let `count` visitors come at the same moment; return them and a summary in seconds."""
    visitors = [Visitor(base, path, code) for _ in range(count)]
    gate = asyncio.Event()

    async def come(visitor: Visitor) -> str | None:
        await gate.wait()
        try:
            async with asyncio.timeout(timeout):
                await visitor.join()
        except Exception as error:
            return describe(error)
        return None

    tasks = [asyncio.create_task(come(visitor)) for visitor in visitors]
    await asyncio.sleep(0.05)
    began, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    gate.set()
    errors = [error for error in await asyncio.gather(*tasks) if error]
    now = resource.getrusage(resource.RUSAGE_SELF)
    summary: dict[str, Any] = {
        "visitors": count,
        "failed": len(errors),
        "errors": sorted(set(errors))[:5],
        "wall": time.perf_counter() - began,
        "client_cpu": now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime,
    }
    for step in STEPS:
        values = [visitor.times[step] for visitor in visitors if step in visitor.times]
        if values:
            summary[step] = {
                "median": statistics.median(values),
                "p95": quantile(values, 0.95),
                "max": max(values),
            }
    return visitors, summary


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("base")
    parser.add_argument("path")
    parser.add_argument("count", type=int)
    parser.add_argument("--hold", action="store_true")
    parser.add_argument("--timeout", type=float, default=300)
    parser.add_argument("--code", default="", help="the room's, for a server that has a door")
    parser.add_argument("--no-beacon", action="store_true")
    given = parser.parse_args()
    visitors, summary = await join_all(given.base, given.path, given.count, given.timeout, given.code)
    print(as_line(summary), flush=True)
    if given.hold:
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    await asyncio.gather(*(visitor.close(beacon=not given.no_beacon) for visitor in visitors))


if __name__ == "__main__":
    for name in ("asyncio", "tornado"):  # what a join that was given up still says belongs to nobody
        logging.getLogger(name).setLevel(logging.CRITICAL)
    AsyncHTTPClient.configure(None, max_clients=1000)
    asyncio.run(main())
