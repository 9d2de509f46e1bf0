"""The pages of who was invited and of the host, as people see and tap them."""

import pytest

from tests.e2e.conftest import DESKTOP, PHONE
from tests.e2e.test_every_page import fits, look, unfold
from workshop.room import HOST

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.timeout(240)]


@pytest.fixture
def guest(request, evening):
    """The link of somebody who was invited, for the server's first workshop or another."""
    house = evening.house
    one = house.store.registry.invite("Ana", "en", getattr(request, "param", None))
    yield house.links.invitation(one)
    for room in house.store.registry.rooms(one.id):
        house.store.get(room.id).end()
    house.store.registry.revoke(one.id)


@pytest.fixture
def host(evening):
    """A link to the host's page."""
    house = evening.house.store.registry
    house.host()
    house.renew(HOST)
    return evening.house.links.invitation(house.host())


def light_and_dark(page, name):
    """Look at a page on a phone and on a desk, as it comes and unfolded."""
    for scheme, size in (("light", PHONE), ("dark", DESKTOP)):
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size(size)
        look(page, f"{name}, {scheme}")
        unfold(page)
        look(page, f"{name}, {scheme}, unfolded")
        fits(page, name)


@pytest.mark.parametrize("guest", ["feedback"], indirect=True)
def test_rooms_of_ones_own_by_touch(evening, guest):
    page = evening.page(PHONE, has_touch=True)
    page.goto(guest)
    page.wait_for_url("**/rooms")  # a browser that runs the page sends its button itself
    look(page, "no room yet")
    page.get_by_role("button", name="Open a room").tap()
    page.wait_for_selector(".room")
    assert page.locator(".scan svg").is_visible(), "how people come in is open until somebody has"
    light_and_dark(page, "a room")
    page.get_by_role("button", name="Open the console").tap()
    page.wait_for_selector("[data-id=hours]", timeout=60_000)
    page.get_by_text("Saying it").first.wait_for(state="attached")
    assert not page.get_by_text("Causes").count(), "the console has the parts of the invitation's workshop only"
    for size in (PHONE, DESKTOP):
        page.set_viewport_size(size)
        look(page, "the console of a room of one's own")
    page.get_by_role("link", name="Your rooms").tap()
    page.wait_for_url("**/rooms")
    unfold(page)
    page.get_by_role("button", name="End and delete it now").tap()
    page.wait_for_selector(".room", state="detached")
    assert page.get_by_role("button", name="Open a room").is_visible()


def test_rooms_of_ones_own_by_keyboard(evening, guest):
    page = evening.page(DESKTOP)
    page.goto(guest)
    page.wait_for_url("**/rooms")
    page.focus("select[name=language]")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent.trim()") == "Open a room"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.wait_for_selector(".room")
    assert page.get_by_text("another 4 hours").is_visible()
    page.focus(".room details:last-of-type summary")
    page.keyboard.press("Enter")
    reached = []
    for _ in range(2):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent.trim()"))
    assert reached == ["One hour more", "End and delete it now"]
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.get_by_text("another 5 hours").wait_for()


def test_the_house_seen_by_its_host(evening, guest, host):
    page = evening.page(PHONE)
    page.goto(host)
    page.wait_for_url("**/host")
    page.fill("input[name=name]", "Ben")
    page.keyboard.press("Enter")
    page.wait_for_selector(".address.link")
    light_and_dark(page, "house")
    page.locator("details", has_text="Ben").get_by_role("button", name="Invite no more").click()
    page.wait_for_url("**/host")
    assert not page.get_by_text("Ben").count()
