"""Whoever leads: with the keyboard and a screen reader, over bad Wi-Fi, and with another who leads, too."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.people import LIBRARY, six_share
from tests.e2e.test_languages import nothing_serious

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.timeout(120)]

PART = LIBRARY.parts["00-welcome"]
FIRST, SECOND = PART.steps[:2]


def now(page: Page, title: str):
    return page.locator('[data-id="now"]').get_by_role("heading", name=title, exact=True)


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.dataset.id || document.activeElement.name || ''")


def test_the_console_keeps_the_focus_and_says_what_happened(evening):
    console = evening.console()
    button = console.locator('[data-id="next"]')
    button.focus()
    for step in (FIRST, SECOND):
        console.keyboard.press("Enter")
        now(console, step.title).wait_for()
        said = console.locator("[aria-live]").filter(has_text=LIBRARY.phrase("console.moved", title=step.title))
        expect(said.first).to_be_visible()
        assert focused(console) == "next"
    six_share(evening.room, "agreement")
    console.get_by_role("button", name=re.compile("^Reveal: ")).wait_for()
    console.keyboard.press("Enter")
    console.get_by_role("button", name="Reveal now").wait_for()
    expect(console.locator('[data-id="reveal-now"]')).to_be_focused()
    nothing_serious(console)
    console.keyboard.press("Tab")
    console.keyboard.press("Enter")
    expect(console.locator('[data-id="next"]')).to_be_focused()
    console.keyboard.press("Enter")
    expect(console.locator('[data-id="reveal-now"]')).to_be_focused()
    console.keyboard.press("Enter")
    expect(console.locator('[data-id="next"]')).to_have_text(re.compile("Next: "))
    expect(console.locator('[data-id="next"]')).to_be_focused()
    expect(console.locator("[aria-live]").filter(has_text=LIBRARY.phrase("console.revealed")).first).to_be_visible()


#: Counts what live regions come to say of a signal from now on, and puts one button into the lowest line in sight, with the focus.
AT_THE_BOTTOM = """(text) => {
    window.heard = [];
    new MutationObserver((changes) => {
        const regions = new Set(changes.map(({ target }) => (target.nodeType === 1 ? target : target.parentElement)?.closest("[aria-live]")));
        for (const region of regions) if (region?.textContent.includes(text)) heard.push(region.textContent);
    }).observe(document.body, { childList: true, subtree: true, characterData: true });
    const last = document.querySelector('[data-id="parts"] summary');
    scrollBy(0, last.getBoundingClientRect().bottom - innerHeight + 2);
    last.focus({ preventScroll: true });
    window.focused = last;
}"""


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "laptop"])
def test_a_quiet_signal_is_seen_and_heard_wherever_one_is_on_the_console(evening, size):
    phones, console = [evening.join(), evening.join()], evening.console(size)
    console.get_by_text("2 people here").wait_for()
    one, two = (LIBRARY.phrase("console.signal_slow", n=n) for n in (1, 2))
    console.evaluate(AT_THE_BOTTOM, "slow down")
    at = console.evaluate("scrollY")
    assert at > 300
    phones[0].get_by_role("button", name="Pause").locator("visible=true").first.click()
    phones[0].get_by_role("dialog").get_by_role("button", name="Please slow down").click()
    signal = console.locator('[data-id="signals"]')
    expect(console.get_by_text(one, exact=True)).to_be_in_viewport(ratio=1)
    expect(signal.get_by_role("button")).to_be_in_viewport(ratio=1)
    console.wait_for_timeout(500)
    assert console.evaluate("heard") == [one], "once"
    assert console.evaluate("document.activeElement === focused"), "nobody's focus is taken"
    bottom, top = (
        console.evaluate("focused.getBoundingClientRect().bottom"),
        console.evaluate("document.querySelector('[data-id=signals]').getBoundingClientRect().top"),
    )
    assert bottom <= top, "what has the focus is not covered"
    nothing_serious(console)
    phones[1].get_by_role("button", name="Pause").locator("visible=true").first.click()
    phones[1].get_by_role("dialog").get_by_role("button", name="Please slow down").click()
    console.get_by_text(two, exact=True).wait_for()
    assert console.evaluate("heard") == [one, two]
    assert "slow down" not in evening.projector().locator("body").inner_text(), "the room hears nothing of it"
    at = console.evaluate("scrollY")
    signal.get_by_role("button", name="Seen").click()
    expect(signal.get_by_role("button")).to_have_count(0)
    console.wait_for_timeout(600)
    assert abs(console.evaluate("scrollY") - at) < 140, "the page stays where one was"


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "laptop"])
def test_after_moving_the_room_what_is_now_is_in_sight_and_the_focus_stays(evening, size):
    console = evening.console(size)
    console.get_by_text("Move the room here").click()
    button = console.get_by_role("button", name="Where distrust comes from")
    button.click()
    title = LIBRARY.parts["01-causes"].steps[0].title
    expect(now(console, title)).to_be_in_viewport(ratio=1)
    expect(console.locator('[data-id="next"]')).to_be_in_viewport(ratio=1)
    expect(console.get_by_text(LIBRARY.phrase("console.moved", title=title)).first).to_be_in_viewport(ratio=1)
    expect(button).to_be_focused()
    console.wait_for_timeout(700)
    at = console.evaluate("scrollY")
    console.locator('[data-id="next"]').click()
    second = LIBRARY.parts["01-causes"].steps[1]
    now(console, second.title).wait_for()
    console.wait_for_timeout(700)
    assert console.evaluate("scrollY") == at, "where it is in sight nothing moves"
    button.focus()
    console.keyboard.press(" ")
    console.wait_for_timeout(700)
    assert evening.room.state().step == second.id, "a remote's key throws nobody back to the part's beginning"


def test_the_plan_is_made_with_the_keyboard_and_adds_up_aloud(evening):
    console = evening.console()
    keys = console.keyboard
    console.locator('[data-id="choosing"] > summary').focus()
    keys.press("Enter")
    series = console.get_by_role("button", name=LIBRARY.phrase("plan.series"))
    series.focus()
    keys.press("Space")
    expect(series).to_have_attribute("aria-pressed", "true")
    expect(series).to_be_focused()
    sum_of_it = console.locator('[data-id="sum"]')
    expect(sum_of_it).to_have_attribute("aria-live", "polite")
    expect(sum_of_it).to_contain_text("evenings.")
    console.get_by_role("textbox", name=LIBRARY.phrase("plan.starts")).fill("2027-01-12")
    save = console.get_by_role("button", name=LIBRARY.phrase("plan.calendar"))
    save.focus()
    nothing_serious(console)
    with console.expect_download() as saved:
        keys.press("Enter")
    assert "DTSTART:20270112T190000" in saved.value.path().read_text("utf-8")
    expect(save).to_be_focused()
    box = console.locator('[data-id="plan-01-causes"]')
    box.locator("summary").focus()
    keys.press("Enter")
    keys.press("Tab")
    keys.press("Space")
    expect(box.get_by_role("checkbox").first).to_be_checked()
    expect(box.get_by_role("checkbox").first).to_be_focused()
    console.locator('[data-id="plan-use"]').focus()
    keys.press("Enter")
    expect(console.locator("[aria-live]").filter(has_text=LIBRARY.phrase("plan.used")).first).to_be_visible()
    assert evening.room.state().plan


def test_a_wall_that_slept_and_a_tap_that_comes_late(evening):
    console, other, wall = evening.console(), evening.console(PHONE), evening.projector()
    for page in (wall, other):
        page.context.set_offline(True)
    other.locator('[data-id="next"]').click()
    for step in PART.steps[:3]:
        evening.room.go_to(PART.id, step.id)
    now(console, PART.steps[2].title).wait_for()
    for page in (wall, other):
        page.context.set_offline(False)
    now(other, PART.steps[2].title).wait_for()
    exercise = LIBRARY.exercises.get(PART.steps[2].exercise or "")
    wall.get_by_role("heading", name=exercise.title if exercise else PART.steps[2].ask[0]).wait_for()
    console.reload()
    now(console, PART.steps[2].title).wait_for()
    assert evening.room.state().step == PART.steps[2].id, "the late tap moved nobody"
