"""A server with the workshop's template, and a real browser."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import page_notebooks

HERE = Path(__file__).parent
ARGS = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents and item.path.name != "test_built.py":
            item.add_marker(pytest.mark.browser)


class Server:
    """The test server of page_server.py, which can be stopped and started again at the same address."""

    def __init__(self, folder):
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self.process = None

    def start(self):
        command = [sys.executable, str(HERE / "page_server.py"), str(self.port), str(self.folder)]
        log = (self.folder / "server.log").open("a")
        self.process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        for _ in range(300):
            try:
                self.ask("seen")
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError((self.folder / "server.log").read_text())

    def stop(self):
        if self.process:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(5)
            self.process = None

    def ask(self, what, value=""):
        with urllib.request.urlopen(f"{self.url}/test/{what}" + (f"/{value}" if value else ""), timeout=20) as answer:
            return json.load(answer)


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("page")
    page_notebooks.write(folder)
    running = Server(folder)
    running.start()
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def _open(request):
    """Every test finds the server running and open."""
    if "server" in request.fixturenames:
        server = request.getfixturevalue("server")
        if server.process is None or server.process.poll() is not None:
            server.start()
        server.ask("mode", "open")
        for kernel in server.ask("forget")["kernels"]:  # a closed context says no goodbye
            with contextlib.suppress(urllib.error.HTTPError):  # it may have ended by itself meanwhile
                server.ask("end", kernel)


@pytest.fixture
def context(browser):
    made = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    made.set_default_timeout(15_000)
    return made


@pytest.fixture
def tab(context):
    """A tab that complains about every mistake in the page and every request to another site."""
    page = context.new_page()
    page.problems = []
    page.addresses = []
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.on("request", lambda request: page.addresses.append(request.url))
    yield page
    ours = re.compile(r"(https?://localhost:\d+/|data:|blob:|about:)")
    assert [address for address in page.addresses if not ours.match(address)] == []
    assert page.problems == []


@pytest.fixture
def opened(tab, server):
    """The part's page, live."""
    tab.goto(f"{server.url}/part/01-causes")
    tab.wait_for_selector("html[data-ready]")
    return tab
