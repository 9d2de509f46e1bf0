"""Finds the Chromium or Chrome that the browser tests drive, or says plainly that there is none."""

from __future__ import annotations

import atexit
import functools
from pathlib import Path

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
def shared():
    """Return one browser for the whole run: Playwright's plain interface starts only once in a process."""
    sync_api = pytest.importorskip("playwright.sync_api")
    playwright = sync_api.sync_playwright().start()
    started = launch(playwright)
    atexit.register(playwright.stop)
    return started
