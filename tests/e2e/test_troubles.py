"""What goes wrong on an evening, as the people with the phones see it: a sentence, and nothing lost."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import psutil
import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Evening, House
from tests.e2e.people import exercise, kept, share
from tests.support.held import held
from tests.support.kernel import message, open_socket, wait_for
from tests.support.postgres import postgres_cluster, postgres_url  # noqa: F401  (fixtures)
from tests.support.relay import relayed
from tests.support.server import ORDINARY, serving, start, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.timeout(180)]

RULES = "What we agree on"
AWAY = "The room can't be reached just now. Your answer is safe on your device."


def ready_to_share(page: Page, number: int = 0) -> None:
    """Answer, and make the first of the two taps."""
    card = exercise(page, RULES)
    card.get_by_role("button", name="Count me").wait_for()
    card.get_by_role("checkbox").nth(number).check()
    card.get_by_role("button", name="Count me").click()
    card.get_by_role("button", name="Share", exact=True).wait_for()


def tap_share(page: Page):
    exercise(page, RULES).get_by_role("button", name="Share", exact=True).click()
    return exercise(page, RULES).get_by_role("alert")


def shared_by_itself(page: Page) -> None:
    expect(exercise(page, RULES).get_by_text("Shared.").first).to_be_visible(timeout=30_000)


def ticked(page: Page, number: int = 0):
    return expect(exercise(page, RULES).get_by_role("checkbox").nth(number))


def shares(house: House) -> int:
    with sqlite3.connect(house.server.home / "rooms.sqlite") as rooms:
        return rooms.execute("SELECT count(*) FROM answers").fetchone()[0]


@pytest.mark.skipif(ORDINARY, reason="an ordinary kernel draws its page itself: nothing is there before it answers")
def test_a_page_is_there_before_its_kernel_answers(evening):
    evening.room.open("agreement")
    page = evening.page()
    lines = []
    held = True

    def hold(socket):
        lines.append(socket)
        if held:
            socket.close()
        else:
            socket.connect_to_server()

    page.context.route_web_socket(re.compile("/channels"), hold)
    page.goto(evening.house.links.join(evening.room))
    page.get_by_role("button", name="Enter the room").click()
    exercise(page, RULES).get_by_role("checkbox").first.check()
    page.get_by_label("One word for it").fill("curious")
    assert lines
    assert page.locator("html").get_attribute("data-ready") is None
    held, before = False, shares(evening.house)
    share(page, RULES)
    assert shares(evening.house) == before + 1
    page.reload()
    expect(page.get_by_label("One word for it")).to_have_value("curious")
    ticked(page).to_be_checked()


def test_a_second_tab_is_the_same_person(evening):
    evening.room.open("agreement")
    one = evening.seat("00-welcome")
    before = shares(evening.house)
    ready_to_share(one)
    two = one.context.new_page()
    evening.open(two, "00-welcome")
    ticked(two).to_be_checked()
    exercise(two, RULES).get_by_role("checkbox").nth(1).check()
    ticked(one, 1).to_be_checked()
    share(one, RULES)
    two.reload()
    two.get_by_text("You are in the room.").wait_for()
    expect(exercise(two, RULES).get_by_text("Shared.").first).to_be_visible()
    exercise(two, RULES).get_by_role("button", name="Change what you shared").click()
    assert shares(evening.house) == before + 1, "two tabs share once"
    assert wait_until(lambda: evening.room.present() == 1, 15), "and are one person in the room"


def test_an_answer_to_a_closed_exercise_stays_with_the_person(evening):
    evening.room.open("agreement")
    phone = evening.seat("00-welcome")
    before = shares(evening.house)
    ready_to_share(phone)
    # The tap is on its way when the facilitator closes: the browser sends it before it has heard.
    button = exercise(phone, RULES).get_by_role("button", name="Share", exact=True).element_handle()
    evening.room.close("agreement")
    button.evaluate("button => button.click()")
    expect(exercise(phone, RULES)).to_contain_text(re.compile("This exercise is closed|Nothing more can be shared"))
    assert shares(evening.house) == before
    ticked(phone).to_be_checked()
    exercise(phone, RULES).get_by_role("checkbox").nth(3).check()
    assert [len(marked) for marked in kept(phone, "agreement")["items"].values()] == [2]


def test_a_kernel_that_is_killed_is_replaced_with_every_answer_and_what_was_shared_stays(evening):
    evening.room.open("agreement")
    before = set(evening.house.server.children())
    phone = evening.seat("00-welcome")
    ready_to_share(phone)
    share(phone, RULES)
    held = shares(evening.house)
    phone.get_by_label("One word for it").fill("steady")
    phone.get_by_label("One word for it").blur()
    old = phone.evaluate("workshopPage.kernelId")
    clones = [p for p in set(evening.house.server.children()) - before if p.is_running()]
    assert clones, "the page has a kernel of its own"
    for clone in clones:
        with suppress(psutil.NoSuchProcess):
            clone.kill()
    phone.wait_for_function("old => workshopPage.kernelId !== old", arg=old, timeout=60_000)
    phone.locator("html[data-connection=live]").wait_for(state="attached")
    expect(phone.get_by_label("One word for it")).to_have_value("steady")
    expect(exercise(phone, RULES)).to_contain_text("Shared. You can change it")
    assert shares(evening.house) == held


def test_a_database_that_somebody_holds(evening):
    evening.room.open("agreement")
    phone = evening.seat("00-welcome")
    ready_to_share(phone)
    with held(evening.house.server.home / "rooms.sqlite"):
        expect(tap_share(phone)).to_contain_text(AWAY, timeout=5_000)
        ticked(phone).to_be_checked()
    shared_by_itself(phone)


def test_what_is_taken_back_while_somebody_holds_the_database_is_never_stored(evening):
    evening.room.open("agreement")
    phone, before = evening.seat("00-welcome"), shares(evening.house)
    ready_to_share(phone)
    with held(evening.house.server.home / "rooms.sqlite"):
        expect(tap_share(phone)).to_contain_text(AWAY, timeout=5_000)
        exercise(phone, RULES).get_by_role("button", name="Only me").click()
        phone.wait_for_timeout(4_000)
    phone.wait_for_timeout(4_000)
    assert shares(evening.house) == before
    expect(exercise(phone, RULES)).not_to_contain_text("Shared.")


def small_house(tmp_path: Path, database: str):
    """A second, small server over another database; its pages need no preparation."""
    return serving(tmp_path / "house", "--kernels", "ordinary", "--database", database, patience=120)


@pytest.mark.postgres
def test_a_database_that_turns_read_only_and_one_that_goes_away(browser, tmp_path, postgres_cluster, postgres_url):  # noqa: F811
    with small_house(tmp_path, postgres_url) as server:
        evening = Evening(House.of(server, postgres_url), browser)
        evening.room.open("agreement")
        phone = evening.seat("00-welcome")
        ready_to_share(phone)
        postgres_cluster.execute("ALTER SYSTEM SET default_transaction_read_only = on")
        postgres_cluster.execute("SELECT pg_reload_conf()")
        expect(tap_share(phone)).to_contain_text(AWAY)
        ticked(phone).to_be_checked()
        postgres_cluster.execute("ALTER SYSTEM RESET default_transaction_read_only")
        postgres_cluster.execute("SELECT pg_reload_conf()")
        shared_by_itself(phone)

        postgres_cluster.stop()
        phone.get_by_text("The room can't be reached just now.").first.wait_for()
        exercise(phone, RULES).get_by_role("checkbox").nth(1).check()
        postgres_cluster.start()
        expect(phone.get_by_text("The room can't be reached just now.")).to_have_count(0)
        ticked(phone, 1).to_be_checked()
        evening.check()


@pytest.mark.postgres
def test_a_database_that_hangs_is_said_soon_and_what_was_tapped_meanwhile_goes_by_itself(
    browser,
    tmp_path,
    postgres_cluster,  # noqa: F811
    postgres_url,  # noqa: F811
):
    """The numbers are those of docs/hosting.md."""
    with small_house(tmp_path, postgres_url) as server:
        evening = Evening(House.of(server, postgres_url), browser)
        evening.room.open("agreement")
        taps, waits, console = evening.seat("00-welcome"), evening.seat("00-welcome"), evening.console()
        ready_to_share(taps)
        away = "The room can't be reached just now."
        with postgres_cluster.frozen():
            began = time.monotonic()
            expect(tap_share(taps)).to_contain_text(away, timeout=7_000)
            ticked(taps).to_be_checked()
            for page in (waits, console):
                page.get_by_text(away).first.wait_for(timeout=10_000)
            assert time.monotonic() - began < 10
        shared_by_itself(taps)
        expect(waits.get_by_text(away)).to_have_count(0)
        evening.check()


@contextmanager
def small_disk(folder: Path):
    """A disk of its own with very little space."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=900k", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small disk of its own can only be mounted by an administrator")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(file: Path) -> None:
    """Write until nothing more fits."""
    with file.open("wb", buffering=0) as out, suppress(OSError):
        while True:
            out.write(bytes(4096))


def test_a_disk_that_is_full(browser, tmp_path):
    with small_disk(tmp_path / "disk") as disk, small_house(tmp_path, f"sqlite:///{disk}/rooms.sqlite") as server:
        evening = Evening(House.of(server, f"sqlite:///{disk}/rooms.sqlite"), browser)
        evening.room.open("agreement")
        phone = evening.seat("00-welcome")
        ready_to_share(phone)
        fill(disk / "photos")
        expect(tap_share(phone)).to_contain_text("The server has no space left. Your answer is safe on your device.")
        ticked(phone).to_be_checked()
        (disk / "photos").unlink()
        shared_by_itself(phone)
        evening.check()


def test_a_page_that_fails_says_so_and_is_whole_after_a_reload(evening):
    phone = evening.seat("01-causes")
    told = phone.get_by_text("Something went wrong on this page")
    cookies = {cookie["name"]: cookie["value"] for cookie in phone.context.cookies()}
    with (
        httpx.Client(base_url=evening.url, cookies=cookies) as same,
        open_socket(same, phone.evaluate("workshopPage.kernelId")) as line,
    ):
        control = {"comm_id": "c", "target_name": "jupyter.widget.control", "data": {}}
        line.send(message("comm_open", control, metadata={"version": "1.0.0"}))
        line.send(message("comm_msg", {"comm_id": "c", "data": {"method": "request_states"}}))
        heard = iter(lambda: wait_for(line, "comm_msg")["content"], None)
        states = next(content["data"]["states"] for content in heard if content["comm_id"] == "c")
        cases = next(name for name, one in states.items() if one["state"].get("name") == "cases")
        bomb = {"method": "update", "state": {"answer": [1, 2]}, "buffer_paths": []}
        line.send(message("comm_msg", {"comm_id": cases, "data": bomb}))
        expect(told).to_be_visible()
    phone.get_by_role("button", name="Reload", exact=True).click()
    phone.get_by_text("You are in the room.").wait_for(state="attached")
    expect(told).to_be_hidden()
    phone.locator("html[data-connection=live]").wait_for(state="attached")
    phone.evaluate("setTimeout(() => { throw new Error('of the page itself'); })")
    expect(told).to_be_visible()
    assert evening.errors == ["of the page itself"]
    evening.errors.clear()


def test_a_server_that_is_started_again(evening):
    """Last in this file: it starts the server of all tests anew, with the same rooms and links."""
    house, port = evening.house, evening.url.rsplit(":", 1)[1]
    console, phones = evening.console(), [evening.seat("00-welcome") for _ in range(2)]
    for phone, word in zip(phones, ("first", "second"), strict=True):
        phone.get_by_label("One word for it").fill(word)
        exercise(phone, RULES).get_by_role("checkbox").nth(2).check()
    links = (house.links.projector(evening.room), house.links.join(evening.room))
    house.server.stop()
    for phone in phones:
        phone.get_by_text("The connection is lost. You can keep working").wait_for()
        phone.get_by_label("One word for it").fill("typed meanwhile")
    fresh = start(house.server.home, "--port", port, patience=180)
    house.server.process, house.server.output, house.server.url = fresh.process, fresh.output, fresh.url
    for phone in phones:
        if phone.get_by_role("button", name="Try now").is_visible():
            phone.get_by_role("button", name="Try now").click()
    for phone in phones:
        phone.locator("html[data-connection=live]").wait_for(state="attached", timeout=60_000)
        phone.get_by_text("You are in the room.").wait_for()
        expect(phone.get_by_label("One word for it")).to_have_value("typed meanwhile")
        ticked(phone, 2).to_be_checked()
    assert (house.links.projector(evening.room), house.links.join(evening.room)) == links
    again = evening.console()
    again.get_by_text(evening.room.code, exact=True).first.wait_for(state="attached")
    evening.room.open("agreement")
    for phone in phones:
        exercise(phone, RULES).get_by_role("button", name="Count me").click()
        share(phone, RULES)
    console.locator("html[data-connection=live]").wait_for(state="attached", timeout=60_000)


def test_a_proxy_without_websockets_is_said_on_the_page_and_in_the_terminal(evening):
    page = evening.seat("00-welcome")
    with relayed(evening.url, lambda sent: re.sub(rb"(?i)upgrade: websocket\r\n", b"", sent)) as proxy:
        page.goto(f"{proxy.url}/part/00-welcome")
        banner = page.locator(".banner [aria-live]")
        expect(banner).to_contain_text(
            "This network lets the page through, but not the live connection", timeout=60_000
        )
        page.wait_for_timeout(1500)
        expect(banner).to_contain_text("What you write stays on this device.")
        evening.foreign = [url for url in evening.foreign if not url.startswith(proxy.url)]
    said = [line for line in evening.house.server.output if "pass websockets on." in line]
    assert len(said) == 1, "once, however often the page tries"
