"""The gallery on a local port, and a page of it in a browser."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.support.bench import files
from workshop.content import load_library
from workshop.content.phrases import of_controls

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def gallery_url():
    with files() as address:
        yield f"{address}/tests/kit/gallery.html"


@pytest.fixture
def gallery(browser, gallery_url):
    """Open one view of the gallery; every error of the page fails the test."""
    faults = []

    def show(view="all", viewport=None, **query):
        context = browser.new_context(viewport=viewport or PHONE, reduced_motion="reduce")
        phrases = load_library("en").phrases
        context.add_init_script(f"window.KIT_WORDS = {json.dumps(of_controls(phrases))}")
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        rest = "".join(f"&{name}={value}" for name, value in query.items())
        page.goto(f"{gallery_url}?view={view}{rest}")
        page.wait_for_function("window.VIEWS !== undefined")
        return page

    yield show
    assert not faults, faults


@pytest.fixture
def answer():
    """Read the answer the kernel would have."""
    return lambda page: page.evaluate("model.get('answer')")
