"""Work for one visitor starts after the fork, by one hook that also works in ordinary kernels."""

from __future__ import annotations

from workshop.forking import hooks

PAGE = """
import asyncio, os, threading
from concurrent.futures import ThreadPoolExecutor
from workshop.forking import after_fork, when_visited
done = []

@after_fork
def born():
    done.append(("born", os.getpid(), threading.current_thread() is threading.main_thread()))
    global pool, task
    pool = ThreadPoolExecutor(1)
    async def tick():
        done.append(("task", os.getpid(), True))
    task = asyncio.create_task(tick())

@after_fork
def bad():
    raise RuntimeError("one callback fails")

when_visited(lambda: done.append(("visited", os.getpid(), True)))
in_template = list(done)
"""


def test_callbacks_run_in_the_clone_once_and_in_order(kernel, notebook):
    page = notebook(PAGE)
    for fork in (kernel(page), kernel(page)):
        assert fork.value("in_template") == []
        assert fork.value("done") == [[what, fork.pid, True] for what in ("born", "visited", "task")] or fork.value(
            "done"
        ) == [[what, fork.pid, True] for what in ("born", "task", "visited")]
        assert fork.value("pool.submit(os.getpid).result()") == fork.pid


def test_a_callback_registered_in_a_clone_runs_at_once(kernel, notebook):
    fork = kernel(notebook(PAGE))
    fork.run("after_fork(lambda: done.append('late')); when_visited(lambda: done.append('later'))")
    assert fork.value("done[-2:]") == ["late", "later"]


def test_in_an_ordinary_kernel_callbacks_run_at_once():
    done = []
    hooks.after_fork(lambda: done.append(1))
    hooks.when_visited(lambda: done.append(2))
    assert done == [1, 2]
    hooks.on_idle(lambda: done.append(3))
    assert done == [1, 2], "nobody waits in an ordinary kernel"


WAITING = """
from workshop.forking import on_idle
done = []

@on_idle
def bad():
    raise RuntimeError("one callback fails")

on_idle(lambda: done.append("rehearsed"))
"""


def test_a_clone_forked_ahead_rehearses_and_no_other_does(kernel, notebook):
    page = notebook(WAITING)
    assert kernel(page, ahead=True).value("done") == ["rehearsed"]
    assert kernel(page).value("done") == []
