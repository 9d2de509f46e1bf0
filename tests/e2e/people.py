"""What people do with their hands, shared by the tests of this folder."""

from __future__ import annotations

import json

from playwright.sync_api import Locator, Page, expect

from workshop.content import load_library
from workshop.content.kinds import kind
from workshop.room import Room, pseudonym

LIBRARY = load_library("en")


def exercise(page: Page, title: str) -> Locator:
    """Return the card of an exercise."""
    return page.locator("section").filter(has=page.get_by_role("heading", name=title, exact=True)).last


def tap(console: Page, title: str, step: str) -> Locator:
    """Return a button of the plan: ``open``, ``close`` or ``reveal`` of an exercise."""
    name = next(e.id for e in LIBRARY.exercises.values() if e.title == title)
    return console.locator(f'[data-id="{name}-{step}"]')


def planned(console: Page, title: str) -> Locator:
    """Return the step of the plan with this exercise."""
    return tap(console, title, "open").locator("xpath=ancestor::details[1]")


def steer(console: Page, title: str, step: str) -> None:
    """Open, close or reveal an exercise from the plan."""
    button = tap(console, title, step.lower())
    if not button.is_visible():
        planned(console, title).locator("summary").first.click()
    button.click()
    if step == "Reveal":  # it asks once
        console.get_by_role("button", name="Reveal now").or_(console.get_by_text("would show nothing")).first.wait_for()
        if (now := console.get_by_role("button", name="Reveal now")).is_visible():
            now.click()


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
    for number in range(people):
        payload = {
            table.id: float(number) if table.kind == "number" else [table.options[number % 2][0]]
            for table in tables_of(name)
        }
        room.share(name, pseudonym(bytes([number]) * 32, room.id, name), payload)


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
