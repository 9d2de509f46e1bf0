"""Automatic checks of accessibility, empty and filled in, light and dark."""

from __future__ import annotations

import pytest

from tests.support.bench import bench  # noqa: F401

pytestmark = pytest.mark.browser
NAMES = ["safety-fork", "loop", "thought-record", "ladder", "therapies", "find-care", "next-step", "support-map"]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_no_serious_finding(bench, name, theme):  # noqa: F811
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    b = bench(name, theme=theme)
    sample = dict(b.exercise.content.sample)
    b.exercise.widget.replace_answer(sample)
    b.page.evaluate("([v, a]) => model.kernel({view: v, answer: a, epoch: 1})", [b.exercise.widget.view, sample])
    for button in b.page.locator(".tw-check-open, .tw-row-head >> nth=0").all():
        button.click()
    if b.page.locator(".tw-check-question").count():
        b.page.locator(".tw-check-question button").first.click()
    for summary in b.page.locator("summary").all():
        summary.click()
    found = axe.run(b.page).response["violations"]
    serious = [f"{v['id']}: {v['nodes'][0]['html'][:160]}" for v in found if v["impact"] in ("serious", "critical")]
    assert not serious
    assert b.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert b.errors == []
