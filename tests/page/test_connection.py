"""Lost and found: nothing typed is lost, whatever happens to network, kernel and server."""

import os
import signal
import time

import pytest
from playwright.sync_api import expect
from test_widgets import exercise, until

from workshop.workbook import Workbook

STATE = "document.documentElement.dataset.connection"


def kernel(tab):
    return tab.evaluate("workshopPage.kernelId")


def banner(tab):
    return tab.locator(".banner [aria-live]")


def brought_back(tab, button):
    """What My notes reads from the file that a button gives."""
    with tab.expect_download() as saved:
        button.click()
    assert saved.value.suggested_filename == "notes.json"
    book, skipped = Workbook.from_json(saved.value.path().read_text("utf-8"), ["cases", "old-rule"])
    assert not skipped
    return book.answers["cases"]["text"]


def test_a_killed_kernel_is_replaced_and_answers_come_back(opened, server):
    cases = exercise(opened, "Six short stories")
    words = cases.get_by_label("Your words")
    words.fill("before the end")
    cases.get_by_label("Shaky").check()
    expect(cases).to_contain_text("Heard: before the end")
    words.focus()
    opened.evaluate(
        "document.activeElement.scrollIntoView({ block: 'center' }); window.same = document.querySelector('main')"
    )
    at, old = words.bounding_box()["y"], kernel(opened)
    server.ask("kill", old)
    until(opened, f"workshopPage.kernelId && workshopPage.kernelId !== '{old}' && {STATE} === 'live'", 30)
    expect(banner(opened)).to_contain_text("awake again. Everything is here")
    expect(words).to_have_value("before the end")
    expect(cases).to_contain_text("Heard: before the end")
    expect(cases.get_by_label("Shaky")).to_be_checked()
    expect(words).to_be_focused()
    assert opened.evaluate("same.isConnected"), "the page itself was not reloaded"
    assert abs(words.bounding_box()["y"] - at) < 60, "what is being read stays where it is"
    words.press_sequentially(" and after")
    expect(cases).to_contain_text("and after")
    assert old not in server.ask("kernels")["kernels"], "the dead kernel was not left behind"


def test_a_culled_kernel_is_noticed_on_waking_up(opened, server):
    cases = exercise(opened, "Six short stories")
    cases.get_by_label("Your words").fill("while asleep")
    expect(cases).to_contain_text("Heard: while asleep")
    old = kernel(opened)
    server.ask("end", old)
    opened.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    until(opened, f"workshopPage.kernelId !== '{old}' && {STATE} === 'live'", 30)
    expect(cases).to_contain_text("Heard: while asleep")


def test_a_server_that_comes_back_is_found_again(opened, server):
    cases = exercise(opened, "Six short stories")
    words = cases.get_by_label("Your words")
    words.fill("first")
    expect(cases).to_contain_text("Heard: first")
    server.stop()
    expect(banner(opened)).to_contain_text("The connection is lost")
    words.fill("typed while nobody was there")
    server.start()
    opened.get_by_role("button", name="Try now").click()
    expect(cases).to_contain_text("Heard: typed while nobody was there", timeout=30_000)
    expect(words).to_have_value("typed while nobody was there")
    expect(banner(opened)).to_have_text("", timeout=10_000)


def test_typing_offline_reaches_the_same_kernel_later(context, opened):
    cases = exercise(opened, "Six short stories")
    old = kernel(opened)
    context.set_offline(True)
    expect(banner(opened)).to_contain_text("The connection is lost", timeout=10_000)
    cases.get_by_label("Your words").fill("in the tunnel")
    cases.get_by_role("button", name="Share").click()
    time.sleep(1)
    assert opened.evaluate("workshopDevice.get('cases').text") == "in the tunnel"
    context.set_offline(False)
    expect(cases).to_contain_text("Heard: in the tunnel", timeout=30_000)
    expect(cases).to_contain_text("share {} in the tunnel")
    assert kernel(opened) == old


def test_a_page_on_its_way_elsewhere_says_of_no_outage(context, opened):
    """Firefox closes a page's socket when a link is tapped, seconds before the next page comes."""
    opened.evaluate("""() => { window.said = []; const line = document.querySelector('.banner p');
        new MutationObserver(() => said.push(line.textContent)).observe(line, { childList: true });
        dispatchEvent(new Event('beforeunload')); }""")
    context.set_offline(True)
    until(opened, f"{STATE} === 'lost'", 10)
    context.set_offline(False)
    until(opened, f"{STATE} === 'live'", 20)
    assert not [said for said in opened.evaluate("said") if said]


def test_a_socket_that_nobody_answers_is_found_dead_on_waking(tab, server):
    tab.add_init_script("""
        window.frozen = false;
        const send = WebSocket.prototype.send;
        WebSocket.prototype.send = function (data) { if (!window.frozen) send.call(this, data); };""")
    tab.goto(f"{server.url}/part/01-causes")
    tab.wait_for_selector("html[data-ready]")
    cases = exercise(tab, "Six short stories")
    tab.evaluate("window.frozen = true")
    cases.get_by_label("Your words").fill("said to nobody")
    tab.wait_for_timeout(600)
    tab.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    until(tab, f"{STATE} === 'lost'", 10)
    tab.evaluate("window.frozen = false")
    expect(cases).to_contain_text("Heard: said to nobody", timeout=20_000)


def test_a_full_server_is_said_in_its_own_words(opened, server):
    server.ask("mode", "full")
    server.ask("end", kernel(opened))
    opened.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(banner(opened)).to_contain_text("Your place is kept", timeout=20_000)
    server.ask("mode", "open")
    until(opened, f"{STATE} === 'live'", 20)


def test_an_ended_room_is_said_and_answers_can_be_saved(opened, server):
    exercise(opened, "Six short stories").get_by_label("Your words").fill("mine to keep")
    server.ask("mode", "ended")
    server.ask("end", kernel(opened))
    opened.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(banner(opened)).to_contain_text("This room has ended", timeout=20_000)
    assert brought_back(opened, opened.get_by_role("button", name="Download my notes")) == "mine to keep"
    opened.get_by_role("button", name="What is private").click()
    assert brought_back(opened, opened.locator("#private [data-save]")) == "mine to keep"
    opened.keyboard.press("Escape")
    cases = exercise(opened, "Six short stories")
    cases.get_by_role("button", name="Share").click()
    expect(cases).to_contain_text("The room has ended, so this can't be done any more.")


@pytest.mark.parametrize(
    ("mode", "said"),
    [
        ("portal", "The connection is lost"),
        ("elsewhere", "The connection is lost"),
        ("no_cookie", "This browser no longer knows"),
    ],
)
def test_only_the_kits_own_word_ends_the_room(opened, server, mode, said):
    exercise(opened, "Six short stories").get_by_label("Your words").fill("still mine")
    server.ask("mode", mode)
    server.ask("end", kernel(opened))
    opened.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(banner(opened)).to_contain_text(said, timeout=20_000)
    server.ask("mode", "open")
    until(opened, f"{STATE} === 'live'", 40)
    expect(exercise(opened, "Six short stories")).to_contain_text("Heard: still mine", timeout=20_000)


def test_a_reload_keeps_answers_and_leaves_no_kernel(opened, server):
    cases = exercise(opened, "Six short stories")
    cases.get_by_label("Your words").fill("still here")
    old = kernel(opened)
    opened.reload()
    opened.wait_for_selector("html[data-ready]")
    expect(cases).to_contain_text("Heard: still here")
    assert kernel(opened) != old
    assert old not in server.ask("kernels")["kernels"]


HEARD = """window.heard = []; new MutationObserver(() => {
    const text = document.querySelector(".banner [aria-live]").textContent;
    if (text && text !== heard.at(-1)) heard.push(text);
}).observe(document.querySelector(".banner"), { childList: true, subtree: true, characterData: true });"""


def heard(tab):
    """The first words of all that the banner said since ``HEARD`` ran."""
    return [" ".join(text.split()[:3]) for text in tab.evaluate("heard")]


def test_a_frozen_server_is_noticed_within_ten_seconds_and_said_once(opened, server):
    opened.evaluate(HEARD)
    os.kill(server.process.pid, signal.SIGSTOP)
    try:
        expect(banner(opened)).to_contain_text("The connection is lost", timeout=10_000)
        opened.wait_for_timeout(4000)
    finally:
        os.kill(server.process.pid, signal.SIGCONT)
    until(opened, f"{STATE} === 'live'", 40)
    assert heard(opened) == ["The connection is", "You are connected"]


def test_an_outage_is_said_once_however_often_it_is_tried(opened, server):
    opened.evaluate(HEARD)
    server.stop()
    opened.wait_for_timeout(5000)
    server.start()
    until(opened, f"{STATE} === 'live'", 40)
    said = heard(opened)
    assert said[0] == "The connection is"
    assert len(said) == 2, said


def test_a_network_without_websockets_is_said_and_takes_no_more_than_one_other_kernel(tab, server):
    tab.add_init_script("""const Real = WebSocket;
        window.WebSocket = function (url, protocols) { return new Real(location.origin.replace("http", "ws") + "/blank", protocols); };""")
    tab.goto(f"{server.url}/part/01-causes")
    expect(banner(tab)).to_contain_text("This network lets the page through", timeout=40_000)
    tab.wait_for_timeout(10_000)
    expect(banner(tab)).to_contain_text("This network lets the page through")
    assert server.ask("seen")["seen"].count("/part/01-causes") <= 2
    assert len(server.ask("kernels")["kernels"]) <= 2


def test_a_page_whose_script_does_not_come_says_so(tab, server):
    tab.route("**/page.js", lambda route: route.abort())
    tab.goto(f"{server.url}/part/01-causes")
    expect(banner(tab)).to_contain_text("The page could not wake up.", timeout=30_000)
