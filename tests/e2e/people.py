"""What people do with their hands, shared by the tests of this folder."""

from __future__ import annotations

import json

from playwright.sync_api import Locator, Page, expect

from tests.support.voices import admission_of
from tests.support.voices import share as share_as
from workshop.content import load_library
from workshop.content.kinds import kind
from workshop.room import Room

LIBRARY = load_library("en")


def exercise(page: Page, title: str) -> Locator:
    """Return the card of an exercise."""
    return page.locator("section").filter(has=page.get_by_role("heading", name=title, exact=True)).last


def go_to(console: Page, title: str) -> None:
    """Take the group to the step of an exercise, by a tap in the run of the evening."""
    name = next(e.id for e in LIBRARY.exercises.values() if e.title == title)
    part = LIBRARY.parts[LIBRARY.exercises[name].part]
    step = next(step.title for step in part.steps if step.exercise == name)
    row = console.locator('[data-id="rows"] li').filter(has=console.get_by_text(step, exact=True))
    if row.get_attribute("aria-current") != "step":
        row.get_by_role("button").click()
    console.locator('[data-id="now"]').get_by_role("heading", name=step, exact=True).wait_for()


def steer(console: Page, title: str, what: str) -> None:
    """Open, close or reveal an exercise as a facilitator does: go there, and press what stands there."""
    go_to(console, title)
    card = console.locator('[data-id="now"]')
    if what == "Reveal":
        card.locator('[data-id="reveal"]').or_(card.get_by_role("button", name=f"Reveal: {title}")).first.click()
        card.get_by_role("button", name="Reveal now").click()
    elif what == "Open":
        card.get_by_role("button", name=f"Open: {title}").click()
    else:
        card.locator(f'[data-id="{what.lower()}"]').click()


def share(page: Page, title: str) -> None:
    """Make the two taps that hand an answer to the room."""
    card = exercise(page, title)
    card.get_by_role("button", name="Count me").click()
    card.get_by_role("button", name="Share", exact=True).click()
    expect(card.get_by_text("Shared.").first).to_be_visible()


def tables_of(name: str) -> tuple:
    """Return what the room counts in an exercise."""
    content = LIBRARY.exercises[name]
    return kind(content.kind).model(content, LIBRARY.phrase).tables()


def six_share(room: Room, name: str, people: int = 6) -> None:
    """Let people share different answers without a browser; half of them one thing, half another."""
    room.open(name)
    too(room, name, people)


def too(room: Room, name: str, people: int) -> None:
    """Let people without a browser share in what is open, as :func:`six_share` does."""
    for number in range(people):
        payload = {
            table.id: float(number) if table.kind == "number" else [table.options[number % 2][0]]
            for table in tables_of(name)
        }
        share_as(room, admission_of(number), name, payload)


def samples(part: str | None = None) -> str:
    """Return a notes file in which every exercise is answered with its example and looked back on."""
    answers = {
        name: dict(content.sample) | {"_debrief": True}
        for name, content in LIBRARY.exercises.items()
        if content.sample and part in (None, content.part) and not content.body.keeps_nothing
    }
    from workshop.workbook import Workbook

    return Workbook(answers).to_json("en")


def bring_back(page: Page, text: str) -> None:
    """Choose a notes file."""
    file = {"name": "notes.json", "mimeType": "application/json", "buffer": text.encode()}
    page.locator("input[type=file]").set_input_files([file])
    page.get_by_text("are back").or_(page.get_by_text("is back")).first.wait_for()


def kept(page: Page, name: str) -> dict:
    """Return what the device keeps of an exercise."""
    return json.loads(page.evaluate("name => JSON.stringify(workshopDevice.get(name) ?? {})", name))
