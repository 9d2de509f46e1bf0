"""A zygote that cannot be forked safely is refused, with a sentence that names the reason."""

from __future__ import annotations

import asyncio
import os
import signal

import pytest

from workshop.forking.die_with_parent import ParentPipe
from workshop.forking.errors import ZygoteFailed
from workshop.forking.fork_server import ForkServer
from workshop.forking.zygote import Zygote

THREAD = """
import threading, time
threading.Thread(target=time.sleep, args=(60,), name="counting", daemon=True).start()
"""
EXECUTOR = "from concurrent.futures import ThreadPoolExecutor; pool = ThreadPoolExecutor(2); pool.submit(int)"
DATABASE = """
import sqlite3, tempfile
db = sqlite3.connect(tempfile.mkdtemp() + "/room.sqlite")
db.execute("create table t (a)")
"""
ENGINE = """
import sqlalchemy, tempfile
connection = sqlalchemy.create_engine("sqlite:///" + tempfile.mkdtemp() + "/r.db").connect()
"""
TASK = """
import asyncio
import os
async def poll(): await asyncio.sleep(60)
task = asyncio.create_task(poll())
await asyncio.sleep(0)
"""
REFUSED = {
    "thread": (THREAD, "thread(s) (counting): start threads"),
    "executor": (EXECUTOR, "ThreadPoolExecutor-0_0"),
    "database": (DATABASE, "room.sqlite for writing (a database, perhaps)"),
    "sqlalchemy": (ENGINE, "r.db for writing"),
    "file": ("import tempfile; notes = open(tempfile.mktemp() + '-notes', 'w')", "-notes for writing"),
    "socket": ("import socket; s = socket.socket(); s.bind(('127.0.0.1', 0))", "a connection (socket:"),
    "pipe": ("import os; ends = os.pipe()", "a channel (pipe:"),
    "loop": ("import asyncio; loop = asyncio.new_event_loop()", "an event loop (anon_inode:[eventpoll])"),
    "memory": ("import mmap; m = mmap.mmap(-1, 4096)", "shares writable memory"),
    "task": (TASK, "leaves 1 task(s) running; start them in an after_fork callback"),
}


@pytest.fixture(scope="module")
def fork_server():
    made = ForkServer(ParentPipe())
    yield made
    made.parent_pipe.close()


@pytest.fixture
def start(fork_server):
    def main(path, timeout=40):
        async def started():
            (await Zygote.start(path, fork_server, timeout=timeout)).stop()

        asyncio.run(started())

    return main


@pytest.mark.parametrize("what", REFUSED)
def test_it_says_what_is_wrong(notebook, start, what):
    code, sentence = REFUSED[what]
    with pytest.raises(ZygoteFailed) as caught:
        start(notebook(code))
    assert sentence in str(caught.value)
    assert "page.ipynb" in str(caught.value)


def test_a_failing_cell_is_named(notebook, start):
    with pytest.raises(ZygoteFailed, match=r"Code cell 2 of page\.ipynb .*ZeroDivisionError.*Correct it and save"):
        start(notebook("a = 1", "b = a / 0", "c = 1"))


def test_a_notebook_that_does_not_end_is_given_up(notebook, start):
    with pytest.raises(ZygoteFailed, match="did not finish within 4 seconds"):
        start(notebook("while True: pass"), 4)


def test_a_cell_that_ends_the_process_is_reported(notebook, start):
    with pytest.raises(ZygoteFailed, match="page.ipynb ended before it was done"):
        start(notebook("import os; os._exit(3)"))


def test_awaiting_at_the_top_level_is_fine(notebook, start):
    start(notebook("import asyncio; await asyncio.sleep(0.01); x = 1"))


def test_files_open_for_reading_and_finished_threads_are_fine(notebook, start):
    start(notebook("import threading; t = threading.Thread(target=int); t.start(); t.join(); f = open('/etc/hosts')"))


def test_whoever_waits_for_a_process_that_is_stopped_is_told_at_once(tmp_path, monkeypatch):
    """A server that is stopped while its pages are made ready would else wait for all they import."""
    (tmp_path / "imports_for_long.py").write_text("import time\ntime.sleep(600)\n", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    server = ForkServer(ParentPipe(), ["imports_for_long"])

    async def evening():
        waiting = [asyncio.ensure_future(server.fork(0, 0, None, {})) for _ in range(2)]
        await asyncio.sleep(1)
        await asyncio.to_thread(server.stop)
        for each in waiting:
            with pytest.raises(ZygoteFailed):
                await each

    asyncio.run(asyncio.wait_for(evening(), 60))
    assert server.pid is None
    server.parent_pipe.close()


def test_a_process_that_the_system_kills_over_its_imports_is_started_once_more(tmp_path, monkeypatch):
    """Else one kill while the workshop starts would leave it the slow kernels for the whole evening."""
    mark = tmp_path / "once"
    killed = f"import os, pathlib\nif not pathlib.Path({str(mark)!r}).exists():\n"
    killed += f"    pathlib.Path({str(mark)!r}).touch()\n    os.kill(os.getpid(), 9)\n"
    (tmp_path / "killed_once.py").write_text(killed, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path), prepend=os.pathsep)
    server = ForkServer(ParentPipe(), ["killed_once"])

    async def evening():
        (await Zygote.start(None, server)).stop()

    asyncio.run(asyncio.wait_for(evening(), 60))
    assert mark.exists()
    server.stop()
    server.parent_pipe.close()


def test_a_process_that_was_stopped_in_the_middle_of_an_answer_is_not_started_again():
    server = ForkServer(ParentPipe())

    async def evening():
        (await Zygote.start(None, server)).stop()
        os.kill(server.pid, signal.SIGSTOP)
        waiting = asyncio.ensure_future(server.fork(0, 0, None, {}))
        await asyncio.sleep(0.5)
        await asyncio.to_thread(server.stop)
        with pytest.raises(ZygoteFailed, match="stopping"):
            await waiting

    asyncio.run(asyncio.wait_for(evening(), 60))
    assert server.pid is None
    server.parent_pipe.close()
