"""A short evening in each engine: an exercise of every kind is tapped or typed in, and what was entered stays."""

from __future__ import annotations

import time

import psutil
import pytest
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.engines.test_leaving import come, path, settle
from tests.support.server import wait_until
from workshop.room import Store

pytestmark = [pytest.mark.server, pytest.mark.timeout(240)]

SEEN = "return [...document.querySelectorAll(arguments[0])].filter((one) => one.getClientRects().length);"

STILL = """
const [one, done] = arguments, top = () => one.getBoundingClientRect().top;
one.scrollIntoView({ block: "center" });
const before = top();
setTimeout(() => done(top() === before), 150);
"""


class Phone:
    """One browser in a room, and what its device keeps."""

    def __init__(self, server, driver) -> None:
        self.server, self.driver = server, driver

    def open(self, part: str) -> None:
        self.driver.get(f"{self.server.url}/part/{part}")
        settle(self.driver, part)

    def all(self, selector: str) -> list:
        return self.driver.execute_script(SEEN, selector)  # one trip: pages are redrawn between two

    def one(self, selector: str, at: int = 0):
        assert wait_until(lambda: len(self.all(selector)) > (at if at >= 0 else 0), 15), selector
        one = self.all(selector)[at]
        return self.in_sight(one)

    def in_sight(self, one):
        """Scroll to it, and wait as an eye does until it stands still: an exercise that hears of its room grows."""
        assert wait_until(lambda: self.driver.execute_async_script(STILL, one), 10), "it does not stand still"
        return one

    def of(self, exercise: str, selector: str, at: int = 0):
        """Return something to tap in an exercise."""
        return self.one(f"[data-exercise={exercise}] {selector}", at)

    def tap(self, selector: str, at: int = 0) -> None:
        self.one(selector, at).click()

    def named(self, words: str, within: str = "main") -> None:
        """Tap the button of that name."""
        named = SEEN.replace(";", ".find((one) => one.innerText.trim() === arguments[1]);")
        button = None

        def found() -> bool:
            nonlocal button
            button = self.driver.execute_script(named, f"{within} button", words)
            return button is not None

        assert wait_until(found, 15), words
        self.in_sight(button).click()

    def keeps(self, name: str, *parts: str | int):
        """Return what the device keeps at a place of an answer; None if there is nothing."""
        value = self.driver.execute_script("return workshopDevice.get(arguments[0])", name)
        for part in parts:
            value = value.get(part) if isinstance(value, dict) else value[part] if value else None
        return value

    def until(self, name: str, *parts: str | int) -> None:
        assert wait_until(lambda: self.keeps(name, *parts) not in (None, "", [], {}), 10), (name, parts)

    def focused(self) -> str:
        return self.driver.execute_script("return document.activeElement.dataset.id || ''")

    def state(self) -> str:
        return self.driver.execute_script("return document.documentElement.dataset.connection")


def welcome(phone: Phone, room) -> None:
    """A choice, a scale by its keys, a text; shared, and all of it there after a reload."""
    room.open("agreement")
    phone.open("00-welcome")
    phone.tap(".tw-choice .tw-option", 1)
    phone.one("input[type=range]").send_keys(Keys.ARROW_RIGHT)
    phone.one("main input[type=text]").send_keys("careful")
    phone.named("Count me")
    phone.named("Share")
    phone.until("agreement", "_shared")
    before = phone.driver.execute_script("return workshopDevice.all()")
    phone.driver.refresh()
    settle(phone.driver, "00-welcome")
    assert phone.driver.execute_script("return workshopDevice.all()") == before
    assert phone.one("main input[type=text]").get_attribute("value") == "careful"
    assert phone.one(".tw-choice input", 1).is_selected()


def lost_and_found(phone: Phone) -> None:
    """A server that falls silent is noticed; what is typed meanwhile stays, and the page comes back by itself."""
    process = psutil.Process(phone.server.process.pid)
    process.suspend()
    try:
        phone.driver.execute_script("dispatchEvent(new Event('online'))")  # what a phone's own network would say
        assert wait_until(lambda: phone.state() == "lost", 20)
        assert phone.one(".banner").text
        phone.one("main input[type=text]").send_keys(" and slow")
    finally:
        process.resume()
    assert wait_until(lambda: phone.state() == "live", 40)
    assert phone.one("main input[type=text]").get_attribute("value") == "careful and slow"


def causes(phone: Phone, room) -> None:
    """A guess, a toy model, and a point whose age is typed over; the group moves on, which is seen from the page's end."""
    phone.open("01-causes")
    phone.of("myth-or-finding", ".tw-option").click()
    phone.named("See what was found", "[data-exercise=myth-or-finding]")
    phone.until("myth-or-finding", "guesses")
    phone.of("trust-account", "input[type=range]").send_keys(Keys.ARROW_UP)
    phone.until("trust-account", "prediction")
    phone.of("trust-account", "[data-id=on]").click()
    assert wait_until(lambda: phone.focused().startswith("trust-account-"), 10), phone.focused()
    phone.tap(".tw-line-add")
    age = phone.one(".tw-stepper input")
    age.click()
    time.sleep(0.2)  # no thumb is faster
    ActionChains(phone.driver).send_keys("30").perform()  # as a keyboard does: the driver's own way moves the caret
    assert age.get_attribute("value") == "30", "what is typed takes the place of what stood there"
    phone.one(".tw-point-body input[type=range]").send_keys(Keys.ARROW_UP)
    phone.until("timeline", "points")
    assert phone.keeps("timeline", "points", 0, "age") == 30
    phone.driver.execute_script("document.activeElement.blur(); scrollTo(0, document.body.scrollHeight)")
    room.go_to("02-signs")
    invitation = "const box = document.querySelector('[data-group] button').getBoundingClientRect(); "
    assert wait_until(lambda: phone.all("[data-group] button"), 10)
    assert phone.driver.execute_script(invitation + "return box.top >= 0 && box.bottom <= innerHeight")
    phone.tap("[data-group] button")
    settle(phone.driver, "02-signs")


def signs(phone: Phone) -> None:
    """Cards into a pile, and the private check, which leaves no trace."""
    phone.tap(".tw-sort-pick")
    phone.tap(".tw-sort-to .tw-segment")
    assert wait_until(lambda: "placed" in str(phone.driver.execute_script("return workshopDevice.all()")), 10)
    if phone.all(".tw-check-open"):
        phone.tap(".tw-check-open")
    kept = phone.driver.execute_script("return workshopDevice.all()")
    phone.tap(".tw-check-answers button")
    assert phone.all(".tw-check-advice")
    assert phone.driver.execute_script("return workshopDevice.all()") == kept


def effects(phone: Phone) -> None:
    """Words in the circle, and the link to break."""
    phone.open("03-effects")
    phone.of("loop", "input[type=text]").send_keys("No answer")
    phone.of("loop", ".tw-loop-link", 2).click()
    phone.until("loop", "stages", "trigger")
    assert phone.keeps("loop", "break") == "feeling"


def skills(phone: Phone) -> None:
    """Two fields of a form, the second by Tab and clear of the bars; how much a thought is believed; a rung of the ladder."""
    phone.open("04-skills")
    phone.of("friend-reply", "textarea").send_keys("So would I", Keys.TAB)
    hidden = "return document.activeElement.getBoundingClientRect().bottom > Math.min(...[...document.querySelectorAll('.steps, .tools')]"
    hidden += (
        ".filter((bar) => getComputedStyle(bar).position === 'fixed').map((bar) => bar.getBoundingClientRect().top))"
    )
    assert wait_until(lambda: not phone.driver.execute_script(hidden), 5)
    assert phone.driver.execute_script("return document.activeElement.localName") == "textarea"
    phone.until("friend-reply", "fields")
    phone.of("thought-record", "input[type=range]").send_keys(Keys.ARROW_UP)
    phone.until("thought-record", "before")
    phone.tap(".tw-ladder .tw-rows-add")
    phone.one(".tw-rung input[type=text]").send_keys("Ask once")
    phone.until("ladder", "rungs", 0, "what")


def support(phone: Phone) -> None:
    """Somebody on the map, and a mark in a table that a narrow screen shows as sheets."""
    phone.open("05-support")
    phone.tap(".tw-support .tw-rows-add")
    phone.one(".tw-person .tw-initials").send_keys("AB")
    phone.until("support-map", "people", 0, "initials")
    phone.tap(".tw-mark-box")
    phone.until("therapies", "appeals")
    phone.of("find-care", ".tw-option").click()
    phone.until("find-care")


def closing(phone: Phone, tmp_path) -> None:
    """A day, and the notes of all parts as a page, which opens by itself, and prints where the driver can."""
    phone.open("06-closing")
    phone.driver.execute_script(
        "const make = URL.createObjectURL; URL.createObjectURL = (file) => { window.file = file; return make(file); }"
    )
    phone.named("As a page to read or print")
    assert wait_until(lambda: phone.driver.execute_script("return !!window.file"), 15)
    text = phone.driver.execute_async_script("window.file.text().then(arguments[0])")
    phone.of("next-step", "input[type=date]").send_keys("2026-12-06")
    phone.until("next-step", "day")
    assert "careful and slow" in text
    assert "Ask once" in text
    saved = tmp_path / "notes.html"
    saved.write_text(text, "utf-8")
    phone.driver.get(saved.as_uri())
    assert "careful and slow" in phone.driver.find_element(By.TAG_NAME, "body").text
    try:
        assert len(phone.driver.print_page()) > 5000
    except WebDriverException:
        assert phone.driver.capabilities["browserName"].lower() != "firefox", "only WebKit's driver can't print"


def test_a_short_evening(server, driver, tmp_path):
    store = Store(f"sqlite:///{server.home / 'rooms.sqlite'}")
    room = store.find(server.code)
    phone = Phone(server, driver)
    come(driver, server)
    welcome(phone, room)
    lost_and_found(phone)
    causes(phone, room)
    signs(phone)
    effects(phone)
    skills(phone)
    support(phone)
    closing(phone, tmp_path)
    phone.open("00-welcome")
    phone.tap(".tools [data-leave]")
    assert wait_until(lambda: path(driver) == "/blank")
    assert driver.execute_script("return sessionStorage.length + localStorage.length") == 0
    store.close()
