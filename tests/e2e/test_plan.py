"""An evening of one's own: chosen on the console, followed by phones, wall and console."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.conftest import PHONE
from tests.e2e.people import LIBRARY
from tests.e2e.test_languages import nothing_serious

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.timeout(240)]


def test_a_plan_chosen_on_the_console_is_followed_by_all(evening):
    console, phone = evening.console(), evening.seat("01-causes", PHONE, steps=True)
    console.get_by_text("The plan of this evening").click()
    console.get_by_role("button", name="45 minutes").or_(console.get_by_label("about 45 minutes")).first.click()
    for part, name in (("01-causes", "timeline"), ("01-causes", "old-rule")):
        box = console.locator(f'[data-id="plan-{part}"]')
        if box.get_attribute("open") is None:
            box.locator("summary").click()
        console.get_by_role("checkbox", name=re.compile(re.escape(LIBRARY.exercises[name].title))).check()
    console.get_by_text("of 45 minutes").wait_for()
    nothing_serious(console)
    with console.expect_download() as saved:
        console.get_by_role("button", name="Save as a file").click()
    assert "exercise" not in saved.value.suggested_filename
    console.get_by_role("button", name="Use this plan now").click()
    console.get_by_text("follow the plan").first.wait_for()
    use = console.get_by_role("button", name="Use this plan now")
    expect(use).to_be_focused()  # not "All steps again", which came above it: a second Enter would undo it
    rows = console.locator('[data-id="rows"] li')
    expect(rows.filter(has_text="Six people")).to_have_count(0)
    evening.room.go_to("01-causes", "line")
    phone.wait_for_url(re.compile(r"#at-timeline$"))
    menu = phone.locator(".where .menu li")
    expect(menu.filter(has_text=LIBRARY.exercises["cases"].title)).to_have_count(0)
    expect(menu.filter(has_text=LIBRARY.exercises["old-rule"].title)).to_have_count(1)


def test_a_break_that_only_the_plan_has_is_a_step_on_phones(evening):
    evening.room.set_plan([("00-welcome", "opening", 5), ("00-welcome", "break", 10), ("00-welcome", "arrive", 5)])
    phone, wall = evening.seat("00-welcome", PHONE, steps=True), evening.projector()
    evening.room.go_to("00-welcome", "break")
    phone.wait_for_url(re.compile(r"#at-break$"))
    expect(phone.get_by_role("heading", name=LIBRARY.phrase("wall.break"))).to_be_visible()
    expect(wall.get_by_role("heading", name=LIBRARY.phrase("wall.break"))).to_be_visible()


def test_a_plan_that_names_what_is_gone_says_so_and_goes_on(evening):
    evening.room.set_plan([("01-causes", "opening", 5), ("01-causes", "no-such-step", 9), ("01-causes", "closing", 5)])
    console = evening.console()
    expect(console.get_by_text("01-causes/no-such-step")).to_be_visible()
    console.keyboard.press(" ")
    console.locator('[data-id="now"]').get_by_role("heading", name=LIBRARY.parts["01-causes"].steps[0].title).wait_for()


def test_the_helplines_of_a_country_are_one_tap_away(evening):
    console = evening.console(PHONE)
    console.get_by_role("button", name="Helplines of a country").click()
    console.get_by_role("combobox").first.select_option(label="Ireland")
    nothing_serious(console)
    expect(console.get_by_role("link", name=re.compile("112")).first).to_be_visible()
