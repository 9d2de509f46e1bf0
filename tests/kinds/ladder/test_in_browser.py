from __future__ import annotations

import pytest

from tests.support.bench import bench  # noqa: F401

pytestmark = pytest.mark.browser


def add(b, what, hard):
    b.page.get_by_role("button", name="Add a step").click()
    assert b.page.evaluate("document.activeElement.tagName") == "INPUT"
    b.page.keyboard.type(what)
    b.page.get_by_label("How hard would it be?").fill(str(hard))
    b.settle()


def test_rungs_are_added_and_stand_in_order(bench):  # noqa: F811
    b = bench("ladder")
    add(b, "harder", 8)
    add(b, "easier", 2)
    assert [rung["what"] for rung in b.answer["rungs"]] == ["harder", "easier"]
    b.page.locator(".tw-row-head[aria-expanded=true]").click()
    assert [rung["what"] for rung in b.exercise.model.rungs] == ["easier", "harder"]
    assert [text.strip()[0] for text in b.page.locator(".tw-rung-disc").all_inner_texts()] == ["2", "8"]


def test_a_rung_moves_by_keyboard_and_keeps_the_focus(bench):  # noqa: F811
    b = bench("ladder")
    add(b, "one", 2)
    add(b, "two", 6)
    button = b.page.get_by_role("button", name="Easier", exact=True)
    button.focus()
    b.page.keyboard.press("Enter")
    b.settle()
    assert {rung["what"]: rung["hard"] for rung in b.answer["rungs"]} == {"two": 2, "one": 6}
    assert b.page.evaluate("document.activeElement.dataset.move") == "-1"
    assert b.page.locator(".tw-rung").first.locator(".tw-row-head").get_attribute("aria-expanded") == "true"
    assert button.get_attribute("aria-disabled") == "true"
    assert "Now step 1 of 2." in b.page.locator(".tw-hidden[aria-live]").last.inner_text()
    b.page.keyboard.press("Enter")  # already the easiest: nothing happens
    b.settle()
    assert [rung["hard"] for rung in b.exercise.model.rungs] == [2, 6]


def test_a_rung_is_removed_and_brought_back(bench):  # noqa: F811
    b = bench("ladder")
    add(b, "one", 2)
    add(b, "two", 6)
    b.page.get_by_role("button", name="Remove this step").click()
    b.settle()
    assert [rung["what"] for rung in b.answer["rungs"]] == ["one"]
    assert b.page.evaluate("document.activeElement.className") == "tw-row-head"
    b.page.get_by_role("button", name="Bring it back").click()
    b.settle()
    assert [rung["what"] for rung in b.answer["rungs"]] == ["one", "two"]


def test_what_happened_is_asked_once_it_was_tried(bench):  # noqa: F811
    b = bench("ladder")
    add(b, "one", 2)
    assert b.page.get_by_label("What happened?").count() == 0
    b.page.get_by_text("I tried it").click()
    assert b.page.locator(".tw-row-head").text_content().strip() == "2Step 1: one, difficulty 2 of 10, tried", (
        "words apart"
    )
    b.page.get_by_label("What happened?").fill("It went well")
    b.settle()
    assert b.answer["rungs"] == [{"what": "one", "hard": 2, "tried": True, "happened": "It went well"}]


def test_nothing_moves_while_a_difficulty_is_being_set(bench):  # noqa: F811
    b = bench("ladder")
    add(b, "one", 5)
    add(b, "two", 6)
    before = b.page.locator(".tw-rung").all_inner_texts()
    b.page.get_by_label("How hard would it be?").fill("0")
    b.settle()
    assert b.page.locator(".tw-rung").first.inner_text()[:3] == before[0][:3]
    b.page.locator(".tw-row-head[aria-expanded=true]").click()
    assert b.page.locator(".tw-rung-disc").first.inner_text() == "0"
