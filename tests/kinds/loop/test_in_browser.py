from __future__ import annotations

import pytest

from tests.support.bench import bench  # noqa: F401

pytestmark = pytest.mark.browser


def test_words_stand_in_the_circle_as_they_are_typed(bench):  # noqa: F811
    b = bench("loop")
    b.page.get_by_label("1. What starts it?").fill("A message stays unanswered")
    assert b.page.locator(".tw-loop-words").first.inner_text() == "A message stays unanswered"
    b.settle()
    assert b.answer == {"stages": {"trigger": "A message stays unanswered"}}


def test_a_link_is_chosen_by_tap_and_by_keyboard(bench):  # noqa: F811
    b = bench("loop")
    b.page.locator(".tw-loop-link").nth(2).click()
    b.settle()
    assert b.answer == {"break": "feeling"}
    assert b.page.get_by_label("What could you do there instead?").is_visible()
    b.page.keyboard.press("ArrowDown")
    b.settle()
    assert b.answer == {"break": "act"}
    chosen = b.page.locator(".tw-loop-chosen")
    assert "from what I do to what it brings" in chosen.inner_text()
    said = b.page.locator("[aria-live=polite]").filter(has_text="from what I do to what it brings")
    said.wait_for(state="attached")
    assert said.count() == 1, "once: the lines themselves are no live region"
    assert chosen.get_attribute("aria-live") is None
    b.page.get_by_role("button", name="Choose no link").click()
    b.settle()
    assert b.answer == {}


def test_it_reads_as_a_list_with_links_between(bench):  # noqa: F811
    b = bench("loop")
    items = b.page.locator(".tw-loop ol > li")
    assert items.count() == 5
    radios = b.page.get_by_role("radio")
    assert radios.count() == 5
    assert b.page.get_by_role("radio", name="Step out between “Thought” and “Feeling”").count() == 1


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_of_the_circle_covers_anything_else(bench, width):  # noqa: F811
    b = bench("loop", width=width)
    for label in ("1. What starts it?", "2. What goes through your mind?", "3. What do you feel, and where?"):
        b.page.get_by_label(label).fill("A message stays unanswered for hours and hours on end")
    boxes = b.page.evaluate(
        "[...document.querySelectorAll('.tw-loop-stage')].map(e => e.getBoundingClientRect().toJSON())"
    )
    frame = b.page.locator(".tw-loop").bounding_box()
    for at, one in enumerate(boxes):
        assert one["left"] >= frame["x"] - 1
        assert one["right"] <= frame["x"] + frame["width"] + 1
        for other in boxes[at + 1 :]:
            apart = one["right"] <= other["left"] or other["right"] <= one["left"]
            assert apart or one["bottom"] <= other["top"] or other["bottom"] <= one["top"]
    links = b.page.locator(".tw-loop-link")
    assert all(links.nth(i).bounding_box()["width"] >= 44 for i in range(5))
    assert b.page.evaluate("document.documentElement.scrollWidth") <= width
