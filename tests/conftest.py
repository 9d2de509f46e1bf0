"""What all tests share: the search path, and one browser for the whole run."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = str(Path(__file__).resolve().parents[1])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)


@pytest.fixture(scope="session")
def browser():
    """One Chromium or Chrome; Playwright can be started only once in a process."""
    from tests.support.browser import shared

    return shared()


def pytest_collection_modifyitems(items):
    """Whatever uses the browser carries its mark, so that it can be run apart or left out."""
    for item in items:
        if {"browser", "bench"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)
