"""What is left on a device's disk, and what a page of somebody else can do to it."""

from __future__ import annotations

import re
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.support.browser import with_profile

WORD = "zebrafinchling"


def traces(profile: Path) -> list[str]:
    """Return the files of a browser's profile in which the word stands."""
    found = []
    for file in profile.rglob("*"):
        if file.is_file():
            kept = file.read_bytes()
            if WORD.encode() in kept or WORD.encode("utf-16-le") in kept:
                found.append(str(file.relative_to(profile)))
    return found


@pytest.fixture
def visitor(evening, tmp_path):
    """A browser with a profile on the disk, in the room."""
    profile = tmp_path / "profile"
    with with_profile(profile, viewport={"width": 390, "height": 844}) as context:
        yield enter(evening, context), context, profile


def enter(evening, context):
    context.set_default_timeout(30_000)
    context.add_init_script("if (location.pathname.includes('/part/')) sessionStorage.setItem('workshop:all', '1')")
    page = context.pages[0]
    page.goto(evening.house.links.join(evening.room))
    page.get_by_role("button", name="Enter the room").click()
    evening.open(page, "01-causes")
    return page


def write(page, word: str = WORD) -> None:
    box = page.locator("main textarea:visible").first
    box.fill(word)
    page.wait_for_function(f"Object.values(workshopDevice.all()).some((a) => JSON.stringify(a).includes({word!r}))")


def came_back(page) -> None:
    page.reload()
    page.get_by_text("You are in the room.").first.wait_for(state="attached")
    page.wait_for_function(f"[...document.querySelectorAll('main textarea')].some((box) => box.value === {WORD!r})")


def leave(page) -> None:
    assert page.evaluate("Object.keys(sessionStorage).some((key) => key.includes('answer'))")
    page.get_by_role("link", name="Leave now").first.click()
    page.wait_for_url("**/blank")


def remember(page) -> None:
    assert page.evaluate("workshopDevice.remember(true)")


@pytest.mark.parametrize(
    ("does", "stays"),
    [(leave, False), (came_back, False), (remember, True)],  # the last one shows that the search would find it
    ids=["left by the way out", "only closed", "asked to keep it"],
)
def test_what_is_typed_is_on_the_disk_only_for_those_who_asked(visitor, does, stays):
    page, context, profile = visitor
    write(page)
    does(page)
    page.wait_for_timeout(6000)  # browsers write their stores after some seconds
    context.close()
    assert bool(traces(profile)) is stays


def test_a_foreign_page_can_neither_empty_nor_read_it(visitor, evening, tmp_path):
    page, context, _ = visitor
    write(page)
    kept = page.evaluate("Object.keys(sessionStorage).length")
    site = tmp_path / "site"
    site.mkdir()
    (
        site / "index.html"
    ).write_text(f"""<body><img src="{evening.url}/blank"><iframe src="{evening.url}/blank"></iframe>
        <iframe id="part" src="{evening.url}/part/01-causes"></iframe><script>
        fetch("{evening.url}/blank", {{ mode: "no-cors", credentials: "include" }});
        fetch("{evening.url}/part/01-causes", {{ credentials: "include" }}).then((r) => r.text())
          .then((text) => document.title = text.length, () => document.title = "refused");
        </script><a href="{evening.url}/blank">go</a>""")
    handler = partial(SimpleHTTPRequestHandler, directory=str(site))
    foreign = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=foreign.serve_forever, daemon=True).start()
    other = context.new_page()
    try:
        other.goto(f"http://localhost:{foreign.server_port}/index.html", wait_until="load")
        other.wait_for_function("document.title === 'refused'")
        assert other.evaluate("frames.part ? 'framed' : ''") in ("", "framed")
        assert not re.search(WORD, other.content())
        other.get_by_role("link", name="go").click()
        other.wait_for_url("**/blank")
    finally:
        foreign.shutdown()
    assert page.evaluate("Object.keys(sessionStorage).length") == kept
    came_back(page)
