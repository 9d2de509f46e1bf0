"""All pages together stay under a ceiling, and it is not the people who are there that pay for it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import time

import pytest

from tests.support.kernel import message, open_socket, slider_of, wait_for
from tests.support.notebooks import WIDGET, write_facilitation, write_notebook
from tests.support.pages import config
from tests.support.server import serving, wait_until
from workshop.server import page_memory

MIB = page_memory.MIB
HUNGRY = """\
import ipywidgets
taken = []
hunger = ipywidgets.IntSlider(description="a slider", max=1000)
def eat(change):
    taken.append(bytearray(b"x") * (change["new"] << 20))
hunger.observe(eat, "value")
hunger"""


class Kernels(dict):
    def get_kernel(self, name):
        return self[name]

    def list_kernel_ids(self):
        return [*self]


class Kernel:
    def __init__(self, pid):
        self.provisioner = self
        self.pid = pid


class Alone:
    """A server with no process below it."""

    def children(self, recursive):
        assert recursive
        return []


class Reaper:
    def __init__(self, kernels, unused):
        self.kernels, self.left, self.ended = kernels, unused, []

    def unused(self, ids):
        return [each for each in self.left if each in ids]

    async def end(self, kernel_id):
        self.ended.append(kernel_id)
        del self.kernels[kernel_id]


def looked(monkeypatch, sizes, unused=(), limit=300):
    kernels = Kernels({name: Kernel(pid) for pid, name in enumerate(sizes, 2)})
    taken = {kernel.pid: sizes[name] * MIB for name, kernel in kernels.items()} | {99: 100 * MIB}
    monkeypatch.setattr(page_memory, "_measured", lambda _: dict(taken))
    reaper = Reaper(kernels, list(unused))
    memory = page_memory.PageMemory(kernels, reaper, lambda: list(sizes), limit * MIB)
    asyncio.run(memory.look())
    return reaper.ended, memory.full


def test_under_the_ceiling_nobody_goes(monkeypatch):
    assert looked(monkeypatch, {"a": 50, "b": 50}, unused="a") == ([], False)


def test_templates_that_nobody_asked_for_go_before_a_place(monkeypatch):
    monkeypatch.setattr(page_memory, "_measured", lambda _: {2: 200 * MIB, 50: 60 * MIB, 51: 60 * MIB, 52: 60 * MIB})
    kernels, given_up = Kernels({"a": Kernel(2)}), []

    async def give_up():
        given_up.append(len(given_up) + 50)
        return given_up[-1]

    reaper = Reaper(kernels, ["a"])
    memory = page_memory.PageMemory(kernels, reaper, lambda: ["a"], 300 * MIB, give_up=give_up)
    asyncio.run(memory.look())
    assert (given_up, reaper.ended, memory.full) == ([50, 51], [], False)


def test_unused_pages_go_first_and_only_as_many_as_needed(monkeypatch):
    assert looked(monkeypatch, {"a": 60, "b": 60, "c": 60, "d": 60}, unused="ab") == (["a"], False)
    assert looked(monkeypatch, {"a": 60, "b": 60, "c": 60, "d": 160}, unused="ab") == (["a", "b"], True)


def test_a_page_that_takes_many_times_its_share_goes_even_if_somebody_looks_at_it(monkeypatch):
    assert looked(monkeypatch, {"a": 60, "b": 700, "c": 60}) == (["b"], False)


def test_people_who_are_there_stay_and_nobody_new_comes(monkeypatch):
    assert looked(monkeypatch, {"a": 90, "b": 90, "c": 90}) == ([], True)


def test_a_page_and_a_template_count_that_have_lost_the_process_they_were_forked_from(monkeypatch):
    """It is then a child of the system's first process."""
    orphan = int(subprocess.run(["sh", "-c", "sleep 60 >&- & echo $!"], stdout=subprocess.PIPE, check=True).stdout)
    try:
        kernels = Kernels(a=Kernel(orphan))
        reaper = Reaper(kernels, ["a"])
        asyncio.run(page_memory.PageMemory(kernels, reaper, lambda: ["a"], 1).look())
        assert reaper.ended == ["a"]
        memory = page_memory.PageMemory(Kernels(), reaper, list, 1, lambda: [orphan])
        monkeypatch.setattr(page_memory.psutil, "Process", lambda _pid: Alone())
        asyncio.run(memory.look())
        assert memory.full
    finally:
        os.kill(orphan, signal.SIGKILL)


def test_what_is_asked_for_or_a_share_of_the_computer(monkeypatch):
    assert page_memory.ceiling(0) == 0
    assert page_memory.ceiling(512) == 512 * MIB
    monkeypatch.setattr(page_memory, "_of_container", lambda: 1000.0)
    assert page_memory.ceiling(None) == 600


def hungry_house(tmp_path, limit):
    write_notebook(tmp_path / "parts" / "00-welcome.ipynb", HUNGRY)
    write_notebook(tmp_path / "parts" / "01-causes.ipynb", WIDGET)
    pages = write_facilitation(tmp_path / "pages")
    folders = ["--notebooks", str(tmp_path / "parts"), "--facilitation", str(pages)]
    return serving(tmp_path / "home", "--pages-memory", str(limit), *folders)


@pytest.mark.server
def test_a_page_that_eats_the_computer_is_ended_and_the_others_go_on(tmp_path):
    with hungry_house(tmp_path, 700) as server, server.joined() as eater, server.joined() as person:
        kernels = {who: config(who.get("/part/00-welcome").text)["kernelId"] for who in (eater, person)}
        with open_socket(person, kernels[person]) as quiet, open_socket(eater, kernels[eater]) as hungry:
            slider = slider_of(hungry)
            with contextlib.suppress(Exception):
                for size in range(100, 106):
                    update = {"method": "update", "state": {"value": size}, "buffer_paths": []}
                    hungry.send(message("comm_msg", {"comm_id": slider, "data": update}))
                    time.sleep(0.5)
            assert wait_until(lambda: eater.get(f"/api/kernels/{kernels[eater]}").status_code == 404, 30)
            quiet.send(message("kernel_info_request"))
            wait_for(quiet, "kernel_info_reply")
        assert eater.get("/part/00-welcome").status_code == 200, "and whoever it was may begin again"
        assert any("A page took" in line for line in server.output)


@pytest.mark.server
def test_where_nothing_can_be_given_up_a_newcomer_reads_a_sentence(tmp_path):
    with hungry_house(tmp_path, 30) as server, server.joined() as client:
        assert wait_until(lambda: client.get("/part/00-welcome").status_code == 503, 30, every=0.5)
        refused = client.get("/part/00-welcome")
        assert "Retry-After" in refused.headers
        with server.client() as facilitator:
            assert server.lead(facilitator, follow_redirects=True).status_code == 200
