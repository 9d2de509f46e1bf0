"""A long language and one from right to left, in a real browser: nothing runs over, and everything is turned round.

Both are made from the English (`tests/support/pseudo.py`), by the way that translators take. ``WORKSHOP_PICTURES=FOLDER`` keeps
what the pages looked like.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import DESKTOP, PHONE, WALL, Evening, House
from tests.support import pseudo
from tests.support.server import serving
from workshop.content import load_library
from workshop.content.locale import format_number
from workshop.visit.notes import Notes
from workshop.workbook import Workbook

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.timeout(300)]

#: What runs out of the page, at its end or at its beginning, apart from what is hidden or scrolls by itself.
OUTSIDE = """() => {
  const wide = document.documentElement.clientWidth, found = [];
  if (document.documentElement.scrollWidth > wide) found.push(`page: ${document.documentElement.scrollWidth} of ${wide}`);
  const scrolls = (el) => el && el !== document.body && (/auto|scroll|hidden|clip/.test(getComputedStyle(el).overflowX) || scrolls(el.parentElement));
  for (const el of document.querySelectorAll("body *")) {
    const box = el.getBoundingClientRect();
    if (!box.width || !box.height || !el.checkVisibility() || el.closest(".tw-hidden, .hidden, svg, .skip, .tw-miniature-wall")) continue;
    if ((box.right > wide + 1 || box.left < -1) && !scrolls(el.parentElement)) found.push(`${el.tagName}.${el.className}: ${el.textContent.slice(0, 40)}`);
  }
  return found.slice(0, 5);
}"""


#: Whether the sign of each stands to the left of its first digit.
SIGN_FIRST = """all => all.map(({ firstChild: text }) => {
  const place = (at) => { const r = document.createRange(); r.setStart(text, at); r.setEnd(text, at + 1); return r.getBoundingClientRect().left; };
  return place(text.data.search(/[+−]/)) < place(text.data.search(/[0-9]/));
})"""


@pytest.fixture(scope="module")
def house(tmp_path_factory) -> Iterator[House]:
    """A server of a workshop that speaks two more languages."""
    folder = pseudo.workshop(tmp_path_factory.mktemp("scripts"), pseudo.LONG, pseudo.TURNED)
    with serving(tmp_path_factory.mktemp("scripts-house"), "--workshop", str(folder), patience=180) as server:
        house = House.of(server)
        yield house
        house.store.close()


@pytest.fixture(params=[pseudo.LONG, pseudo.TURNED])
def language(request, evening: Evening) -> str:
    evening.room = evening.house.store.create(request.param)
    return str(request.param)


def look(page: Page, language: str, name: str) -> None:
    """The page says its language, runs its way and holds everything."""
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == pseudo.TURNED else "ltr")
    if folder := os.environ.get("WORKSHOP_PICTURES"):
        page.screenshot(path=Path(folder) / f"{language}-{name}.png", full_page=name.startswith("part"))
    assert page.evaluate(OUTSIDE) == []


def test_a_part_on_a_phone(evening, language):
    page = evening.page(PHONE, locale="fr-FR")  # a language that is not spoken here: the room's counts
    page.goto(evening.house.links.join(evening.room))
    look(page, language, "door")
    page.locator("main form button[type=submit]").first.click()
    page.locator("html[data-connection=live]").wait_for()
    page.goto(f"{evening.url}/part/01-causes")
    page.locator("html[data-connection=live]").wait_for()
    page.locator(".tw-line-empty").wait_for()
    look(page, language, "part")
    arrows = page.locator(".icon-way")
    assert arrows.count() > 1
    turned = arrows.evaluate_all("all => all.map((e) => new DOMMatrix(getComputedStyle(e).transform).a)")
    assert set(turned) == {-1 if language == pseudo.TURNED else 1}, "onward is where the lines go"
    if language == pseudo.TURNED:  # the heading of a card begins where its text does: on the right
        ends = page.locator(".tw-card h3, .tw h3").first.evaluate(
            "h => { const r = document.createRange(); r.selectNodeContents(h); return [r.getBoundingClientRect().right, innerWidth] }"
        )
        assert ends[0] > ends[1] * 0.75, ends
    page.locator("[data-dialog=help]").locator("visible=true").first.click()
    page.locator("dialog[open]").wait_for()
    look(page, language, "help")


@pytest.mark.parametrize("language", ["en", "he", "ar"])
def test_a_number_that_stands_alone_has_its_sign_before_it(browser, tmp_path, language):
    """In a cell and in saved notes. What is neither a letter nor a digit would go behind it from right to left."""
    own = replace(load_library("en"), language=language)
    book = Workbook({"timeline": {"points": [{"age": 27, "level": -4}, {"age": 33, "level": 3}]}})
    page = browser.new_page()
    page.set_content(Notes(own, {}, {}, tmp_path).html(book))
    page.evaluate("cell => document.querySelector('main').insertAdjacentHTML('beforeend', cell)",
                  f"<table><tr><td>{format_number(-4.5, language)}</td></tr></table>")  # fmt: skip
    alone = page.locator("dd, td").filter(has_text=re.compile(r"^\W*[0-9][0-9.,]*$"))
    assert [text.strip("\N{LEFT-TO-RIGHT MARK}") for text in alone.all_inner_texts()] == ["−4", "+3", "−4.5"]
    assert alone.evaluate_all(SIGN_FIRST) == [True, True, True]
    page.close()


def test_the_console_and_the_wall(evening, language):
    wall = evening.page(WALL)
    wall.goto(evening.house.links.projector(evening.room))
    wall.locator(".tw-qr").first.wait_for()
    look(wall, language, "wall")
    console = evening.page(DESKTOP)
    console.goto(evening.house.links.console(evening.room))
    console.locator(".tw-run, [data-id=run], .tw-clock-line").first.wait_for()
    look(console, language, "console")
    console.set_viewport_size(PHONE)
    look(console, language, "console-phone")
