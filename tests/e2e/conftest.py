"""A real server, a real Chromium, and people with phones.

One server serves the whole folder; every test has a room of its own in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from tests.support.server import ORDINARY, Server, serving
from workshop.room import Room, Store
from workshop.server.credentials import Links, load_secret

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
WALL = {"width": 1920, "height": 1080}

JOINED = "You are in the room."
#: Milliseconds; an ordinary kernel takes seconds of a processor before its page is there.
PATIENCE = 150_000 if ORDINARY else 30_000


@dataclass
class House:
    """A running workshop and the rooms in it."""

    server: Server
    store: Store
    links: Links

    @classmethod
    def of(cls, server: Server, database: str | None = None) -> House:
        store = Store(database or f"sqlite:///{server.home / 'rooms.sqlite'}")
        return cls(server, store, Links(server.url, load_secret(server.home)))


class Evening:
    """A room with people in it, and the browsers of those who take part."""

    def __init__(self, house: House, browser: Browser) -> None:
        self.house, self.browser = house, browser
        self.room: Room = house.store.create()
        self.foreign: list[str] = []
        self.errors: list[str] = []

    @property
    def url(self) -> str:
        return self.house.server.url

    def page(self, size: dict[str, int] = PHONE, *, steps: bool = False, **options) -> Page:
        """Open a browser of its own, as a new person has it; all on one page, save where a test is about steps."""
        context = self.browser.new_context(viewport=size, accept_downloads=True, **options)
        if not steps:
            context.add_init_script(
                "if (location.pathname.includes('/part/')) sessionStorage.setItem('workshop:all', '1')"
            )
        context.set_default_timeout(PATIENCE)
        context.on("request", lambda request: self._look(request.url))
        context.on("page", self._listen)
        return context.new_page()

    def _listen(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _look(self, url: str) -> None:
        if not url.startswith((self.url, self.url.replace("http", "ws"), "data:", "blob:")):
            self.foreign.append(url)

    def join(self, size: dict[str, int] = PHONE, **options) -> Page:
        """Scan the code and enter."""
        page = self.page(size, **options)
        page.goto(self.house.links.join(self.room))
        page.get_by_role("button", name="Enter the room").click()
        page.get_by_text(JOINED).wait_for(state="attached")
        return page

    def seat(self, part: str, size: dict[str, int] = PHONE, **options) -> Page:
        """Join by the code without looking at the first page, and open a part."""
        page = self.page(size, **options)
        token = re.search(r'name="_xsrf" value="([^"]+)"', page.request.get(self.url).text())
        assert token
        page.request.post(f"{self.url}/join", form={"_xsrf": token[1], "code": self.room.code}, max_redirects=0)
        self.open(page, part)
        return page

    def open(self, page: Page, part: str) -> None:
        """Go to a part and wait until it is alive."""
        page.goto(f"{self.url}/part/{part}")
        page.get_by_text(JOINED).first.wait_for(state="attached")

    def console(self, size: dict[str, int] = DESKTOP, **options) -> Page:
        page = self.page(size, **options)
        page.goto(self.house.links.console(self.room))
        page.get_by_role("heading", name="The run of the evening").wait_for()
        return page

    def projector(self, size: dict[str, int] = WALL, **options) -> Page:
        page = self.page(size, **options)
        page.goto(self.house.links.projector(self.room))
        page.get_by_role("heading", name="Join with your phone").wait_for()
        return page

    def check(self) -> None:
        assert not self.foreign, f"A page asked other sites: {self.foreign}"
        assert not self.errors, f"A page had errors: {self.errors}"


@pytest.fixture(scope="session")
def house(tmp_path_factory) -> Iterator[House]:
    """The one server. A test that stops it starts it again."""
    with serving(tmp_path_factory.mktemp("house"), "--also", "feedback", patience=180) as server:
        house = House.of(server)
        yield house
        house.store.close()


@pytest.fixture
def evening(browser, house) -> Iterator[Evening]:
    evening = Evening(house, browser)
    yield evening
    evening.check()
