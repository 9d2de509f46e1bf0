"""A real server, a real Chromium, and people with phones."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from tests.support.server import Server, serving

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 800}
WALL = {"width": 1920, "height": 1080}


class Evening:
    """A workshop that is running, and the browsers of those who take part."""

    def __init__(self, server: Server, browser: Browser) -> None:
        self.server, self.browser = server, browser
        self.foreign: list[str] = []
        self.errors: list[str] = []

    def page(self, size: dict[str, int] = PHONE, **options) -> Page:
        context = self.browser.new_context(viewport=size, accept_downloads=True, **options)
        context.on("request", lambda request: self._look(request.url))
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return page

    def _look(self, url: str) -> None:
        if not url.startswith((self.server.url, self.server.url.replace("http", "ws"), "data:", "blob:")):
            self.foreign.append(url)

    def join(self, size: dict[str, int] = PHONE, **options) -> Page:
        """Scan the code and enter."""
        page = self.page(size, **options)
        page.goto(f"{self.server.url}/j/{self.server.code}")
        page.get_by_role("button", name="Enter the room").click()
        page.get_by_text("You are in the room.").wait_for()
        return page

    def console(self) -> Page:
        page = self.page(DESKTOP)
        page.goto(self.server.console_link)
        page.get_by_role("heading", name="Plan").wait_for()
        return page

    def projector(self) -> Page:
        page = self.page(WALL)
        page.goto(self.server.projector_link)
        page.get_by_role("heading", name="Join with your phone").wait_for()
        return page


@pytest.fixture
def evening(browser, tmp_path):
    with serving(tmp_path) as server:
        evening = Evening(server, browser)
        yield evening
        for context in browser.contexts:
            context.close()
    assert not evening.foreign, f"A page asked other sites: {evening.foreign}"
    assert not evening.errors, f"A page had errors: {evening.errors}"
