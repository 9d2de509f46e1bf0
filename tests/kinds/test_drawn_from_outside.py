"""A kind from another package brings a node of its own, and a phone draws it under the site's strict policy."""

from __future__ import annotations

import os
import re
import shutil

import pytest
from playwright.sync_api import expect

from tests.kinds.test_from_outside import OUTSIDE
from tests.support.server import ROOT, serving
from workshop import paths

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The workshop with a letter in it, on a server that has the other package."""
    folder = tmp_path_factory.mktemp("letters")
    shutil.copytree(paths.workshop() / "en", folder / "en")
    for path in paths.workshop().glob("*.yaml"):
        shutil.copy(path, folder / path.name)
    exercises = folder / "en" / "content" / "exercises"
    shutil.copy(OUTSIDE / "unsent.yaml", exercises)
    (exercises / "old-rule.yaml").unlink()  # the letter takes its place, in the plan and on the page
    for place in ("workshop.yaml", "en/01-causes.ipynb", "en/content/parts/01-causes.yaml"):
        path = folder / place
        text = re.sub(r"^languages: .*$", "languages: [en]", path.read_text("utf-8"), flags=re.MULTILINE)
        path.write_text(text.replace("old-rule", "unsent"), "utf-8")
    found = {"PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(OUTSIDE)])}
    with serving(folder / "home", "--workshop", str(folder), env=found) as running:
        yield running


def test_its_own_node_is_drawn_and_edits_the_answer(server, browser):
    page = browser.new_page()
    faults, refused = [], []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: refused.append(line.text) if "Content Security Policy" in line.text else None)
    page.goto(server.join_link)
    page.locator("form[action$=join] button").click()
    page.goto(f"{server.url}/part/01-causes")
    page.wait_for_selector("html[data-ready=yes]")
    page.evaluate("sessionStorage.setItem('workshop:all', '1')")
    page.reload()
    page.get_by_role("textbox", name="To whom, and what would you say?").fill("Dear friend")
    paper = page.locator(".letter-paper")
    expect(paper).to_contain_text("11 letters long")
    paper.get_by_role("button", name="Tear it up").click()
    expect(paper).to_contain_text("0 letters long")
    address = page.evaluate("workshopPage.config.nodes[0]")
    kept = page.request.get(f"{server.url}{address}").headers
    assert "immutable" in kept["cache-control"]
    assert kept["content-type"].startswith("text/javascript")
    assert faults == refused == []
