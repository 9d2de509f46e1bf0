"""An evening as it happens: people join by code, work, share what they choose to, and the facilitator reveals it."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.people import exercise, share, steer

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.timeout(240)]


def mark_and_share(page: Page, number: int) -> None:
    rules = page.get_by_role("group", name="Which rules matter to you?")
    rules.get_by_role("checkbox").nth(0).check()
    rules.get_by_role("checkbox").nth(1 + number % 2).check()
    share(page, "What we agree on")


def test_six_phones_share_and_the_room_sees_it(evening):
    console, wall = evening.console(), evening.projector()
    phones = [evening.join() for _ in range(6)]
    console.get_by_text("6 people here").wait_for()
    steer(console, "What we agree on", "Open")
    clicked = time.monotonic()
    for phone in phones:
        exercise(phone, "What we agree on").get_by_role("button", name="Count me").wait_for()
    assert time.monotonic() - clicked < 1.5, "a click is on every page within 1.5 s"
    wall.get_by_role("heading", name="What we agree on").wait_for()
    for number, phone in enumerate(phones):
        mark_and_share(phone, number)
    console.get_by_text("6 shared").wait_for()
    steer(console, "What we agree on", "Reveal")
    for page in (wall, *phones):
        bars = page.get_by_role("table").first
        bars.wait_for()
        assert bars.get_by_role("row").count() >= 2
    assert "What people tell stays here" in wall.get_by_role("table").inner_text(), "nothing is left out"


def test_four_phones_are_not_enough(evening):
    console, wall = evening.console(), evening.projector()
    phones = [evening.join() for _ in range(4)]
    steer(console, "What we agree on", "Open")
    for number, phone in enumerate(phones):
        exercise(phone, "What we agree on").get_by_role("button", name="Count me").wait_for()
        mark_and_share(phone, number)
    console.get_by_text("Fewer than five shared").wait_for()
    assert console.locator('[data-id="now"]').get_by_role("button", name="Reveal").count() == 0, (
        "what would show nothing is not offered"
    )
    for page in (wall, *phones):
        assert page.get_by_role("table").count() == 0


def test_a_reload_and_a_lost_kernel_bring_every_answer_back(evening):
    phone = evening.join()
    rules = phone.get_by_role("group", name="Which rules matter to you?")
    rules.get_by_role("checkbox").nth(2).check()
    phone.get_by_label("A rule that is missing").fill("Nobody is laughed at")
    phone.get_by_label("A rule that is missing").blur()
    phone.reload()
    phone.get_by_text("You are in the room.").wait_for()
    expect(rules.get_by_role("checkbox").nth(2)).to_be_checked()
    expect(phone.get_by_label("A rule that is missing")).to_have_value("Nobody is laughed at")


def test_the_next_part_and_the_notes(evening):
    phone, console = evening.join(), evening.console()
    phone.get_by_label("One word for it").fill("careful")
    phone.get_by_label("One word for it").blur()
    console.get_by_text("Move the room here").click()
    console.get_by_role("button", name="Where distrust comes from").click()
    phone.get_by_role("button", name="Go there").click()
    phone.get_by_role("heading", name="Where distrust comes from").wait_for()
    phone.get_by_text("You are in the room.").wait_for()
    with phone.expect_download() as download:
        phone.get_by_role("button", name="As a page to read or print").click()
    text = download.value.path().read_text("utf-8")
    assert "careful" in text, "notes of one part are in the workbook of another"
    assert download.value.suggested_filename == "notes.html"


def test_leaving_now_covers_clears_and_goes(evening):
    phone = evening.join()
    phone.get_by_label("One word for it").fill("private")
    phone.get_by_text("Leave now", exact=True).locator("visible=true").first.click()
    phone.wait_for_url("**/blank")
    assert phone.evaluate("JSON.stringify({...sessionStorage, ...localStorage})") == "{}"
    assert "private" not in phone.content()


def test_a_quiet_signal_reaches_the_facilitator(evening):
    phone, console = evening.join(), evening.console()
    phone.get_by_role("button", name="Pause").locator("visible=true").first.click()
    phone.get_by_role("dialog").get_by_role("button", name="Please slow down").click()
    console.get_by_text("1 person asks to slow down").wait_for()


def test_a_participant_cannot_open_the_facilitators_pages(evening):
    phone = evening.join()
    for path in ("/console", "/projector", "/notebooks/00-welcome.ipynb", "/files/00-welcome.ipynb"):
        answer = phone.goto(evening.url + path)
        assert answer.status in (403, 404)
        assert "Traceback" not in phone.content()


def test_a_part_works_on_a_phone_from_top_to_bottom(evening):
    phone = evening.join()
    phone.goto(f"{evening.url}/part/01-causes")
    phone.get_by_text("You are in the room.").wait_for()
    phone.get_by_role("button", name="Add a moment").click()
    line = exercise(phone, "My trust line")
    line.get_by_role("slider").last.press("ArrowUp")
    story = phone.locator("details").filter(has_text="Tomasz").first
    story.locator("summary").first.click()
    story.get_by_role("checkbox").first.check()
    phone.get_by_label("A rule I learned").fill("Check everything")
    phone.get_by_text("Check everything").first.wait_for()
    statement = exercise(phone, "Myth or finding?")
    statement.get_by_role("radio", name="True", exact=True).first.check()
    statement.get_by_role("slider").first.press("End")
    statement.get_by_role("button", name="See what was found").click()
    statement.get_by_text("What it can't tell us").first.wait_for()
