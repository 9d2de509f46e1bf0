"""The notebooks in a real JupyterLab, in a real browser."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from tests.support.browser import lent
from tests.support.server import wait_until
from workshop import paths

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab on a copy of the trust workshop; gives its address with the token."""
    home = tmp_path_factory.mktemp("lab")
    folder = home / "trust"
    shutil.copytree(paths.root() / "notebooks" / "trust", folder)
    environment = {
        **os.environ,
        "WORKSHOP_FOLDER": str(folder),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
    }
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    line = [sys.executable, "-m", "workshop.cli", "lab", "--no-browser", "--port", port]
    log = home / "log"
    with log.open("w") as out:
        process = subprocess.Popen(line, stdout=out, stderr=out, env=environment, cwd=home, start_new_session=True)
    try:
        until = time.monotonic() + 90
        while time.monotonic() < until:
            found = re.search(r"http://127\.0\.0\.1:\d+/lab\S*token=\w+", log.read_text())
            if found:
                break
            assert process.poll() is None, log.read_text()
            time.sleep(0.3)
        assert found, log.read_text()
        yield found[0], folder
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


@pytest.fixture(scope="module")
def opened(lab):
    """A part of which nothing was run, on one page for all tests: opening JupyterLab takes longer than each of them."""
    address, _ = lab
    with lent() as browser:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.set_default_timeout(60_000)
        page.goto(address.replace("/lab", "/lab/tree/01-causes.ipynb", 1))
        page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
        yield page


@pytest.fixture(scope="module")
def notebook(opened):
    """The part, run once."""
    if not box_of(opened).count():
        run_all(opened)
    return opened


def box_of(page):
    return page.locator(".tw textarea:visible").first


def run_all(page) -> None:
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    box_of(page).wait_for()
    # Until the last cell has run JupyterLab takes the focus to it, out of the box in which somebody types.
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()


def test_an_exercise_that_is_run_before_the_first_cell_says_what_it_needs(opened):
    opened.locator(".jp-CodeCell").nth(1).click()
    opened.keyboard.press("Shift+Enter")
    opened.get_by_text("This exercise needs the first cell of the notebook.").first.wait_for()
    assert "NameError" not in opened.inner_text("body")
    run_all(opened)
    assert "needs the first cell" not in opened.inner_text("body")
    opened.locator(".jp-CodeCell").nth(1).locator(".jp-InputCollapser").click()  # as it was: the click had unfolded it


def test_enter_and_undo_work_and_nobody_is_asked_about_news(notebook):
    box = box_of(notebook)
    box.click()
    box.type("one")
    box.press("Enter")
    box.type("two")
    assert box.input_value() == "one\ntwo"
    box.press("Control+z")
    assert box.input_value() != "one\ntwo"
    assert notebook.get_by_text("Would you like to receive official Jupyter news?").count() == 0


def test_keys_stay_with_the_controls_and_every_control_has_its_own_name(notebook):
    """JupyterLab moves between cells with the arrows, and reads the controls anew for each widget."""
    moved = notebook.locator(".tw input[type=range]:visible").first
    moved.click()
    before = float(moved.input_value())
    moved.press("ArrowLeft")
    assert notebook.evaluate("document.activeElement.type") == "range", "the notebook took the key"
    assert float(moved.input_value()) < before
    twice = "ids => ids.filter((id, at) => ids.indexOf(id) !== at)"
    ids = notebook.locator(".tw [id]").evaluate_all("all => all.map((one) => one.id)")
    assert notebook.evaluate(twice, ids) == []


def test_running_all_cells_again_keeps_what_was_written(notebook):
    box_of(notebook).fill("still here")
    notebook.wait_for_timeout(800)
    run_all(notebook)
    notebook.wait_for_function(
        "[...document.querySelectorAll('.tw textarea')].filter((b) => b.value === 'still here').length === 1"
    )


def test_saving_a_notebook_that_was_run_leaves_it_as_it_came(notebook, lab):
    file = lab[1] / paths.DEFAULT_LANGUAGE / "01-causes.ipynb"
    came, at = file.read_bytes(), file.stat().st_mtime_ns
    box_of(notebook).fill("nobody's business")
    notebook.wait_for_timeout(800)
    notebook.get_by_role("menuitem", name="Settings", exact=True).click()
    notebook.get_by_text("Save Widget State Automatically").click()
    notebook.get_by_role("menuitem", name="File", exact=True).click()
    notebook.get_by_role("menuitem", name=re.compile("^Save Notebook(?! As)")).click()
    assert wait_until(lambda: file.stat().st_mtime_ns != at)
    assert wait_until(lambda: file.read_bytes() == came), file.read_text()  # it is written bit by bit


def test_after_a_restart_the_exercises_say_so_and_lose_nothing(notebook):
    box_of(notebook).fill("before the restart")
    notebook.wait_for_timeout(800)
    notebook.get_by_role("menuitem", name="Kernel", exact=True).click()
    notebook.get_by_role("menuitem", name=re.compile("^Restart Kernel…")).click()
    # JupyterLab says "Idle" once too early, of the kernel that goes, and forgets what it is asked to run until it is
    # connected to the new one: that has answered then.
    answered = []
    notebook.on(
        "websocket", lambda line: line.on("framereceived", lambda frame: answered.append("info_reply" in str(frame)))
    )
    notebook.locator(".jp-Dialog").get_by_role("button", name="Confirm Kernel Restart").click()
    notebook.get_by_text("The notebook was restarted.").first.wait_for()
    box_of(notebook).fill("before the restart, and after it")
    assert wait_until(lambda: notebook.wait_for_timeout(50) or any(answered), 60)
    notebook.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    run_all(notebook)
    notebook.wait_for_function(
        "[...document.querySelectorAll('.tw textarea')].some((b) => b.value === 'before the restart, and after it')"
    )
    notebook.get_by_text("The notebook was restarted.").first.wait_for(state="detached")
