"""Leave now: cover first, then forget, then go."""

from playwright.sync_api import expect
from test_widgets import exercise

from tests.support.server import wait_until

COVERED = """() => {
  const seen = [];
  const real = window.stop;
  document.querySelector('.tools [data-leave]').addEventListener('click', () => {}, { once: true });
  document.querySelector('.tools [data-leave]').click();
  return { left: document.documentElement.classList.contains('left'), text: document.body.innerText.trim(),
    shown: document.body ? getComputedStyle(document.body).display : 'none', keys: Object.keys(sessionStorage).length + Object.keys(localStorage).length,
    cookie: document.cookie, title: document.title };
}"""


def test_leave_covers_synchronously_and_clears_the_device(context, opened, server):
    exercise(opened, "Six short stories").get_by_label("Your words").fill("nobody's business")
    kernel = opened.evaluate("workshopPage.kernelId")
    opened.evaluate("workshopDevice.remember(true)")
    # everything below is read in the same task as the tap: before anything could have been awaited
    assert opened.evaluate(COVERED) == {
        "left": True,
        "text": "",
        "shown": "none",
        "keys": 0,
        "cookie": "",
        "title": "Workshop",
    }
    opened.wait_for_url("**/blank")
    expect(opened).to_have_title("New page")
    assert wait_until(lambda: kernel not in server.ask("kernels")["kernels"])
    assert opened.evaluate("[Object.keys(sessionStorage).length, Object.keys(localStorage).length]") == [0, 0]
    assert [c for c in context.cookies() if c["name"] == "_xsrf"] == []


def test_back_does_not_bring_the_page_up_again(opened, server):
    opened.goto(f"{server.url}/")
    opened.goto(f"{server.url}/part/01-causes")
    opened.wait_for_selector("html[data-ready]")
    opened.locator(".tools [data-leave]").click()
    opened.wait_for_url("**/blank")
    opened.go_back()
    assert not opened.url.endswith("/part/01-causes")


SLEEP = "dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))"
WAKE = "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"
SHOWN = "[getComputedStyle(document.body).display, document.querySelectorAll('dialog[open]').length]"


def test_a_page_that_sleeps_in_the_browsers_memory_is_covered_and_its_process_ends(opened, server):
    exercise(opened, "Six short stories").get_by_label("Your words").fill("nobody's business")
    opened.get_by_role("button", name="Pause").click()
    kernel = opened.evaluate("workshopPage.kernelId")
    assert opened.evaluate(f"() => {{ {SLEEP}; return {SHOWN}; }}") == ["none", 0]
    assert wait_until(lambda: kernel not in server.ask("kernels")["kernels"])


def test_a_page_that_wakes_up_is_loaded_anew_from_what_the_device_keeps(opened):
    words = exercise(opened, "Six short stories").get_by_label("Your words")
    words.fill("mine")
    opened.wait_for_function("workshopDevice.get('cases')?.text === 'mine'")
    opened.evaluate("window.slept = true")
    with opened.expect_navigation():
        assert opened.evaluate(f"() => {{ {SLEEP}; {WAKE}; return {SHOWN}; }}") == ["none", 0]
    opened.wait_for_selector("html[data-ready]")
    assert opened.evaluate("window.slept") is None
    expect(words).to_have_value("mine")


def test_a_page_that_slept_while_another_left_leaves_when_it_wakes_up(opened):
    exercise(opened, "Six short stories").get_by_label("Your words").fill("nobody's business")
    emptied = "for (const store of [sessionStorage, localStorage]) store.clear()"
    assert opened.evaluate(f"() => {{ {SLEEP}; {emptied}; {WAKE}; return {SHOWN}; }}") == ["none", 0]
    opened.wait_for_url("**/blank")


def test_a_page_that_slept_while_its_answers_moved_to_the_device_keeps_them(opened):
    words = exercise(opened, "Six short stories").get_by_label("Your words")
    words.fill("to keep")
    opened.wait_for_function("workshopDevice.get('cases')?.text === 'to keep'")
    moved = (
        "for (const key of Object.keys(sessionStorage)) workshopDevice.local.setItem(key, workshopDevice.session.getItem(key));"
        "workshopDevice.local.setItem(workshopDevice.prefix + 'remember', '1'); sessionStorage.clear()"
    )
    with opened.expect_navigation():
        opened.evaluate(f"() => {{ {SLEEP}; {moved}; {WAKE}; }}")
    opened.wait_for_selector("html[data-ready]")
    expect(words).to_have_value("to keep")


def test_escape_three_times_leaves(opened):
    for _ in range(3):
        opened.keyboard.press("Escape")
    opened.wait_for_url("**/blank")


def test_escape_twice_or_slowly_does_not(opened):
    for _ in range(4):
        opened.keyboard.press("Escape")
        opened.wait_for_timeout(1100)
    assert opened.url.endswith("/part/01-causes")


def test_escape_works_from_a_text_field_and_a_dialog(opened):
    opened.get_by_role("button", name="Help right now").click()
    for _ in range(3):
        opened.keyboard.press("Escape")
    opened.wait_for_url("**/blank")


def test_leave_works_inside_a_dialog(opened):
    opened.get_by_role("button", name="Pause").click()
    opened.locator("#pause [data-leave]").click()
    opened.wait_for_url("**/blank")


def test_leave_offline_still_covers(context, opened):
    context.set_offline(True)
    opened.evaluate("document.querySelector('.tools [data-leave]').click()")
    opened.wait_for_url("about:blank")
    context.set_offline(False)


def test_other_tabs_leave_too(context, opened, server):
    other = context.new_page()
    other.goto(f"{server.url}/part/01-causes")
    other.wait_for_selector("html[data-ready]")
    opened.locator(".tools [data-leave]").click()
    other.wait_for_url("**/blank")


def test_leave_is_a_plain_link_without_scripts(browser, server):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{server.url}/part/01-causes")
    expect(page.get_by_text("Trust grows slowly").first).to_be_visible()
    expect(page.locator(".skeleton").first).to_be_hidden()
    page.locator(".tools a", has_text="Pause").click()
    expect(page.locator("#pause")).to_be_visible()
    page.locator("#pause .dialog-foot a").click()
    expect(page.locator("#pause")).to_be_hidden()
    page.locator(".tools a", has_text="Leave now").click()
    page.wait_for_url("**/blank")
