"""A forked kernel is a kernel: the checks of jupyter_kernel_test, and restarting, interrupting, ending it."""

from __future__ import annotations

import os
import signal
import threading
import time

import jupyter_kernel_test
import pytest
from forking_tools import Kernel, eventually, runs
from jupyter_client.session import Session


class ForkedKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "python3"
    language_name = "python"
    file_extension = ".py"
    code_hello_world = "print('hello, world')"
    code_stderr = "import sys; print('test', file=sys.stderr)"
    completion_samples = ({"text": "zi", "matches": {"zip"}},)
    complete_code_samples = ("print('hello')", "def f():\n    return 1\n")
    incomplete_code_samples = ("for i in range(3):",)
    invalid_code_samples = ("import = 7q",)
    code_page_something = "zip?"
    code_generate_error = "raise ValueError('stop')"
    code_execute_result = ({"code": "1 + 2", "result": "3"},)
    code_display_data = (
        {"code": "from IPython.display import HTML, display; display(HTML('<b>x</b>'))", "mime": "text/html"},
    )
    code_inspect_sample = "zip"
    code_clear_output = "from IPython.display import clear_output; clear_output()"

    @classmethod
    def setUpClass(cls):
        cls.kernel = Kernel()
        cls.km, cls.kc = cls.kernel.manager, cls.kernel.client

    @classmethod
    def tearDownClass(cls):
        cls.kernel.end()


def test_it_serves_on_tcp_as_well(kernel):
    assert kernel(transport="tcp").value("1 + 1") == 2


def test_interrupting_stops_the_cell_and_no_other_kernel(kernel):
    busy, other = kernel(), kernel()
    threading.Timer(1.0, busy.manager.interrupt_kernel).start()
    with pytest.raises(RuntimeError, match="KeyboardInterrupt"):
        busy.run("import time\nwhile True: time.sleep(0.05)")
    assert busy.value("1") == 1
    assert other.value("1") == 1


def test_it_can_be_restarted_and_ended(kernel):
    it = kernel()
    it.run("x = 1")
    before = it.pid
    it.manager.restart_kernel()
    it.client.wait_for_ready(timeout=20)
    assert it.value("'x' in globals()") is False
    assert it.pid != before
    assert not runs(before)
    it.manager.shutdown_kernel()
    eventually(lambda: not runs(it.manager.provisioner.pid or 0) if it.manager.provisioner else True)


def test_ending_it_ends_what_it_started(kernel):
    it = kernel()
    child = it.value("__import__('subprocess').Popen(['sleep', '60']).pid")
    assert runs(child)
    it.manager.shutdown_kernel(now=True)
    eventually(lambda: not runs(child))


def test_its_death_is_noticed(kernel):
    it = kernel()
    assert it.manager.is_alive()
    os.kill(it.pid, signal.SIGKILL)
    eventually(lambda: not it.manager.is_alive())


def test_threads_and_tasks_started_in_a_cell_work(kernel):
    it = kernel()
    it.run(
        "import asyncio, threading, concurrent.futures as c\n"
        "seen = []\n"
        "async def tick(): seen.append('task')\n"
        "task = asyncio.create_task(tick())\n"
        "seen.append(c.ThreadPoolExecutor(1).submit(lambda: 'thread').result())"
    )
    assert sorted(it.value("seen")) == ["task", "thread"]
    assert it.run("await asyncio.sleep(0.01); print('awaited')") == "awaited"


def test_printing_from_a_thread_and_to_stderr_arrives(kernel):
    it = kernel()
    assert it.run(
        "import threading; t = threading.Thread(target=print, args=('from a thread',)); t.start(); t.join()"
    ) == ("from a thread")


def test_every_subscriber_is_greeted(kernel):
    """Without that a websocket has to poll until it is subscribed."""
    it = kernel()
    for _ in range(3):
        stream = it.manager.connect_iopub()
        try:
            end = time.monotonic() + 5
            while not stream.poll(100):
                assert time.monotonic() < end
            session = Session(key=it.manager.session.key)
            _, parts = session.feed_identities(stream.recv_multipart())
            assert session.deserialize(parts)["msg_type"] == "iopub_welcome"
        finally:
            stream.close(0)


def test_matplotlib_draws_in_clones(kernel, notebook):
    page = notebook("import io, matplotlib; matplotlib.use('svg'); import matplotlib.pyplot as plt")
    draw = """
figure, axes = plt.subplots()
axes.plot([1, 2, {}])
axes.set_title("drawn")
out = io.StringIO()
figure.savefig(out, format="svg")
plt.close(figure)
print(len(out.getvalue()) > 5000)
"""
    forks = [kernel(page) for _ in range(3)]
    for turn in range(3):
        for fork in forks:
            assert fork.run(draw.format(turn)) == "True"
