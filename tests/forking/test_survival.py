"""What happens when processes are killed, cells fail and files change while people are on their pages."""

from __future__ import annotations

import asyncio
import os
import signal
import time

import pytest
from forking_tools import NOTEBOOKS, eventually, eventually_async, runs, write_notebook
from visitor import Trouble, Visitor

pytestmark = pytest.mark.server
PAGE = """
import os
import ipywidgets as widgets
box, echo = widgets.IntText(description="in"), widgets.HTML("none")
box.observe(lambda change: setattr(echo, "value", f"{os.getpid()} {change['new']} VERSION"), "value")
widgets.VBox([box, echo])
"""


async def arrive(server, notebook="page.ipynb"):
    visitor = Visitor(server.base, server.path(notebook))
    await visitor.open_page()
    await visitor.connect()
    await visitor.load_widgets()
    return visitor


async def ask(visitor, number):
    """Return the process and the version that answer."""
    await visitor.update(visitor.model(description="in"), value=number)
    pid, value, version = (await visitor.updated(visitor.model(_view_name="HTMLView"), "value", 10)).split()
    assert int(value) == number
    return int(pid), version


def test_a_clone_that_is_killed_says_so_and_the_page_gets_another(server, notebook):
    notebook(PAGE)
    it = server("--ahead", "1")

    async def main():
        hit, neighbour = await arrive(it), await arrive(it)
        pid, _ = await ask(hit, 1)
        other, _ = await ask(neighbour, 1)
        assert pid != other
        before = time.monotonic()
        os.kill(pid, signal.SIGKILL)
        await hit.receive(lambda m: m.kind == "status" and m.content["execution_state"] == "dead", 3)
        with pytest.raises(Trouble, match="closed"):
            await hit.receive(lambda m: False, 3)
        assert time.monotonic() - before < 2.0, "seen at once, not at the next poll"
        back = await arrive(it)  # what page.js does: the same page again, a new kernel
        assert (await ask(back, 2))[0] not in (pid, other)
        assert (await ask(neighbour, 3))[0] == other
        for visitor in (hit, neighbour, back):
            await visitor.close(beacon=False)

    asyncio.run(main())


def test_a_template_that_is_killed_comes_back_and_nobody_notices(server, notebook):
    notebook(PAGE)
    it = server("--ahead", "1")

    async def main():
        here = await arrive(it)
        pid, _ = await ask(here, 1)
        (zygote,) = it.children()
        os.kill(zygote, signal.SIGKILL)
        during = [arrive(it) for _ in range(4)]  # at the same moment: from the pool, or from the successor
        for visitor in await asyncio.gather(*during):
            await ask(visitor, 2)
            await visitor.close()
        assert (await ask(here, 3))[0] == pid
        await eventually_async(lambda: it.children() not in ([], [zygote]))
        await here.close()

    asyncio.run(main())


def test_a_fork_server_that_is_killed_is_missed_only_by_the_next_version(server, notebook):
    notebook(PAGE.replace("VERSION", "1"))
    it = server("--ahead", "1")
    (first_zygote,), killed = it.children(), it.fork_server()

    async def main():
        early = await arrive(it)
        pid, _ = await ask(early, 1)
        os.kill(killed, signal.SIGKILL)
        assert (await ask(early, 2))[0] == pid
        later = await arrive(it)  # its zygote lives on
        await ask(later, 3)
        notebook(PAGE.replace("VERSION", "2"))
        await eventually_async(lambda: not runs(first_zygote))
        assert it.fork_server() != killed
        assert (await ask(await arrive(it), 4))[1] == "2"
        assert (await ask(early, 5)) == (pid, "1")

    asyncio.run(main())


@pytest.mark.parametrize("ahead", ["0", "3"])
def test_after_a_killed_server_no_process_stays(server, notebook, ahead):
    notebook(PAGE.replace("VERSION", "1") + "\nimport subprocess")
    it = server("--ahead", ahead)

    async def main():
        visitor = await arrive(it)
        await ask(visitor, 1)
        await visitor.close(beacon=False)

    asyncio.run(main())
    (zygote,) = it.children()
    everyone = [it.fork_server(), zygote, *it.forks()]
    assert len(everyone) > 2
    it.process.kill()
    it.process.wait()
    eventually(lambda: not any(map(runs, everyone)), 3)


def test_clones_of_a_killed_template_still_end_with_the_server(server, notebook):
    notebook(PAGE)
    it = server()

    async def main():
        visitor = await arrive(it)
        pid, _ = await ask(visitor, 1)
        os.kill(it.children()[0], signal.SIGKILL)
        await asyncio.sleep(0.5)
        assert (await ask(visitor, 2))[0] == pid
        await visitor.close(beacon=False)
        return pid

    pid = asyncio.run(main())
    it.process.kill()
    it.process.wait()
    eventually(lambda: not runs(pid), 3)


def test_a_server_that_stops_leaves_nothing(server, notebook):
    notebook(PAGE)
    it = server("--ahead", "2")
    everyone = [it.fork_server(), *it.children(), *it.forks()]
    assert len(everyone) == 4
    it.end()
    assert not any(map(runs, everyone))


def test_a_broken_notebook_says_what_to_do_and_harms_no_other(server, notebook):
    notebook(PAGE)
    broken = notebook("undefined_name", name="broken.ipynb")
    it = server()

    async def main():
        visitor = Visitor(it.base, it.path("broken.ipynb"))
        with pytest.raises(Trouble) as caught:
            await visitor.open_page()
        assert "Please tell whoever leads here; the other pages work." in str(caught.value)
        assert "Code cell 1 of broken.ipynb" in str(caught.value)
        good = await arrive(it)
        await ask(good, 1)
        write_notebook(broken, PAGE)  # the facilitator corrects it
        await asyncio.sleep(1.0)
        await ask(await arrive(it, "broken.ipynb"), 2)
        await ask(good, 3)

    asyncio.run(main())


def test_a_page_that_is_not_there(server, notebook):
    notebook(PAGE)
    it = server()

    async def main():
        with pytest.raises(Trouble, match="404|no such page"):
            await Visitor(it.base, it.path("../secret.ipynb")).open_page()
        with pytest.raises(Trouble, match="404|no such page"):
            await Visitor(it.base, it.path("other.ipynb")).open_page()

    asyncio.run(main())


@pytest.mark.parametrize("what", ["notebook", "content"])
def test_after_an_edit_new_visitors_get_the_new_page_and_running_ones_keep_theirs(server, notebook, tmp_path, what):
    content = tmp_path / "content"
    content.mkdir()
    words = content / "words.txt"
    words.write_text("1")
    page = PAGE.replace("VERSION", "{version}")
    reads = f"version = open({str(words)!r}).read()"
    notebook(reads, page)
    it = server("--ahead", "1", "--watch", str(content))
    (first_zygote,) = it.children()

    async def main():
        early = await arrive(it)
        assert (await ask(early, 1))[1] == "1"
        if what == "notebook":
            notebook("version = '2'", page)
        else:
            words.write_text("2")
        await eventually_async(lambda: not runs(first_zygote))
        assert len(it.children()) == 1
        assert (await ask(await arrive(it), 2))[1] == "2"
        assert (await ask(early, 3))[1] == "1"

    asyncio.run(main())


def test_an_edit_that_breaks_a_page_leaves_the_page_as_it_was(server, notebook):
    notebook(PAGE)
    it = server()

    async def main():
        notebook("1 / 0")
        await asyncio.to_thread(eventually, lambda: "goes on as it was before" in it.log.read_text(), 20)
        await ask(await arrive(it), 1)

    asyncio.run(main())


def test_the_test_notebooks_work(server, tmp_path):
    for path in NOTEBOOKS.glob("*.ipynb"):
        (tmp_path / path.name).write_text(path.read_text())
    it = server("--ahead", "1")

    async def main():
        for name in ("widgets.ipynb", "plots.ipynb", "plots.ipynb"):
            visitor = Visitor(it.base, it.path(name))
            await visitor.join()
            await visitor.close()

    asyncio.run(main())
