"""The door in an evening: everybody sees the number, a closed door says so, and a card lets one person in."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.timeout(240)]


def typed(evening, code: str) -> Page:
    """Type a code into the first page."""
    page = evening.page()
    page.goto(evening.url)
    page.get_by_label("Room code").fill(code)
    page.get_by_role("button", name="Join").click()
    return page


def test_the_door_closes_before_everybodys_eyes(evening):
    console, wall, phone = evening.console(), evening.projector(), evening.join()
    evening.join()
    for page in (wall, phone):
        page.get_by_text("2 people have joined").first.wait_for()
    console.get_by_role("button", name="Close the door: all 2 are in").click()
    console.get_by_text("The door is closed, nobody else can join.").first.wait_for()
    expect(wall.get_by_text(evening.room.code)).to_be_hidden()
    late = typed(evening, evening.room.code)
    expect(late.get_by_role("alert")).to_contain_text("the door of this room is closed")
    console.get_by_role("button", name="Open the door again").click()
    wall.get_by_text(evening.room.code).first.wait_for()
    late.get_by_role("button", name="Join").click()
    late.get_by_text("You are in the room.").wait_for(state="attached")


def test_a_wrong_code_stands_there_to_be_put_right_or_replaced(evening):
    page = typed(evening, "ZZZZZZ")
    page.get_by_role("alert").wait_for()
    expect(page.get_by_label("Room code")).to_have_value("ZZZZZZ")
    expect(page.get_by_label("Room code")).to_be_focused()
    page.wait_for_function("(f => f.selectionEnd - f.selectionStart === 6)(document.activeElement)")


def test_cards_are_shown_one_after_the_other_and_each_is_good_once(evening):
    console = evening.console()
    assert not console.locator("a.own-rooms").is_visible(), "it belongs to those who were invited"
    console.get_by_text("Cards that let one person in").click()
    console.get_by_label("How many cards").fill("2")
    console.get_by_role("button", name="Let people in by card").click()
    console.get_by_role("button", name="Show them here, one after the other").click()
    shown = console.locator('[data-id="card-code"]')
    first = re.sub(r"[^A-Z0-9]", "", shown.inner_text().split(":")[-1])[-15:]
    phone = typed(evening, first)
    phone.get_by_text("You are in the room.").wait_for(state="attached")
    expect(shown).not_to_contain_text(first[6:9])
    expect(typed(evening, first).get_by_role("alert")).to_contain_text("has come in with this code already")
    with console.expect_download() as download:
        console.get_by_role("button", name="Cards to print").click()
    assert download.value.suggested_filename == "cards.html"


def test_who_stops_leading_needs_a_new_link(evening):
    console = evening.console()
    console.get_by_text("Who leads", exact=True).click()
    console.get_by_role("button", name="A link for one more who leads").click()
    link = console.locator('[data-id="lead-link-text"]').inner_text()
    console.get_by_role("link", name="Stop leading in this browser").click()
    console.wait_for_url("**/blank")
    console.goto(f"{evening.url}/console")
    console.get_by_role("heading", name="This page is for the facilitator").wait_for()
    console.goto(link.replace("localhost", "127.0.0.1"))
    console.get_by_role("heading", name="The run of the evening").wait_for()
