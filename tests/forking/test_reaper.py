"""A page that its browser has closed keeps its kernel for the last words only; a phone that lost its Wi-Fi, for longer."""

import asyncio
import logging

import pytest

from workshop.forking.reaper import LAST_WORDS, Reaper


class Kernels(dict):
    """As much of Jupyter Server's mapping as a reaper asks for: connections by kernel."""

    def kernel_model(self, kernel_id):
        return {"connections": self[kernel_id], "last_activity": "2999-01-01T00:00:00Z"}

    async def shutdown_kernel(self, kernel_id, now=False):
        del self[kernel_id]


@pytest.fixture
def clock():
    return [0.0]


@pytest.fixture
def kernels():
    return Kernels(page=1)


@pytest.fixture
def reaper(kernels, clock):
    made = Reaper(
        kernels, logging.getLogger(), unclaimed_after=120, lost_after=180, idle_after=7200, clock=lambda: clock[0]
    )
    made.watch("page")
    return made


def test_a_page_that_was_closed_goes_after_its_last_words(reaper, kernels, clock):
    assert asyncio.run(reaper.cull()) == []
    kernels["page"] = 0
    reaper.closed("page")
    assert asyncio.run(reaper.cull()) == []
    clock[0] += LAST_WORDS + 0.1
    assert asyncio.run(reaper.cull()) == ["page"]
    assert not kernels


def test_a_page_in_which_nothing_happens_has_its_time_whatever_the_computers_clock_says(reaper, clock):
    assert asyncio.run(reaper.cull()) == []  # Jupyter's word for the last activity lies a thousand years ahead
    clock[0] += 7199
    assert asyncio.run(reaper.cull()) == []
    clock[0] += 2
    assert asyncio.run(reaper.cull()) == ["page"]


def test_a_page_that_was_lost_has_its_time(reaper, kernels, clock):
    asyncio.run(reaper.cull())
    kernels["page"] = 0
    clock[0] += 179
    assert asyncio.run(reaper.cull()) == []
    clock[0] += 2
    assert asyncio.run(reaper.cull()) == ["page"]


def test_a_page_that_came_back_was_not_closed(reaper, kernels, clock):
    reaper.closed("page")
    assert asyncio.run(reaper.cull()) == []
    kernels["page"] = 0
    clock[0] += LAST_WORDS + 0.1
    assert asyncio.run(reaper.cull()) == []


def test_a_kernel_that_nobody_watches_can_be_closed(reaper):
    reaper.closed("another")
