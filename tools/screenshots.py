"""Takes the pictures of README and docs anew: starts the workshop, drives a browser, writes ``docs/images/*.png``.

Run it with ``make screenshots``. Everybody in the pictures is made up: the answers of one phone come from
:data:`NOTES`, and the rest of the room is put into the room's store directly.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, Playwright, sync_playwright

from workshop.browsers import QUIET, find_browser
from workshop.cli.lab import QUIET as QUIET_LAB
from workshop.room import PRESENCE, VOICE, Room, Store, new_admission, pseudonym
from workshop.server.credentials import Links, load_secret

ROOT = Path(__file__).resolve().parents[1]
IMAGES = ROOT / "docs" / "images"
PHONE = {"width": 390, "height": 800}
DESKTOP = {"width": 1280, "height": 900}
WALL = {"width": 1600, "height": 900}
#: What stands on the projector; the browser is told that it is this computer.
ADDRESS = "http://trust.example"
LARGEST = 150_000
PATIENCE = 60_000

#: One person's notes, in the form in which the workshop saves and brings them back.
NOTES = {
    "agreement": {"items": {"rules": ["stays-here", "pass", "own-story"]}, "_level": "count"},
    "arrive": {"values": {"comfort": 4}, "word": "curious"},
    "timeline": {
        "points": [
            {"age": 7, "level": -2, "text": "moved house"},
            {"age": 15, "level": 3, "text": "a friend stood by me"},
            {"age": 22, "level": -1},
            {"age": 27, "level": -5},
            {"age": 33, "level": 2, "text": "new job"},
        ]
    },
    "trust-account": {
        "prediction": 8,
        "settings": {"gain": 0.1, "loss": 0.5, "repair": "promise"},
        "stage": "sandbox",
        "play": {"seed": 4, "reached": "sandbox", "events": ["good", "betrayal", "good", "good", "small", "good"]},
    },
    "cases": {"items": {"amara": ["betrayal", "single"], "joaquin": ["gradual"]}},
    "old-rule": {
        "fields": {
            "rule": "Don't ask for help, you'll only owe them",
            "protected": "as a child, when asking made things worse",
            "cost": "I carry everything alone and people think I don't need them",
            "try": "I ask one colleague for one small thing this week",
        }
    },
    "caution-line": {"placed": {"references": "caution", "office": "caution", "never-lend": "some"}},
}
#: JupyterLab draws all cells, and asks nothing.
LAB_SETTINGS = {
    "notebook-extension/tracker": {"windowingMode": "none"},
    "apputils-extension/notification": {"fetchNews": "false", "doNotDisturbMode": True},
}
#: How the rest of the room marks the ground rules.
OTHERS = (
    "stays-here pass", "stays-here no-advice", "stays-here pass own-story", "pass no-advice phones",
    "stays-here no-doubt", "stays-here pass phones", "own-story no-advice", "stays-here no-doubt phones",
    "pass no-doubt time", "stays-here no-advice own-story", "stays-here pass no-doubt",
)  # fmt: skip


class Workshop:
    """A running ``workshop serve`` in a folder of its own.

    Parameters
    ----------
    home
        Data folder, thrown away afterwards.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.lines: list[str] = []
        env = os.environ | {"WORKSHOP_HOME": str(home), "PYTHONUNBUFFERED": "1"}
        line = [sys.executable, "-m", "workshop.cli", "serve", "--host", "127.0.0.1", "--port", "0", "--no-qr"]
        self.process = subprocess.Popen(
            [*line, "--public-url", ADDRESS], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        up = threading.Event()
        threading.Thread(target=self._listen, args=(up,), daemon=True).start()
        if not up.wait(180) or self.process.poll() is not None:
            raise SystemExit("The workshop did not start:\n" + "\n".join(self.lines))
        self.room: Room = next(self._rooms())

    def new_lead(self) -> str:
        """Return a new link to lead: the one in the window was good once."""
        self.room.door.renew_link()
        return Links(ADDRESS, load_secret(self.home)).console(self.room)

    def _rooms(self) -> Iterator[Room]:
        room = Store(f"sqlite:///{self.home / 'rooms.sqlite'}").newest_open()
        if room is not None:
            yield room

    def _listen(self, up: threading.Event) -> None:
        assert self.process.stdout
        for text in self.process.stdout:
            self.lines.append(text.rstrip())
            if text.startswith("Stop with Ctrl-C"):
                up.set()
        up.set()

    @property
    def port(self) -> int:
        """Where it listens, which the printed links don't say when they are public ones."""
        import psutil

        found = psutil.Process(self.process.pid).net_connections("tcp")
        return next(c.laddr.port for c in found if c.status == psutil.CONN_LISTEN)

    def link(self, name: str) -> str:
        """Return a printed link."""
        return next(line.split()[-1] for line in self.lines if line.strip().startswith(name))

    def fill_room(self) -> None:
        """Let the rest of the room come in and share."""
        for marked in OTHERS:
            self.somebody_shares("agreement", {"rules": marked.split()})

    def somebody_shares(self, exercise: str, payload: dict[str, list[str] | None]) -> None:
        """Let one more person come in and share."""
        admission = new_admission()
        presence, who, voice = (pseudonym(admission, self.room.id, to) for to in (PRESENCE, exercise, VOICE))
        self.room.door.admit(voice)
        self.room.arrive(presence)
        self.room.share(exercise, who, payload, voice=voice)

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(30)


def keep(name: str, png: bytes) -> None:
    """Write a picture with as few colours as it needs to stay small."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in (128, 96, 64, 48, 32, 24, 16):
        out = io.BytesIO()
        reduced = image.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        reduced.save(out, "PNG", optimize=True)
        if out.tell() <= LARGEST:
            break
    (IMAGES / f"{name}.png").write_bytes(out.getvalue())
    print(f"{name}.png  {out.tell() / 1000:.0f} kB, {colours} colours")


def strip(rows: list[list[bytes]], height: int = 330, gap: int = 14) -> None:
    """Put pictures of the same height beside each other, and such rows below each other."""
    made = [[Image.open(io.BytesIO(png)).convert("RGB") for png in row] for row in rows]
    small = [[one.resize((round(one.width * height / one.height), height)) for one in row] for row in made]
    width = sum(one.width for one in small[0]) + gap * (len(small[0]) - 1)
    sheet = Image.new("RGB", (width, (height + gap) * len(small) - gap), "white")
    for at, row in enumerate(small):
        left = 0
        for one in row:
            sheet.paste(one, (left, at * (height + gap)))
            left += one.width + gap
    out = io.BytesIO()
    sheet.save(out, "PNG")
    keep("in-step", out.getvalue())


def card(page: Page, title: str) -> Locator:
    """Return the card of an exercise."""
    return page.locator("section").filter(has=page.get_by_role("heading", name=title, exact=True)).last


def shoot(page: Page, name: str, at: Locator | None = None, above: int = 76) -> None:
    """Take what the window shows; ``at`` is brought to ``above`` pixels below its upper edge."""
    page.evaluate("document.activeElement?.blur?.()")
    page.mouse.move(1, 1)
    if at is not None:
        top = at.evaluate("(e) => e.getBoundingClientRect().top + window.scrollY")
        page.evaluate(f"window.scrollTo({{top: {top - above}, behavior: 'instant'}})")
    page.wait_for_timeout(700)
    keep(name, page.screenshot())


class Tour:
    """The way through the workshop on which the pictures are taken."""

    def __init__(self, workshop: Workshop, browser: Browser) -> None:
        self.workshop, self.browser = workshop, browser

    def page(self, size: dict[str, int], scale: float = 1, *, steps: bool = False) -> Page:
        """Open a window; all of a part on one page, save where the picture is about steps."""
        context = self.browser.new_context(viewport=size, device_scale_factor=scale, reduced_motion="reduce")
        if not steps:
            context.add_init_script(
                "if (location.pathname.includes('/part/')) sessionStorage.setItem('workshop:all', '1')"
            )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        return page

    def live(self, page: Page) -> None:
        """Wait until the page has entered the room."""
        page.wait_for_url("**/part/**", wait_until="load")
        page.get_by_text("You are in the room.").wait_for()
        page.locator("html[data-connection=live]").wait_for(state="attached")

    def notes_back(self, phone: Page) -> None:
        """Bring :data:`NOTES` back, as a person with a saved file would."""
        notes = {"format": "trust-workshop-notes", "version": 1, "language": "en", "answers": NOTES}
        file = {"name": "notes.json", "mimeType": "application/json", "buffer": json.dumps(notes).encode()}
        phone.locator("input[type=file]").set_input_files([file])
        phone.get_by_text("exercises are back").first.wait_for()

    def evening(self) -> None:
        """Walk through an evening."""
        phone = self.page(PHONE, 2)
        phone.goto(f"{ADDRESS}/")
        shoot(phone, "landing")
        phone.goto(self.workshop.link("Participants"))
        phone.get_by_role("button", name="Enter the room").click()
        self.live(phone)
        shoot(phone, "welcome")
        wall = self.page(WALL)
        wall.goto(self.workshop.link("Projector"))
        wall.get_by_role("heading", name="Join with your phone").wait_for()
        shoot(wall, "projector-join")
        self.agreement(phone, wall)
        self.dialogs(phone)
        self.parts(phone)
        wall.context.close()
        self.in_step()

    def agreement(self, phone: Page, wall: Page) -> None:
        """Open, share and reveal the ground rules."""
        console = self.page({**DESKTOP, "height": 1250})
        console.goto(self.workshop.link("Facilitator"))
        console.get_by_role("heading", name="The run of the evening").wait_for()
        console.locator('[data-id="rows"] li').filter(has_text="What we agree on").get_by_role("button").click()
        console.get_by_role("button", name="Open: What we agree on").click()
        box = card(phone, "What we agree on")
        rules = phone.get_by_role("group", name="Which rules matter to you?")
        for at in (0, 1, 2):
            rules.get_by_role("checkbox").nth(at).check()
        box.get_by_role("button", name="Count me").click()
        box.get_by_role("button", name="Share", exact=True).click()
        box.get_by_text("Shared.").first.wait_for()
        shoot(phone, "share", box.get_by_text("Who may see this?").first, above=110)
        self.workshop.fill_room()
        phone.get_by_role("button", name="Pause").locator("visible=true").first.click()
        phone.get_by_role("dialog").get_by_role("button", name="Please slow down").click()
        phone.get_by_role("dialog").get_by_role("button", name="Back to where I was").click()
        console.get_by_text("12 shared").wait_for()
        console.get_by_text("12 people here").wait_for()
        console.get_by_text("asks to slow down").wait_for()
        console.evaluate("window.scrollTo(0, 0)")
        shoot(console, "console")
        console.get_by_role("button", name="Reveal: What we agree on").click()
        console.get_by_role("button", name="Reveal now").click()
        wall.get_by_role("table").first.wait_for()
        shoot(wall, "projector-reveal")
        console.context.close()

    def in_step(self) -> None:
        """Wall, console and a phone at three moments of one evening, as one picture."""
        room, part = self.workshop.room, "01-causes"
        phone, console, wall = self.page(PHONE, steps=True), self.page(DESKTOP), self.page(WALL)
        wall.goto(self.workshop.link("Projector"))
        console.goto(self.workshop.new_lead())
        phone.goto(self.workshop.link("Participants"))
        phone.get_by_role("button", name="Enter the room").click()
        room.clear_signals()  # it has been seen
        rows = []
        for step, exercise in (("pairs", ""), ("stories", "cases"), ("stories", "revealed")):
            if exercise == "revealed":
                for number in range(12):
                    marked = [["betrayal", "single"], ["betrayal"], ["single", "conditions"]][number % 3]
                    others = {"tomasz": None, "mei": ["manipulation"], "samir": None, "robin": None}
                    self.workshop.somebody_shares("cases", {"amara": marked, "joaquin": ["gradual"], **others})
                console.get_by_role("button", name="Reveal: Six people").click()
                console.get_by_role("button", name="Reveal now").click()
                wall.get_by_role("table").first.wait_for()
            else:
                room.go_to(part, step)
                phone.wait_for_url(re.compile(rf"#at-{exercise or step}$"))
                if exercise:
                    console.get_by_role("button", name="Open: Six people").click()
            phone.wait_for_timeout(1500)
            for page in (phone, console, wall):
                page.evaluate("document.activeElement?.blur?.()")
            rows.append([page.screenshot() for page in (wall, console, phone)])
        strip(rows)
        for page in (phone, console, wall):
            page.context.close()

    def dialogs(self, phone: Page) -> None:
        """Pause, and help right now."""
        for name, title in (("pause", "Pause"), ("help", "Help")):
            phone.get_by_role("button", name=title).locator("visible=true").first.click()
            phone.get_by_role("dialog").wait_for()
            shoot(phone, name)
            phone.keyboard.press("Escape")
            phone.get_by_role("dialog").wait_for(state="hidden")

    def parts(self, phone: Page) -> None:
        """Exercises that are filled in, and the notes to take along."""
        self.workshop.room.go_to("01-causes")  # to the part, to no step: no line says that the group is elsewhere
        phone.goto(f"{ADDRESS}/part/01-causes")
        self.live(phone)
        self.notes_back(phone)
        shoot(phone, "timeline", card(phone, "My trust line").locator(".tw-line"), above=110)
        story = phone.locator("details").filter(has_text="Amara").last
        if story.get_attribute("open") is None:
            story.locator("summary").first.click()
        shoot(phone, "cases", story, above=90)
        shoot(phone, "explorable", card(phone, "Down in one step, up in many").locator(".tw-drawing").first, above=110)
        with phone.expect_download() as download:
            phone.get_by_role("button", name="As a page to read or print").click()
        saved = self.workshop.home / "notes.html"
        shutil.copy(download.value.path(), saved)
        paper = self.page({"width": 820, "height": 1000})
        paper.goto(saved.as_uri())
        shoot(paper, "workbook")
        self.workshop.room.go_to("02-signs")
        phone.goto(f"{ADDRESS}/part/02-signs")
        self.live(phone)
        shoot(phone, "cards", card(phone, "Where does caution end?").locator(".tw-piles"), above=430)

    def lab(self) -> None:
        """The same notebook in JupyterLab, from a copy, so that nothing is saved into the kit's own."""
        with jupyterlab(self.workshop.home) as address:
            page = self.page(DESKTOP)
            page.set_default_timeout(2 * PATIENCE)
            page.goto(address)
            page.locator(".jp-Notebook .jp-MarkdownOutput").first.wait_for()
            page.get_by_text("| Idle").first.wait_for()
            cells = page.locator(".jp-Notebook .jp-Cell")
            cells.first.click()
            for _ in range(cells.count()):
                page.keyboard.press("Shift+Enter")
            page.get_by_role("button", name="Add a moment").first.wait_for()
            page.wait_for_timeout(3000)
            page.get_by_role("heading", name="My trust line").first.evaluate("(e) => e.scrollIntoView()")
            shoot(page, "jupyterlab")
            page.context.close()


@contextmanager
def jupyterlab(home: Path) -> Iterator[str]:
    """Run JupyterLab over a copy of the notebooks and lend its address."""
    folder = home / "notebooks"
    shutil.copytree(ROOT / "notebooks" / "trust" / "en", folder)
    for name, chosen in LAB_SETTINGS.items():
        file = home / "settings" / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(chosen))
    env = os.environ | {
        "WORKSHOP_SURFACE": "lab",
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "spaces"),
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
    }
    line = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={folder}", "--port=0", "--no-browser"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        line.append("--allow-root")
    said = home / "jupyterlab.log"
    with said.open("w") as log:
        process = subprocess.Popen([*line, *QUIET_LAB], env=env, stderr=log)
    try:
        yield _address(said)
    finally:
        process.terminate()
        process.wait(30)


def _address(log: Path, patience: float = 120) -> str:
    """Wait until JupyterLab says where it is."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if found := re.search(r"http://127\.0\.0\.1:(\d+)/lab\?token=(\w+)", log.read_text()):
            return f"http://127.0.0.1:{found[1]}/lab/tree/01-causes.ipynb?token={found[2]}"
        time.sleep(0.5)
    raise SystemExit("JupyterLab did not start:\n" + log.read_text())


def open_browser(playwright: Playwright, workshop: Workshop) -> Browser:
    """Return a browser to which :data:`ADDRESS` is this computer."""
    args = [*QUIET, f"--host-resolver-rules=MAP trust.example:80 127.0.0.1:{workshop.port}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        args.append("--no-sandbox")
    return playwright.chromium.launch(executable_path=find_browser(), args=args)


def main() -> None:
    """Take all pictures."""
    parser = argparse.ArgumentParser(description="Takes the pictures of README and docs anew.")
    parser.add_argument("--only", choices=("evening", "lab"), help="one half of the way")
    only = parser.parse_args().only
    IMAGES.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        workshop = Workshop(Path(folder))
        browser = open_browser(playwright, workshop)
        tour = Tour(workshop, browser)
        halves: dict[str, Callable[[], None]] = {"evening": tour.evening, "lab": tour.lab}
        try:
            for name, half in halves.items():
                if only in (None, name):
                    half()
        finally:
            browser.close()
            workshop.stop()
    print(f"Done in {time.monotonic() - began:.0f} s.")


if __name__ == "__main__":
    main()
