from __future__ import annotations

import pytest

from tests.support.bench import bench  # noqa: F401

pytestmark = pytest.mark.browser


def test_someone_is_put_on_the_map_by_keyboard(bench):  # noqa: F811
    b = bench("support-map")
    b.page.get_by_role("button", name="Add someone").focus()
    b.page.keyboard.press("Enter")
    b.page.wait_for_function("document.activeElement.tagName === 'INPUT'")
    b.page.keyboard.type("m.kx")
    b.page.get_by_role("radio", name="in the middle").check()
    b.page.get_by_role("checkbox", name="Listening").check()
    b.settle()
    assert b.answer == {"people": [{"initials": "MKX", "ring": 2, "for": ["listening"]}]}
    assert "MKX: in the middle · Listening" in b.page.locator("svg.tw-map").get_attribute("aria-label")
    assert "Practical help" in b.page.get_by_text("Nobody is here yet for").inner_text()


def test_someone_is_taken_off_and_brought_back(bench):  # noqa: F811
    b = bench("support-map")
    b.page.get_by_role("button", name="Add someone").click()
    b.page.keyboard.type("A")
    b.settle()
    b.page.get_by_role("button", name="Take off the map").click()
    b.settle()
    assert b.answer == {}
    b.page.get_by_role("button", name="Bring them back").click()
    b.settle()
    assert b.answer == {"people": [{"initials": "A"}]}


def test_everybody_has_room_on_the_circles(bench):  # noqa: F811
    b = bench("support-map")
    people = [{"initials": f"P{n}", "ring": n % 3 + 1} for n in range(12)]
    b.exercise.widget.replace_answer({"people": people})
    b.page.evaluate(
        "([v, a]) => model.kernel({view: v, answer: a, epoch: 1})", [b.exercise.widget.view, {"people": people}]
    )
    b.settle()
    spots = b.page.evaluate(
        "[...document.querySelectorAll('.tw-map-person circle')].map(c => [c.cx.baseVal.value, c.cy.baseVal.value])"
    )
    assert len(spots) == 12
    far = min(((x - u) ** 2 + (y - v) ** 2) ** 0.5 for i, (x, y) in enumerate(spots) for u, v in spots[:i])
    assert far >= 38
    assert b.page.evaluate("document.documentElement.scrollWidth") <= 390
