"""A whole part at speed: twelve phones, a console, a wall, and a second one who leads from a phone.

``WORKSHOP_SHOTS=folder`` keeps a picture of phone, console, wall and co-facilitator at every step.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import PHONE
from tests.e2e.people import LIBRARY, six_share, tables_of

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.timeout(900)]

PART = LIBRARY.parts["01-causes"]


def keep(number: int, name: str, pages: dict[str, Page]) -> None:
    if folder := os.environ.get("WORKSHOP_SHOTS"):
        for who, page in pages.items():
            page.screenshot(path=Path(folder) / f"{number:02}-{name}-{who}.png")


def at(phone: Page, step: str) -> None:
    phone.wait_for_url(re.compile(rf"#at-{step}$"), timeout=10_000)


def test_twelve_phones_a_wall_and_two_who_lead_go_through_a_part(evening):
    console, wall = evening.console(), evening.projector()
    other = evening.console(PHONE)
    phones = [evening.seat(PART.id, PHONE, steps=True) for _ in range(12)]
    console.get_by_text("12 people here").wait_for()
    seen = {"phone": phones[0], "console": console, "wall": wall, "other": other}
    keep(0, "before", seen)
    button = console.locator('[data-id="next"]')
    other.locator('[data-id="parts"] summary').click()
    other.get_by_role("button", name=PART.title, exact=True).click()
    for number, step in enumerate(PART.steps, 1):
        now = console.locator('[data-id="now"]')
        now.get_by_role("heading", name=step.title, exact=True).wait_for()
        for phone in phones:
            at(phone, step.exercise or step.id)
        expect(other.locator('[data-id="now"]').get_by_role("heading", name=step.title, exact=True)).to_be_visible()
        keep(number, step.id, seen)
        exercise = LIBRARY.exercises.get(step.exercise or "")
        if exercise is not None and exercise.sharing.shared and tables_of(exercise.id):
            console.get_by_role("button", name=f"Open: {exercise.title}").wait_for()
            console.keyboard.press(" ")
            phones[0].get_by_role("button", name="Count me").locator("visible=true").first.wait_for()
            six_share(evening.room, exercise.id, people=9)
            console.get_by_role("button", name=f"Reveal: {exercise.title}").wait_for()
            keep(number, f"{step.id}-open", seen)
            other.get_by_role("button", name=f"Reveal: {exercise.title}").click()
            other.get_by_role("button", name="Reveal now").click()
            wall.get_by_role("table").first.wait_for()
            phones[-1].locator('[data-id="results"]').locator("visible=true").first.wait_for()
            keep(number, f"{step.id}-revealed", seen)
        if step is not PART.steps[-1]:
            expect(button).to_have_text(re.compile("Next: "))
            console.keyboard.press("ArrowRight")
    expect(button).to_have_text(re.compile("Go on to: "))
    assert [visit.step for visit in evening.room.state().run] == [step.id for step in PART.steps]


def test_what_is_short_stands_large_on_the_wall(evening):
    wall = evening.projector()
    evening.room.go_to(PART.id, "stories")
    heading = wall.get_by_role("heading", name="Six people")
    heading.wait_for()
    wall.wait_for_timeout(300)
    assert wall.evaluate("document.documentElement.style.getPropertyValue('--fit')") == "1.00"
    text = wall.locator('[data-id="why"] p').first
    assert text.evaluate("it => parseFloat(getComputedStyle(it).fontSize)") >= 36, "read from ten metres"
