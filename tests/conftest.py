"""What all tests share: the search path, and one browser for the whole run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = str(Path(__file__).resolve().parents[1])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

from workshop.forking import slow_imports  # noqa: E402

slow_imports.leave_out()  # before anything of Jupyter is imported


@pytest.fixture(autouse=True)
def _no_workshop_chosen(monkeypatch):
    """Begin without a workshop chosen: a command that runs in this process chooses it for the process."""
    monkeypatch.setenv("WORKSHOP_FOLDER", "")


@pytest.fixture
def browser():
    """One Chromium or Chrome for all tests; what a test opens in it is closed after the test."""
    from tests.support.browser import lent

    with lent() as browser:
        yield browser


def pytest_collection_modifyitems(items):
    """Whatever uses the browser carries its mark, so that it can be run apart or left out."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
