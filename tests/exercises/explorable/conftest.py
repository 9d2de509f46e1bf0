"""A browser for the explorables; the tests that need one are left out where there is none."""

from __future__ import annotations

import os
import shutil

import pytest

ARGS = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --no-first-run"


@pytest.fixture(scope="session")
def chromium():
    found = os.environ.get("WORKSHOP_CHROMIUM") or next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    sync_api = pytest.importorskip("playwright.sync_api")
    if not found:
        pytest.skip("no Chromium or Chrome here")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=ARGS.split())
        yield started
        started.close()
