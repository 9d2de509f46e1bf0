"""Finds the Chromium or Chrome that the browser tests drive, or says plainly that there is none."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def find_browser() -> str | None:
    """Return the path of an installed browser; ``WORKSHOP_BROWSER`` may name one."""
    named = os.environ.get("WORKSHOP_BROWSER")
    if named:
        return named
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    return None


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
