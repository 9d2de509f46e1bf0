"""Finds the Chromium or Chrome that the browser tests drive, or says plainly that there is none."""

from __future__ import annotations

import atexit
import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from workshop.browsers import QUIET, find_browser

ARGS = ("--no-sandbox", *QUIET)


def launch(playwright):
    """Start the browser, or Playwright's own if it was installed; skip the test where none can be had."""
    found = find_browser()
    own = Path(playwright.chromium.executable_path)
    if found is None and not own.exists():
        pytest.skip(
            "No Chromium or Chrome was found, so this browser test did not run. Install one "
            "(Debian: apt install chromium; "
            "anywhere: playwright install chromium) or name it in WORKSHOP_BROWSER."
        )
    return playwright.chromium.launch(executable_path=found, args=list(ARGS))


@functools.cache
def _playwright():
    """Start Playwright's plain interface, which is possible only once in a process."""
    started = pytest.importorskip("playwright.sync_api").sync_playwright().start()
    atexit.register(started.stop)
    return started


@contextmanager
def with_profile(folder: Path, **options) -> Iterator:
    """Lend a browser that keeps its profile in a folder, as a person's own does."""
    chromium = _playwright().chromium
    context = chromium.launch_persistent_context(folder, executable_path=find_browser(), args=list(ARGS), **options)
    try:
        yield context
    finally:
        with suppress(Exception):  # the test closed it
            context.close()


_running: list = []


@contextmanager
def lent() -> Iterator:
    """Lend the one browser of the run, and close every page opened in it afterwards.

    Now and then Chromium never answers when it is asked to close one. Then it is ended, and the next test gets a new
    one: waiting longer would help nobody.
    """
    if not _running or not _running[0].is_connected():
        _running[:] = [launch(_playwright())]
    browser = _running[0]
    try:
        yield browser
    finally:
        hung = threading.Timer(20, _end)
        hung.start()
        with suppress(Exception):  # it was ended
            for context in browser.contexts:
                context.close()
        hung.cancel()


def _end() -> None:
    """End every Chromium or Chrome that this process started."""
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            if "chrom" in process.name().lower():
                process.kill()
