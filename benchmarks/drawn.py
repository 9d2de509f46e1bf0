"""Real phones among the simulated ones: when a step that the group went to is drawn on them.

A page says so itself: at the first frame after the one in which it showed the step, by the clock of this machine, which
the console's tap is timed with, too.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from playwright.async_api import Browser, async_playwright

from workshop.browsers import QUIET, find_browser

PHONE = {"width": 390, "height": 844}
TELLS = """
document.addEventListener("workshop:step", ({ detail }) => requestAnimationFrame(() => requestAnimationFrame(() =>
  benchDrawn([detail.id, detail.plan ?? ""], (performance.timeOrigin + performance.now()) / 1000))));
"""


@dataclass
class Drawn:
    """Browsers in a room. ``waiting`` holds, for each, the step that it is to draw and when it did."""

    waiting: list[tuple[str, asyncio.Future[float]] | None] = field(default_factory=list)

    def step(self, name: str) -> list[asyncio.Future[float]]:
        """Return when each phone draws a step, in seconds since 1970."""
        loop = asyncio.get_running_loop()
        found: list[asyncio.Future[float]] = [loop.create_future() for _ in self.waiting]
        self.waiting = [(name, one) for one in found]
        return found

    def heard(self, number: int, names: list[str], at: float) -> None:
        """Take what a phone says."""
        awaited = self.waiting[number]
        if awaited is not None and awaited[0] in names and not awaited[1].done():
            awaited[1].set_result(at)

    async def come(self, browser: Browser, base: str, path: str, code: str) -> None:
        """Let one more phone into the room and to the part."""
        number, page = len(self.waiting), await browser.new_page(viewport=PHONE)
        self.waiting.append(None)
        await page.expose_function("benchDrawn", lambda names, at: self.heard(number, names, at))
        await page.add_init_script(TELLS)
        await page.goto(f"{base}/j/{code}")
        await page.get_by_role("button", name="Enter the room").click()
        await page.wait_for_url("**/part/**")
        await page.goto(f"{base}{path}")
        await page.wait_for_selector("html[data-ready]")


@asynccontextmanager
async def real_phones(count: int, running: Mapping[str, str]) -> AsyncIterator[Drawn]:
    """Open so many phones in a room for as long as the block lasts."""
    drawn = Drawn()
    if not count:
        yield drawn
        return
    args = [*QUIET, "--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else list(QUIET)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_browser(), args=args)
        try:
            for _ in range(count):
                await drawn.come(browser, **running)
            yield drawn
        finally:
            with contextlib.suppress(Exception):
                await browser.close()
