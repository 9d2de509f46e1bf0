"""How many, for how long, and how large: the bounds of a server's forks."""

from __future__ import annotations

import asyncio
import time

import pytest
from forking_tools import eventually_async, runs
from visitor import Trouble, Visitor

pytestmark = pytest.mark.server
PAGE = "import ipywidgets as widgets\nbox = widgets.Text(description='in')\nbox"


async def arrive(server, room=""):
    visitor = Visitor(server.base, server.path() + (f"?room={room}" if room else ""))
    await visitor.open_page()
    await visitor.connect()
    await visitor.load_widgets()
    return visitor


def test_when_all_places_are_taken_the_page_says_so(server, notebook):
    notebook(PAGE)
    it = server("--kernels", "2", "--ahead", "1")

    async def main():
        first, _ = await arrive(it), await arrive(it)
        with pytest.raises(Trouble, match=r"page 503: All places are taken just now\. Close this page"):
            await arrive(it)
        await first.close()
        await eventually_async(lambda: len(it.forks()) < 2)
        await arrive(it)

    asyncio.run(main())


def test_a_visitor_who_has_left_makes_room(server, notebook):
    notebook(PAGE)
    it = server("--kernels", "2")

    async def main():
        left, stays = await arrive(it), await arrive(it)
        await left.close(beacon=False)  # a phone: no beacon
        await asyncio.sleep(0.3)
        new = await arrive(it)
        assert len(it.forks()) == 2
        await stays.update(stays.model(description="in"), value="still here")
        await stays.receive(lambda m: m.kind == "status", 5)
        await new.close()

    asyncio.run(main())


def test_a_full_room_leaves_places_for_other_rooms(server, notebook):
    notebook(PAGE)
    it = server("--kernels-per-group", "1", "--ahead", "1")

    async def main():
        await arrive(it, "one")
        with pytest.raises(Trouble, match="page 503: This room is full"):
            await arrive(it, "one")
        await arrive(it, "two")

    asyncio.run(main())


def test_a_message_that_is_too_large_ends_its_connection_only(server, notebook):
    notebook(PAGE)
    it = server("--message", "100000")

    async def main():
        loud, quiet = await arrive(it), await arrive(it)
        await loud.update(loud.model(description="in"), value="x" * 90_000)
        await loud.receive(lambda m: m.kind == "status", 5)
        await loud.update(loud.model(description="in"), value="x" * 200_000)
        with pytest.raises(Trouble, match="closed"):
            await loud.receive(lambda m: False, 5)
        await quiet.update(quiet.model(description="in"), value="hello")
        await quiet.receive(lambda m: m.kind == "status", 5)
        await loud.connect()  # and may come back
        await loud.load_widgets()

    asyncio.run(main())


@pytest.mark.timeout(90)
def test_clones_that_nobody_uses_are_ended(server, notebook):
    notebook(PAGE)
    it = server("--unclaimed-after", "1", "--lost-after", "1", "--idle-after", "1000", "--ahead", "1")
    waiting = it.forks()

    async def main():
        here, lost = await arrive(it), await arrive(it)
        unclaimed = Visitor(it.base, it.path())
        await unclaimed.open_page()
        await lost.close(beacon=False)
        assert len(it.forks()) >= 3
        await eventually_async(lambda: len(it.forks()) == 2, 40)  # the one in use, and one that waits in the pool
        await here.update(here.model(description="in"), value="still here")
        await here.receive(lambda m: m.kind == "status", 5)

    asyncio.run(main())
    assert waiting


@pytest.mark.timeout(90)
def test_idle_clones_are_ended_although_connected(server, notebook):
    notebook(PAGE)
    it = server("--idle-after", "3")

    async def main():
        visitor = await arrive(it)
        (pid,) = it.forks()
        await visitor.receive(lambda m: m.kind == "status" and m.content["execution_state"] == "dead", 40)
        await eventually_async(lambda: not runs(pid))

    asyncio.run(main())


def test_twenty_reloads_leave_one_kernel(server, notebook):
    notebook(PAGE)
    it = server()

    async def main():
        for _ in range(20):
            visitor = await arrive(it)
            await visitor.close()
            assert visitor.beacon_answer.code == 204, "the beacon is refused if the page set no _xsrf cookie"
        last = await arrive(it)
        await eventually_async(lambda: len(it.forks()) == 1)
        await last.close()

    asyncio.run(main())


@pytest.mark.timeout(180)
def test_the_pool_is_refilled_when_joins_pause(server, notebook):
    notebook(PAGE)
    it = server("--ahead", "3")

    async def main():
        assert len(it.forks()) == 3
        visitors = await asyncio.gather(*(arrive(it) for _ in range(5)))
        assert len(it.forks()) == 5, "three from the pool, two on demand"
        began = time.monotonic()
        await eventually_async(lambda: len(it.forks()) == 8, 30)
        assert time.monotonic() - began > 1.5
        for visitor in visitors:
            await visitor.close()

    asyncio.run(main())
