"""A part from top to bottom without a mouse and without touching: every stop can be seen, none holds one back."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.people import exercise, kept

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.timeout(120)]

HERE = """() => {
  const e = document.activeElement, r = e.getBoundingClientRect();
  const x = Math.min(innerWidth - 2, Math.max(2, r.x + Math.min(r.width / 2, 40)));
  const y = r.y + Math.min(r.height / 2, 30);
  const top = document.elementFromPoint(x, y), style = getComputedStyle(e);
  const labels = [...(e.labels ?? [])].map((l) => l.textContent).join(" ");
  const label = e.getAttribute("aria-label") || labels || e.textContent;
  const around = getComputedStyle(e.closest("label, .tw-option") ?? e);
  const marked = style.outlineStyle !== "none" || around.outlineStyle !== "none";
  const covered = top && (top.closest(".bar, .tools") && !e.closest(".bar, .tools"));
  return {tag: e.tagName, type: e.type ?? "", label: label.trim(), seen: Boolean(top) && !covered, marked, y};
}"""


def tab_to(page: Page, label: str, kind: str = "", most: int = 60) -> dict:
    """Press Tab until something with this label has the focus; look at every stop on the way."""
    stops = []
    for _ in range(most):
        page.keyboard.press("Tab")
        at = page.evaluate(HERE)
        stops.append(at["label"][:40])
        if at["tag"] == "BODY":
            continue
        assert at["seen"], f"the focus is hidden on: {at}"
        assert at["marked"], f"nothing shows that this has the focus: {at}"
        if label in at["label"] and kind in (at["type"], at["tag"].lower(), ""):
            return at
    raise AssertionError(f"“{label}” is not reached with Tab. Stops: {stops}")


def test_a_part_with_the_keyboard_alone(evening):
    page = evening.seat("00-welcome")
    evening.room.open("agreement")
    exercise(page, "What we agree on").get_by_role("button", name="Count me").wait_for()
    keys = page.keyboard

    tab_to(page, "Skip to the content")
    keys.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"

    tab_to(page, "What people tell stays here", "checkbox")
    keys.press("Space")
    tab_to(page, "A rule that is missing")
    keys.type("Nobody is laughed at")
    tab_to(page, "Count me", "button")
    keys.press("Enter")
    card = exercise(page, "What we agree on")
    expect(card.get_by_role("button", name="Count me")).to_have_attribute("aria-pressed", "true")
    card.get_by_role("button", name="Share", exact=True).wait_for()
    tab_to(page, "Share", "button")
    keys.press("Space")
    expect(card.get_by_text("Shared.").first).to_be_visible()

    tab_to(page, "How comfortable are you right now?", "range")
    keys.press("ArrowRight")
    expect(exercise(page, "How I arrive").get_by_text("6", exact=True).first).to_be_visible()
    tab_to(page, "One word for it")
    keys.type("here")
    tab_to(page, "Looking back", "button")
    keys.press("Enter")
    exercise(page, "How I arrive").get_by_text("There is no good or bad number.").wait_for()
    tab_to(page, "As a page to read or print", "button")
    tab_to(page, "Next part", "a")
    keys.press("Enter")
    page.wait_for_url("**/part/01-causes")
    assert kept(page, "arrive")["word"] == "here"


def test_pause_with_the_keyboard_and_back_to_where_one_was(evening):
    page = evening.seat("00-welcome")
    tab_to(page, "Pause")
    keys = page.keyboard
    keys.press("Enter")
    page.locator("dialog#pause[open]").wait_for()
    for _ in range(12):  # the focus stays in the dialog, or with the browser itself
        keys.press("Tab")
        here = "e => e.closest('dialog') ? 'dialog' : e.tagName"
        assert page.locator(":focus").or_(page.locator("body")).last.evaluate(here) in ("dialog", "BODY"), "it got out"
    keys.press("Escape")
    expect(page.locator("dialog#pause[open]")).to_have_count(0)
    assert "Pause" in page.evaluate("document.activeElement.textContent")
