"""One whole evening, all seven parts, from the welcome to the feedback: three phones, and three voices without one."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.people import LIBRARY, bring_back, exercise, kept, share, steer, too

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.timeout(300)]

PARTS = list(LIBRARY.parts)
VOICES = 3  # who share without a browser: a reveal needs five, and what a phone does three show as well as six


def tick(page: Page, title: str, number: int) -> None:
    exercise(page, title).get_by_role("checkbox").nth(number % 2).check()


def choose(page: Page, title: str, number: int, group: str = "") -> None:
    where = exercise(page, title)
    if group:
        where = where.get_by_role("group", name=group)
    where.get_by_role("radio").nth(number % 2).check()


def slide(page: Page, title: str, number: int) -> None:
    handle = exercise(page, title).get_by_role("slider").first
    handle.press("Home")
    for _ in range(2 * number):
        handle.press("ArrowRight")
    handle.blur()


# What is shared in each part, and how a person answers it.
SHARED = {
    "00-welcome": ("agreement", tick, {}),
    "01-causes": ("cases", tick, {}),
    "02-signs": ("notice-it", choose, {"group": "Which one would you like to watch"}),
    "03-effects": ("flag-or-signal", choose, {}),
    "04-skills": ("echo", slide, {}),
    "05-support": ("barriers", tick, {}),
    "06-closing": ("leave", slide, {}),
}


def work(evening, console: Page, wall: Page, phones: list[Page], part: str) -> None:
    """Open the part's exercise, let everyone answer and share it, and reveal it."""
    name, answer, how = SHARED[part]
    title = LIBRARY.exercises[name].title
    steer(console, title, "Open")
    for number, phone in enumerate(phones):
        answer(phone, title, number, **how)
        exercise(phone, title).get_by_role("button", name="Count me").wait_for()
        share(phone, title)
    too(evening.room, name, VOICES)
    wall.get_by_role("heading", name=title).wait_for()
    shared = len(phones) + VOICES
    console.locator('[data-id="now"]').get_by_text(f"{shared} shared").wait_for()
    steer(console, title, "Reveal")
    for page in (wall, *phones):
        page.get_by_text(f"{shared} answers shared").first.wait_for()
    seen = exercise(phones[0], title)
    if part == "06-closing":
        expect(seen.get_by_text(re.compile("in the middle|On average")).first).to_be_visible()
    else:
        assert wall.get_by_role("table").first.get_by_role("row").count() >= 2


def move(console: Page, phones: list[Page], part: str) -> None:
    """Invite the room on; everyone is asked."""
    title = LIBRARY.parts[part].title
    if not console.get_by_role("button", name=title, exact=True).is_visible():
        console.get_by_text("Move the room here").click()
    console.get_by_role("button", name=title, exact=True).click()
    for phone in phones:
        phone.get_by_text(f"The group is at: {LIBRARY.parts[part].steps[0].title}").wait_for()


def follow(phones: list[Page], part: str) -> None:
    for phone in phones:
        phone.get_by_role("button", name="Go there").click()
    for phone in phones:
        phone.wait_for_url(f"**/part/{part}*")
        phone.get_by_text("You are in the room.").wait_for()


def agree(console: Page, phones: list[Page]) -> None:
    """Pin two rules and one of the group's own."""
    console.locator("summary").filter(has_text="Our agreement").click()
    rules = console.get_by_role("group", name="Our agreement")
    for number in (0, 1):
        rules.get_by_role("checkbox").nth(number).check()
    own = console.get_by_label("Something that is missing")
    own.fill("We end on time")
    own.blur()
    console.get_by_role("button", name="Pin these rules").click()
    console.get_by_text("Pinned. Everyone sees them.").wait_for()
    for phone in phones:
        phone.locator("summary").filter(has_text="What we agreed on").click()
        expect(phone.get_by_text("We end on time")).to_be_visible()


def test_an_evening(evening):
    console, wall = evening.console(), evening.projector()
    phones = [evening.join(), *(evening.seat("00-welcome") for _ in range(2))]
    console.get_by_text("3 people here").wait_for()

    work(evening, console, wall, phones, "00-welcome")
    agree(console, phones)
    for number, phone in enumerate(phones):
        slide(phone, "How I arrive", 5 - number)
    phones[0].get_by_label("One word for it").fill("careful")
    console.get_by_role("button", name="Stop", exact=True).click()
    console.get_by_label("Minutes").fill("3")
    console.get_by_label("Minutes").blur()
    console.get_by_role("button", name="Start", exact=True).click()
    console.get_by_role("button", name="Show on the wall").click()
    wall.get_by_role("timer").wait_for()
    phones[2].get_by_role("link", name="Pause").locator("visible=true").or_(
        phones[2].get_by_role("button", name="Pause").locator("visible=true")
    ).first.click()
    phones[2].get_by_role("dialog").get_by_role("button", name="I need a pause").click()
    console.get_by_text("1 person needs a pause").wait_for()
    console.get_by_role("button", name="Seen").click()
    phones[2].keyboard.press("Escape")

    for part in PARTS[1:-1]:
        move(console, phones, part)
        follow(phones, part)
        work(evening, console, wall, phones, part)

    last, staying = PARTS[-1], phones.pop()
    move(console, [*phones, staying], last)
    follow(phones, last)
    work(evening, console, wall, phones, last)
    assert staying.url.partition("#")[0].endswith(PARTS[-2]), "who stays behind is left in peace"

    feedback(evening, console, wall, phones)
    notes = take_along(phones[0])
    come_back(evening, notes)

    console.get_by_role("button", name="End and delete this room").click()
    console.get_by_role("button", name="Yes", exact=True).click()
    wall.get_by_role("heading", name="Thank you for being here.").wait_for()
    for phone in (*phones, staying):
        phone.get_by_text("This room has ended.").first.wait_for()
    assert kept(staying, "barriers")["items"]["hard"], "answers stay on the device"
    assert kept(phones[0], "leave")["values"] == {"comfort": 0}


def feedback(evening, console: Page, wall: Page, phones: list[Page]) -> None:
    """Five ratings and a sentence, for the facilitator's eyes only."""
    title = LIBRARY.exercises["feedback"].title
    steer(console, title, "Open")
    for number, phone in enumerate(phones):
        slide(phone, title, number)
        exercise(phone, title).get_by_role("button", name="Show my words to the facilitator").wait_for()
    box = exercise(phones[0], title).get_by_label("Was anything unhelpful or harmful?")
    box.fill("It was a long evening.")
    box.blur()
    exercise(phones[0], title).get_by_role("button", name="Show my words to the facilitator").click()
    exercise(phones[0], title).get_by_role("button", name="Share", exact=True).click()
    for phone in phones[1:]:
        share(phone, title)
    too(evening.room, "feedback", VOICES)
    console.locator('[data-id="now"]').get_by_text(f"{len(phones) + VOICES} shared").wait_for()
    steer(console, title, "Reveal")
    console.get_by_text("It was a long evening.").wait_for()
    for page in (wall, *phones[1:]):
        assert "It was a long evening." not in page.content()


def take_along(phone: Page) -> str:
    """Download the notes as a page and as a file; both hold answers from several parts."""
    with phone.expect_download() as page:
        phone.get_by_role("button", name="As a page to read or print").click()
    text = page.value.path().read_text("utf-8")
    for words in ("careful", *(LIBRARY.parts[part].title for part in PARTS)):
        assert words in text
    with phone.expect_download() as file:
        phone.get_by_role("button", name="As a file to come back with").click()
    notes = file.value.path().read_text("utf-8")
    held = set(json.loads(notes)["answers"])
    assert {"agreement", "arrive", "cases", "notice-it", "echo", "barriers", "leave"} <= held
    return notes


def come_back(evening, notes: str) -> None:
    """Bring the notes back on another device."""
    other = evening.seat("00-welcome")
    bring_back(other, notes)
    expect(exercise(other, "How I arrive").get_by_label("One word for it")).to_have_value("careful")
    evening.open(other, "01-causes")
    expect(exercise(other, LIBRARY.exercises["cases"].title).get_by_role("checkbox").first).to_be_checked()
