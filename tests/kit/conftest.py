"""The gallery on a local port, and a page of it in a browser."""

from __future__ import annotations

import functools
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

PHONE = {"width": 390, "height": 844}


class Quiet(SimpleHTTPRequestHandler):
    """Serves the repository's files and says nothing."""

    def log_message(self, *args):
        pass


@pytest.fixture(scope="session")
def gallery_url():
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(ROOT)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/tests/kit/gallery.html"
    server.shutdown()


@pytest.fixture
def gallery(browser, gallery_url):
    """Open one view of the gallery; every error of the page fails the test."""
    pages = []
    faults = []

    def show(view="all", viewport=None, **query):
        context = browser.new_context(viewport=viewport or PHONE, reduced_motion="reduce")
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        pages.append(context)
        rest = "".join(f"&{name}={value}" for name, value in query.items())
        page.goto(f"{gallery_url}?view={view}{rest}")
        page.wait_for_function("window.VIEWS !== undefined")
        return page

    yield show
    for context in pages:
        context.close()
    assert not faults, faults


@pytest.fixture
def answer():
    """Read the answer the kernel would have."""
    return lambda page: page.evaluate("model.get('answer')")
