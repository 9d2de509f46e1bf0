"""An evening that moves together: phones follow the group, and nobody is moved against their will."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE
from tests.e2e.people import LIBRARY, exercise, share, steer, tables_of, too

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.timeout(240)]

PART = LIBRARY.parts["01-causes"]
LINE = next(step for step in PART.steps if step.exercise == "timeline")
STORIES = next(step for step in PART.steps if step.exercise == "cases")
TALK = next(step for step in PART.steps if step.exercise is None and step.ask and step is not PART.steps[0])

#: The focus is on a heading, or on the reading above it: where the step that is shown begins.
FIRST_TO_READ = """() => {
    const at = document.activeElement, shown = [...document.querySelectorAll("main > *")].filter((e) => e.offsetParent);
    return at !== document.body && (shown[0] === at || shown[0].contains(at));
}"""


def at(page: Page, name: str) -> None:
    page.wait_for_url(re.compile(rf"#at-{name}$"))


def test_phones_follow_within_a_second_and_the_heading_has_the_focus(evening):
    phones = [evening.seat(PART.id, steps=True) for _ in range(3)]
    evening.room.go_to(PART.id, LINE.id)
    began = time.monotonic()
    for phone in phones:
        at(phone, "timeline")
    assert time.monotonic() - began < 1.0
    title = LIBRARY.exercises["timeline"].title
    for phone in phones:
        expect(phone.locator("[data-said]")).to_have_text(f"The group has moved on: {title}")
        assert phone.evaluate(FIRST_TO_READ), "a screen reader goes on from there, with what stands above the exercise"
        assert phone.locator("section.prose:visible").count() <= 1, "one thing at a time, and what leads to it"


def test_who_types_is_not_moved_and_can_go_there(evening):
    phone = evening.seat(PART.id, steps=True)
    evening.room.go_to(PART.id, next(s.id for s in PART.steps if s.exercise == "old-rule"))
    at(phone, "old-rule")
    box = exercise(phone, LIBRARY.exercises["old-rule"].title).get_by_role("textbox").first
    box.click()
    box.type("I never ")
    evening.room.go_to(PART.id, STORIES.id)
    phone.get_by_text(f"The group is at: {STORIES.title}").wait_for()
    box.type("ask")
    assert box.input_value() == "I never ask"
    phone.get_by_role("button", name="Go there").click()
    at(phone, "cases")
    expect(phone.get_by_role("button", name="Go there")).to_be_hidden()
    phone.go_back()
    at(phone, "old-rule")
    assert box.input_value() == "I never ask", "nothing typed is lost on the way"


def test_a_result_comes_into_sight_where_one_has_scrolled_past_it_save_for_who_types(evening):
    title, step = LIBRARY.exercises["agreement"].title, LIBRARY.parts["00-welcome"].steps[1]
    phones = [evening.seat("00-welcome", steps=True) for _ in range(2)]
    evening.room.go_to("00-welcome", step.id)
    evening.room.open("agreement")
    for phone in phones:
        at(phone, "agreement")
        exercise(phone, title).get_by_role("checkbox").first.check()
        share(phone, title)
    reader, typist = phones
    box = exercise(typist, title).get_by_role("textbox").first
    box.click()
    there = typist.evaluate("scrollY")
    assert reader.evaluate("scrollY") > 300, "the tap on Share is at the other end"
    too(evening.room, "agreement", 6)
    evening.room.reveal("agreement", tables_of("agreement"))
    result = exercise(reader, title).get_by_role("heading", name=LIBRARY.phrase("room.result"))
    expect(result).to_be_in_viewport(ratio=1)
    exercise(typist, title).get_by_role("heading", name=LIBRARY.phrase("room.result")).wait_for(state="attached")
    typist.wait_for_timeout(900)
    expect(box).to_be_in_viewport()
    expect(box).to_be_focused()
    assert there > 0


def test_who_wandered_sees_the_way_back_until_they_take_it(evening):
    phone = evening.seat(PART.id, steps=True)
    evening.room.go_to(PART.id, LINE.id)
    at(phone, "timeline")
    phone.get_by_role("button", name="Back", exact=True).click()
    way = phone.get_by_role("button", name="Back to the group")
    expect(way).to_be_visible()
    evening.room.go_to(PART.id, STORIES.id)
    phone.get_by_text(f"The group is at: {STORIES.title}").wait_for()
    phone.reload()
    expect(way).to_be_visible()
    way.click()
    at(phone, "cases")
    phone.get_by_role("button", name="Back", exact=True).click()
    expect(way).to_be_visible()
    evening.room.end()
    phone.get_by_text("This room has ended").first.wait_for(state="attached")
    expect(way).to_be_hidden()


def test_what_happens_in_the_room_is_one_quiet_page(evening):
    phone = evening.seat(PART.id, steps=True)
    evening.room.go_to(PART.id, TALK.id)
    at(phone, TALK.id)
    expect(phone.get_by_role("heading", name=TALK.title)).to_be_visible()
    expect(phone.get_by_text(TALK.ask[0])).to_be_visible()


def test_a_late_joiner_and_a_phone_that_slept_land_where_the_group_is(evening):
    early = evening.seat("00-welcome", steps=True)
    early.context.set_offline(True)
    for step in PART.steps[:3]:
        evening.room.go_to(PART.id, step.id)
    late = evening.join(steps=True)
    at(late, PART.steps[2].exercise or PART.steps[2].id)
    assert f"/part/{PART.id}" in late.url
    early.context.set_offline(False)
    at(early, PART.steps[2].exercise or PART.steps[2].id)


def test_the_place_is_kept_through_reload_and_the_back_key(evening):
    phone = evening.seat(PART.id, steps=True)
    forward = phone.get_by_role("button", name="Next", exact=True)
    forward.click()
    forward.click()
    place = phone.url
    forward.click()
    phone.go_back()
    assert phone.url == place
    phone.reload()
    phone.wait_for_selector("html[data-ready]")
    assert phone.url == place
    assert phone.locator(".where [data-step]").inner_text().startswith("Step 3 of")


def test_everything_can_stand_on_one_page(evening):
    phone = evening.seat(PART.id, steps=True)
    phone.locator(".where summary").click()
    phone.get_by_role("button", name="All on one page").click()
    for name in ("timeline", "cases"):
        assert exercise(phone, LIBRARY.exercises[name].title).is_visible()
    evening.room.go_to(PART.id, STORIES.id)
    phone.get_by_role("button", name="Go there").click()
    expect(exercise(phone, LIBRARY.exercises["cases"].title)).to_be_in_viewport()


def test_console_wall_and_phones_move_with_one_key(evening):
    console, wall, phone = evening.console(), evening.projector(), evening.seat("00-welcome", PHONE, steps=True)
    part = LIBRARY.parts["00-welcome"]
    console.keyboard.press("PageDown")
    wall.get_by_text(part.steps[0].title).first.wait_for()
    console.locator('[data-id="now"]').get_by_role("heading", name=part.steps[0].title, exact=True).wait_for()
    console.keyboard.press("ArrowRight")
    at(phone, "agreement")
    wall.get_by_role("heading", name="What we agree on").wait_for()
    console.get_by_role("button", name="Open: What we agree on").wait_for()
    console.keyboard.press(" ")
    exercise(phone, "What we agree on").get_by_role("button", name="Count me").wait_for()
    console.keyboard.press("b")
    wall.locator('[data-id="blank"]').wait_for(state="attached")
    console.keyboard.press("b")
    wall.get_by_role("heading", name="What we agree on").wait_for()


def test_a_result_is_seen_where_people_are(evening):
    from tests.e2e.people import six_share, tables_of

    phone = evening.seat("00-welcome", steps=True)
    evening.room.go_to("00-welcome", "agreement")
    at(phone, "agreement")
    six_share(evening.room, "agreement")
    evening.room.reveal("agreement", tables_of("agreement"))
    expect(phone.get_by_role("table").first).to_be_visible()


def test_the_facilitator_opens_from_the_run(evening):
    console = evening.console()
    steer(console, "How I arrive", "Open")
    console.get_by_text("Open · Fewer than five shared").wait_for()
    assert evening.room.state().exercises == {"arrive": "open"}
