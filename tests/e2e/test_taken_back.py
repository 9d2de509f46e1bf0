"""What is taken back is out of the room: also when tapped offline, when emptying the device, and on leaving."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.people import exercise, kept, share, tables_of
from tests.support.server import wait_until
from tests.support.voices import admission_of
from tests.support.voices import share as share_as
from workshop.room import Room, pseudonym
from workshop.server import tickets
from workshop.server.credentials import load_secret

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.timeout(180)]

RULES = "What we agree on"
NAME = "agreement"


class Seat:
    """A phone with the agreement open, and what the store holds of it."""

    def __init__(self, evening) -> None:
        self.room: Room = evening.room
        self.room.open(NAME)
        self.page: Page = evening.seat("00-welcome")
        self.card = exercise(self.page, RULES)
        self.card.get_by_role("button", name="Count me").wait_for()
        self.card.get_by_role("checkbox").first.check()
        known = tickets.read(self.page.evaluate("workshopDevice.pass"), secret=load_secret(evening.house.server.home))
        self.who = pseudonym(known.admission, self.room.id, NAME)

    def is_held(self) -> bool:
        return self.room.mine(NAME, self.who) is not None

    def tap(self, name: str) -> None:
        self.card.get_by_role("button", name=name, exact=True).click()

    def offline(self) -> None:
        self.page.context.set_offline(True)
        self.page.locator("html[data-connection=lost]").wait_for(state="attached")

    def online(self) -> None:
        self.page.context.set_offline(False)
        self.page.locator("html[data-connection=live]").wait_for(state="attached", timeout=60_000)

    def focus(self) -> str:
        return self.page.evaluate("document.activeElement.textContent")


@pytest.fixture
def seat(evening) -> Seat:
    return Seat(evening)


def test_only_me_after_share_takes_it_out_of_the_room(seat):
    share(seat.page, RULES)
    assert seat.is_held()
    seat.tap("Only me")
    expect(seat.card).to_contain_text("Taken back. Your answer is only on your device again.")
    expect(seat.card).not_to_contain_text("Shared. You can")
    assert not seat.is_held()
    assert seat.focus() == "Only me"


def test_a_share_tapped_offline_and_then_taken_back_is_never_sent(seat):
    seen = []
    seat.page.on("websocket", lambda socket: socket.on("framesent", lambda frame: seen.append(str(frame))))
    seat.tap("Count me")
    seat.card.get_by_role("button", name="Share", exact=True).wait_for()
    seat.offline()
    seat.tap("Share")
    seat.tap("Only me")
    seat.online()
    seat.page.wait_for_timeout(1500)
    assert not seat.is_held()
    assert seen, "the page has spoken again"
    assert not [frame for frame in seen if '"action":"share"' in frame.replace(" ", "").replace("\\", "")]
    expect(seat.card).not_to_contain_text("Shared.")


@pytest.mark.parametrize("how", ["Only me", "Take it back", "Pass", "Empty this exercise"])
def test_what_is_in_the_room_is_taken_back_when_the_connection_is(seat, how):
    share(seat.page, RULES)
    seat.offline()
    seat.tap(how)
    assert seat.is_held(), "nothing can reach it yet"
    seat.online()
    assert wait_until(lambda: not seat.is_held())
    expect(seat.card).not_to_contain_text("Shared. You can")


def test_it_is_taken_back_even_if_the_kernel_did_not_live_to_hear_it(seat):
    share(seat.page, RULES)
    kernel = seat.page.evaluate("workshopPage.kernelId")
    seat.offline()
    seat.tap("Pass")
    assert kept(seat.page, NAME)["_passed"] is True
    seat.page.context.set_offline(False)
    seat.page.reload()
    expect(seat.card).to_contain_text("You passed.")
    assert seat.page.evaluate("workshopPage.kernelId") != kernel
    assert wait_until(lambda: not seat.is_held())


def test_after_close_the_page_says_that_it_is_too_late_and_after_a_reveal_offers_nothing(seat):
    share(seat.page, RULES)
    for number in range(5):
        share_as(seat.room, admission_of(number), NAME, {})
    seat.room.close(NAME)
    expect(seat.card).to_contain_text("can't be taken back any more")
    expect(seat.card).not_to_contain_text("until this exercise closes")
    seat.tap("Pass")
    expect(seat.card).to_contain_text("can't be taken back any more")
    assert wait_until(lambda: seat.focus() == "I'd like to try it after all")
    seat.tap("I'd like to try it after all")
    seat.room.reveal(NAME, tables_of(NAME))
    expect(seat.card).to_contain_text("What you shared was counted with the others.")
    expect(seat.card).not_to_contain_text("take it back until")
    expect(seat.card.get_by_role("button", name="Take it back")).to_have_count(0)


def test_emptying_the_device_takes_the_share_back_and_keeps_the_place(seat):
    before = seat.page.evaluate("workshopDevice.pass")
    share(seat.page, RULES)
    seat.page.get_by_role("button", name="What is private").click()
    dialog = seat.page.locator("#private")
    dialog.locator("[data-forget=ask]").click()
    dialog.locator("[data-forget=yes]").click()
    assert wait_until(lambda: not seat.is_held())
    seat.page.wait_for_function("old => window.workshopDevice?.pass && window.workshopDevice.pass !== old", arg=before)
    assert seat.room.state().voices == 1, "and is still one person"


def test_emptying_offline_says_that_what_was_shared_stays(seat):
    share(seat.page, RULES)
    before = seat.page.evaluate("workshopDevice.pass")
    seat.offline()
    seat.page.get_by_role("button", name="What is private").click()
    dialog = seat.page.locator("#private")
    dialog.locator("[data-forget=ask]").click()
    dialog.locator("[data-forget=yes]").click()
    expect(dialog).to_contain_text("It may still be counted, without your name.")
    assert seat.page.evaluate("workshopDevice.pass") == before, "not emptied before the person knows"


def test_leaving_takes_the_share_back(seat):
    share(seat.page, RULES)
    seat.page.locator(".tools [data-leave]").click()
    seat.page.wait_for_url("**/blank")
    assert wait_until(lambda: not seat.is_held())


def test_no_tap_drops_the_focus_and_each_is_said(seat):
    share(seat.page, RULES)
    seat.tap("Take it back")
    expect(seat.card).to_contain_text("Taken back.")
    assert wait_until(lambda: seat.focus() == "Only me")
    seat.tap("Pass")
    seat.card.get_by_role("button", name="I'd like to try it after all").wait_for()
    assert wait_until(lambda: seat.focus() == "I'd like to try it after all")
    seat.tap("I'd like to try it after all")
    assert wait_until(lambda: seat.focus() == RULES)
    seat.tap("Empty this exercise")
    assert wait_until(lambda: seat.focus() == "Bring it back")
    expect(seat.card.get_by_role("checkbox").first).not_to_be_checked()
    seat.tap("Bring it back")
    expect(seat.card.get_by_role("checkbox").first).to_be_checked()
    assert wait_until(lambda: seat.focus() == RULES)


TAP_AND_TICK = """async (card, [name, box]) => {
    const named = [...card.querySelectorAll("button")].find((one) => one.textContent.trim() === name);
    named.click();
    if (name !== "Share") await new Promise((drawn) => setTimeout(drawn)); // a tick is about what stands there by then
    card.querySelectorAll("input[type=checkbox]")[box].click();
}"""


def test_what_is_ticked_while_a_tap_is_on_its_way_stays(seat):
    box = seat.card.get_by_role("checkbox")
    seat.tap("Count me")
    seat.card.get_by_role("button", name="Share", exact=True).wait_for()
    seat.card.evaluate(TAP_AND_TICK, ["Share", 1])
    expect(seat.card).to_contain_text("You changed your answer after you shared it.")
    assert [box.nth(at).is_checked() for at in range(3)] == [True, True, False]
    assert kept(seat.page, NAME)["_shared"]
    seat.card.evaluate(TAP_AND_TICK, ["Empty this exercise", 1])
    seat.card.get_by_role("button", name="Take it back").wait_for(state="detached")
    assert wait_until(lambda: not seat.is_held())
    assert [box.nth(at).is_checked() for at in range(3)] == [False, True, False]
    seat.tap("Empty this exercise")
    seat.card.get_by_role("button", name="Bring it back").wait_for()
    seat.card.evaluate(TAP_AND_TICK, ["Bring it back", 2])
    seat.card.get_by_role("button", name="Bring it back").wait_for(state="detached")
    assert box.nth(2).is_checked()


def test_opening_and_closing_are_announced(seat):
    heard = """() => { window.heard = []; for (const region of document.querySelectorAll(".tw-hidden[aria-live]"))
        new MutationObserver(() => heard.push(region.textContent)).observe(region, {childList: true, characterData: true, subtree: true}); }"""
    seat.page.evaluate(heard)
    seat.room.close(NAME)
    assert wait_until(
        lambda: "“What we agree on” is closed now. Nothing more can be shared." in seat.page.evaluate("heard")
    )
    twice = [
        text for text in seat.card.locator("[aria-live]").all_inner_texts() if "Nothing more can be shared" in text
    ]
    assert twice == [], "it is said once; the line that stays is only read"
    seat.card.get_by_text("Nothing more can be shared").wait_for()
    seat.room.open(NAME)
    assert wait_until(
        lambda: "“What we agree on” is open now. You can share if you like." in seat.page.evaluate("heard")
    )
