"""Who is next when more pages are to be prepared than there are processor cores."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from workshop.forking.turns import Turns


async def in_order(*names: str, hurry: str = "", leave: str = "", just_now: str = "") -> list[str]:
    """Let names take turns while another keeps the only place; return the order in which they had it."""
    turns, had = Turns(1), []

    async def take(name: str) -> None:
        async with turns.of(name):
            had.append(name)
            await asyncio.sleep(0)

    async with turns.of("busy"):
        tasks = {name: asyncio.create_task(take(name)) for name in names}
        await asyncio.sleep(0)
        turns.hurry(hurry)
        if leave:
            tasks[leave].cancel()
        await asyncio.sleep(0)
        if just_now:
            tasks[just_now].cancel()
    for task in tasks.values():
        with suppress(asyncio.CancelledError):
            await task
    await asyncio.wait_for(take("last"), 1)
    return had


def test_they_come_in_their_order():
    assert asyncio.run(in_order("a", "b", "c")) == ["a", "b", "c", "last"]


def test_whoever_is_waited_for_goes_first():
    assert asyncio.run(in_order("a", "b", "c", hurry="c")) == ["c", "a", "b", "last"]


def test_whoever_gives_up_keeps_nobody_waiting():
    assert asyncio.run(in_order("a", "b", "c", leave="a")) == ["b", "c", "last"]


def test_whoever_gives_up_in_the_moment_of_their_turn_keeps_nobody_waiting():
    assert asyncio.run(in_order("a", "b", "c", just_now="a")) == ["b", "c", "last"]
