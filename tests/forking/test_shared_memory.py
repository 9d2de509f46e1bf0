"""What is done before a fork is in memory once: the server's own imports, first times, and the holes between objects."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
from forking_tools import eventually, runs, write_notebook

from workshop.forking import holes

PROGRAM = """
import asyncio, json, sys, threading, time
from pathlib import Path
{first}
from workshop.forking.die_with_parent import ParentPipe
from workshop.forking.fork_server import ForkServer
from workshop.forking.zygote import Zygote

server = ForkServer(ParentPipe(), ["rehearsed_module"], {{"OF_ZYGOTES": "imports"}}, ["rehearsed_module:rehearse"])
server.begin_here(["fractions", *{imports}])
async def main():
    for page in sys.argv[1:]:
        zygote = await Zygote.start(Path(page), server, environment={{"OF_ZYGOTES": page}})
        output = zygote.notebook["cells"][0]["outputs"][0]["data"]["text/plain"]
        print(json.dumps([server.pid, zygote.pid, output]), flush=True)
asyncio.run(main())
print(Path(f"/proc/{{server.pid}}/cmdline").read_text().replace("\\0", " "), flush=True)
time.sleep(60)
"""
MODULE = """
import os
times, seen = [], os.environ["OF_ZYGOTES"]
def rehearse():
    times.append(os.environ["OF_ZYGOTES"])
"""
THREAD = "threading.Thread(target=time.sleep, args=[60], daemon=True).start()"
CELL = """
import os, sys, rehearsed_module as m
[m.seen, m.times, os.environ["OF_ZYGOTES"], os.getcwd(), "fractions" in sys.modules]
"""


@pytest.fixture
def program(tmp_path):
    """Run a program whose first work is a fork server; return its lines, and its process."""
    (tmp_path / "rehearsed_module.py").write_text(MODULE)
    (tmp_path / "busy_module.py").write_text(f"import threading, time\n{THREAD}")
    pages = [write_notebook(tmp_path / name, CELL) for name in ("one.ipynb", "two.ipynb")]
    started = []

    def run(first, imports):
        code = PROGRAM.format(first=first, imports=imports)
        started.append(
            subprocess.Popen(
                [sys.executable, "-c", code, *map(str, pages)],
                stdout=subprocess.PIPE,
                text=True,
                env=os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path[1:]])},
            )
        )
        return started[-1], pages

    yield run
    for process in started:
        process.kill()
        process.wait()


@pytest.mark.parametrize(("first", "imports"), [("", []), (THREAD, []), ("", ["busy_module"])])
def test_a_copy_of_the_server_does_what_a_program_of_its_own_does(program, first, imports):
    process, pages = program(first, imports)
    for page in pages:
        base, zygote, said = eval(process.stdout.readline())
        seen, times, own, folder, known = eval(said)
        assert seen == "imports"
        assert times == [str(pages[0])], "once, where the first page was"
        assert (own, folder) == (str(page), str(page.parent))
        assert known or first
    is_copy = "fork_server_process" not in process.stdout.readline()
    assert is_copy == (not first and not imports), "what runs threads can't be copied"
    process.send_signal(signal.SIGKILL)
    eventually(lambda: not runs(base) and not runs(zygote), 10)


def copied(fill):
    """Return the KiB of shared memory that a fork copies to make 8 MB of small objects where others were freed."""
    code = f"""
import os
from workshop.forking import holes
def shared():
    lines = open("/proc/self/smaps_rollup").read().splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Shared_Dirty"))
kept = [bytes(60) for _ in range(400_000)]
kept = kept[::4]
{"holes.fill()" if fill else ""}
if os.fork() == 0:
    before = shared()
    new = [bytes(60) for _ in range(80_000)]
    print(before - shared(), flush=True)
    os._exit(0)
os.wait()
"""
    return int(subprocess.check_output([sys.executable, "-c", code], text=True))


def test_what_a_fork_makes_does_not_lie_between_what_it_shares():
    assert copied(fill=False) > 5_000
    assert copied(fill=True) < 1_500


def test_holes_are_known_and_filled_and_nothing_is_said(capfd):
    kept = [bytes(200) for _ in range(10_000)][::3]
    before = holes.holes()
    size = 240  # of a bytes object with 200
    assert before[size] > 1_000
    holes.fill()
    assert holes.holes()[size] < 200
    assert len(kept) > 3_000
    assert capfd.readouterr().err == ""
