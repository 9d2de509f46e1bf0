"""The small parts, without servers."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

from forking_tools import eventually, runs

from workshop.forking import availability, limits
from workshop.forking.forked_process import ForkedProcess
from workshop.forking.limits import Limits
from workshop.forking.page_version import PageVersion, Pool
from workshop.forking.watching import stamp
from workshop.forking.websocket import ReadyConnection


def test_where_forking_does_not_work_it_says_why(monkeypatch):
    assert availability.available()
    monkeypatch.setattr(availability.sys, "platform", "darwin")
    assert availability.available().reason == "Fast kernels need Linux; this is macOS. Ordinary kernels are used."
    monkeypatch.undo()
    monkeypatch.delattr(os, "pidfd_open")
    assert not availability.available()
    monkeypatch.undo()
    monkeypatch.setattr(availability, "version", lambda name: "6.29.5")
    assert "ipykernel 7; 6.29.5" in availability.available().reason


def test_naming_the_package_loads_no_server():
    code = (
        "import sys, workshop.forking as f; f.after_fork(int)\n"
        "print([m for m in ('voila', 'jupyter_server', 'tornado', 'zmq') if m in sys.modules])"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "[]"


def test_stamps_differ_after_edits_only(tmp_path):
    (tmp_path / "folder").mkdir()
    page, words = tmp_path / "page.ipynb", tmp_path / "folder" / "words.yaml"
    page.write_text("1")
    words.write_text("a")
    paths = [page, tmp_path / "folder", tmp_path / "missing"]
    before = stamp(paths)
    assert stamp(paths) == before
    (tmp_path / "folder" / "words.yaml~").write_text("an editor's copy")
    assert stamp(paths) == before
    words.write_text("b!")
    assert stamp(paths) != before
    changed = stamp(paths)
    words.unlink()
    assert stamp(paths) != changed


def test_a_process_handle_never_means_another_process():
    child = subprocess.Popen(["sleep", "60"], start_new_session=True)
    handle = ForkedProcess(child.pid, os.pidfd_open(child.pid))
    assert handle.poll() is None
    handle.kill()
    assert handle.wait(5) is not None
    handle.send_signal(signal.SIGKILL)  # to nobody
    handle.terminate()
    child.wait()


def test_the_end_of_a_process_is_noticed_at_once():
    async def main():
        child = await asyncio.create_subprocess_exec("sleep", "0.2")
        ended = asyncio.Event()
        ForkedProcess(child.pid, os.pidfd_open(child.pid)).when_ended(ended.set)
        await asyncio.wait_for(ended.wait(), 2)
        late = asyncio.Event()
        gone = subprocess.Popen(["true"])
        handle = ForkedProcess(gone.pid, os.pidfd_open(gone.pid))
        handle.wait()
        handle.when_ended(late.set)
        await asyncio.wait_for(late.wait(), 1)

    asyncio.run(main())


def test_a_lifeline_ends_a_busy_group_without_a_thread(tmp_path):
    script = (
        "import os, subprocess, sys, time\n"
        "from workshop.forking.die_with_parent import ParentPipe, die_with\n"
        "line = ParentPipe()\n"
        "pid = os.fork()\n"
        "if pid == 0:\n"
        "    os.close(line._writer); os.setsid(); die_with(line.reader)\n"
        "    child = subprocess.Popen(['sleep', '60'])\n"
        "    print(os.getpid(), child.pid, flush=True)\n"
        "    while True: pass\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    pids = [int(pid) for pid in parent.stdout.readline().split()]
    assert all(map(runs, pids))
    parent.kill()
    parent.wait()
    eventually(lambda: not any(map(runs, pids)), 2)
    parent.stdout.close()


def test_the_pool_waits_while_people_join():
    made, ended = [], []

    async def main():
        async def fork(version):
            made.append(time.monotonic())
            return str(len(made))

        async def end(kernel_id):
            ended.append(kernel_id)

        version = PageVersion("page", SimpleNamespace(alive=lambda: True), "<__KERNEL_ID__>")
        pool = Pool(fork, end, pause=0.3)
        pool.expect("page", 2)
        task = asyncio.ensure_future(pool.fill(lambda: [version]))
        await asyncio.sleep(0.05)
        assert list(version.waiting) == ["1", "2"]
        assert version.page("7") == "<7>"
        for _ in range(4):
            pool.joined()
            version.waiting.clear()
            await asyncio.sleep(0.1)
        assert len(made) == 2, "nothing is forked during the rush"
        await asyncio.sleep(0.5)
        assert list(version.waiting) == ["3", "4"]
        pool.expect("page", 1)
        await asyncio.sleep(0.05)
        assert ended == ["3"], "whoever is no longer expected keeps no place"
        assert list(version.waiting) == ["4"]
        task.cancel()

    asyncio.run(main())


def test_a_fork_that_comes_when_its_page_was_given_up_is_ended():
    ended = []

    async def main():
        version = PageVersion("page", SimpleNamespace(alive=lambda: True), "")

        async def fork(version):
            await pool.retire(version)
            return "late"

        async def end(kernel_id):
            ended.append(kernel_id)

        pool = Pool(fork, end)
        version.waiting.append("early")
        await pool.fill_one(version)
        assert not version.waiting

    asyncio.run(main())
    assert ended == ["early", "late"]


def test_descriptor_limits():
    assert limits.kernels_for(1024) == 34
    assert limits.kernels_for(10) == 1
    assert limits.raise_descriptor_limit() >= 256
    assert Limits().of_process().keys() == {"memory", "open_files"}


def test_hanging_up_on_nobody_is_fine():
    ReadyConnection.hang_up("none")
    assert not ReadyConnection.was_opened("none")


def test_the_limits_that_would_stop_a_server_early_are_lifted(tmp_path):
    import zmq
    from voila.app import Voila
    from voila.configuration import VoilaConfiguration

    from workshop.forking.kernel_manager import ForkedKernelManager
    from workshop.forking.pages import ForkedPages

    app = Voila()
    app.root_dir, app.connection_dir, app.server_url = str(tmp_path), str(tmp_path), "/"
    app.voila_configuration = VoilaConfiguration(parent=app)
    settings = app.init_settings()
    app.app = SimpleNamespace(settings=settings)
    pages = ForkedPages(app, [tmp_path / "page.ipynb"], limits=Limits(message=1234))

    usual = settings["kernel_websocket_connection_class"]

    async def main():
        await pages.start()  # the notebook is missing: reported, not raised
        assert "Put it back" in pages.trouble()["page.ipynb"]
        lifted()
        await pages.stop()

    def lifted():
        assert app.kernel_manager.context.get(zmq.MAX_SOCKETS) == 20_000
        assert settings["websocket_max_message_size"] == 1234
        assert settings["kernel_websocket_connection_class"] is ReadyConnection
        first, second = (app.kernel_manager.kernel_manager_factory(parent=app.kernel_manager) for _ in range(2))
        assert isinstance(first, ForkedKernelManager)
        assert first.transport == "ipc", "fast starts race for TCP ports"
        assert first.event_logger is second.event_logger, "event schemas are validated once"

    asyncio.run(main())
    assert settings["kernel_websocket_connection_class"] is usual, "ordinary kernels may take over"


def test_ordinary_kernels_still_start_through_the_same_manager():
    from workshop.forking.kernel_manager import ForkedKernelManager

    async def main():
        manager = ForkedKernelManager(kernel_name="python3")
        await manager.start_kernel()
        assert not manager.is_forked
        assert manager.autorestart
        assert await manager.is_alive()
        await manager.shutdown_kernel(now=True)

    asyncio.run(main())
