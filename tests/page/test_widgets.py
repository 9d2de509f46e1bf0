"""Widgets appear where their cells stand, and talk with the kernel."""

import time

from playwright.sync_api import Error, expect


def until(tab, expression, timeout=15):
    """Wait until `expression` is true. The page's policy forbids eval, which Playwright's own wait would use."""
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        try:
            if tab.evaluate(f"Boolean({expression})"):
                return
        except Error as error:  # the page is being reloaded
            if "context was destroyed" not in str(error):
                raise
        tab.wait_for_timeout(50)
    raise AssertionError(f"never true: {expression}")


def exercise(tab, title):
    return tab.locator(".outputs", has_text=title)


def test_every_widget_stands_where_its_cell_stands(opened):
    headings = opened.locator("main h1, main h2, main h3").all_inner_texts()
    assert headings == [
        "What shakes trust",
        "You are here",
        "One moment or many",
        "Six short stories",
        "What a rule can cost",
        "An old rule",
        "Where it starts",
    ]
    assert opened.locator(".waiting").count() == 0
    assert opened.locator("svg[aria-label='A line']").count() == 1


def test_an_answer_goes_to_the_kernel_and_comes_back(opened):
    cases = exercise(opened, "Six short stories")
    cases.get_by_label("Your words").fill("slowly, then at once")
    expect(cases).to_contain_text("Heard: slowly, then at once")


def test_a_tap_never_overtakes_the_words_it_is_about(opened):
    cases = exercise(opened, "Six short stories")
    cases.get_by_label("Your words").press_sequentially("in the end", delay=5)
    cases.get_by_role("button", name="Share").click()
    expect(cases).to_contain_text("share {} in the end")


def test_the_page_widget_learns_the_ticket_and_nothing_else(opened):
    expect(exercise(opened, "You are here")).to_contain_text("Hello ticket-for-tests False")


def test_any_anywidget_module_works(opened):
    button = opened.locator(".plain")
    expect(button).to_have_text("count 0 double 0 started 1")
    button.click()
    expect(button).to_have_text("count 1 double 2 started 1")
    assert button.evaluate("e => getComputedStyle(e).minHeight") == "44px"


def test_widgets_of_ipywidgets_load_their_own_manager(tab, server):
    tab.goto(f"{server.url}/part/02-controls")
    tab.wait_for_selector("html[data-ready]")
    assert any(address.endswith("/full.js") for address in tab.addresses)
    tab.locator(".noUi-handle").focus()
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("ArrowRight")
    expect(tab.locator(".widget-label", has_text="level 2")).to_be_visible()
    tab.locator(".plain").click()
    expect(tab.locator(".plain")).to_contain_text("count 1 double 2")
    cases = exercise(tab, "Six short stories")
    cases.get_by_label("Your words").fill("beside the others")
    expect(cases).to_contain_text("Heard: beside the others")
    assert "ZeroDivisionError" not in tab.content()
    assert tab.get_by_role("alert").count() >= 1


def test_what_is_for_the_facilitator_never_reaches_the_page(opened, server):
    html = opened.request.get(f"{server.url}/part/01-causes").text()
    assert "secret guide" not in html
    assert "secret check" not in html
    assert "import anywidget" not in html
    assert "GUIDE ONLY" not in html


def test_a_kernel_without_the_control_comm_is_asked_for_each_model(context, tab, server):
    # what the browser sends to the control comm is swallowed, as an old ipywidgets would
    tab.add_init_script("""
        const send = WebSocket.prototype.send;
        WebSocket.prototype.send = function (data) {
          const text = new TextDecoder().decode(data);
          if (!text.includes("jupyter.widget.control") && !text.includes("request_states")) send.call(this, data);
        };""")
    tab.goto(f"{server.url}/part/01-causes")
    tab.wait_for_selector("html[data-ready]", timeout=20_000)
    cases = exercise(tab, "Six short stories")
    cases.get_by_label("Your words").fill("one by one")
    expect(cases).to_contain_text("Heard: one by one")
