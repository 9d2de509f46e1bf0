"""Bar, dialogs and menu: at hand, by keyboard, without a connection."""

import pytest
from playwright.sync_api import expect
from test_widgets import until


def test_dialogs_open_offline_and_give_the_focus_back(context, opened):
    context.set_offline(True)
    for name in ("Pause", "Help right now"):
        opener = opened.get_by_role("button", name=name)
        opener.focus()
        opened.keyboard.press("Enter")
        dialog = opened.get_by_role("dialog")
        expect(dialog).to_be_visible()
        expect(dialog.get_by_role("heading", level=2)).to_be_focused()
        opened.keyboard.press("Escape")
        expect(dialog).to_be_hidden()
        expect(opener).to_be_focused()
        opened.wait_for_timeout(2100)  # three Escapes within two seconds would leave
    opened.get_by_role("button", name="What is private").focus()
    opened.keyboard.press("Space")
    expect(opened.get_by_role("dialog", name="What is private")).to_be_visible()
    context.set_offline(False)


def test_what_was_heard_before_a_dialog_is_not_said_again_after_it(context, opened):
    """Chromium reads every live line of a page anew that comes out from behind a dialog; Orca said them all."""
    opened.evaluate("""() => { for (const text of ['heard', ''])
        document.querySelector('main').insertAdjacentHTML('beforeend', `<p class="tried" aria-live="polite">${text}</p>`); }""")
    live = "document.querySelectorAll('.tried').values().map((one) => one.getAttribute('aria-live')).toArray()"
    opened.get_by_role("button", name="Pause").click()
    assert opened.evaluate(live) == ["off", "polite"], "what comes new is still heard"
    context.set_offline(True)
    opened.get_by_role("button", name="I need a pause").click()
    expect(opened.locator("dialog [data-sent]")).not_to_be_empty()
    opened.keyboard.press("Escape")
    assert opened.evaluate(live)[0] == "off", "not yet"
    expect(opened.locator("dialog [data-sent]")).to_be_empty()
    expect(opened.locator(".tried").first).to_have_attribute("aria-live", "polite")
    context.set_offline(False)


def test_help_shows_the_emergency_number_first_and_can_be_called(opened):
    opened.get_by_role("button", name="Help right now").click()
    help_now = opened.get_by_role("dialog", name="Help right now")
    choose = help_now.get_by_label("Where are you?")
    expect(choose).to_have_value("us")  # what the browser's language names
    links = help_now.locator("[data-country]:visible a").evaluate_all("all => all.map((a) => a.getAttribute('href'))")
    assert links[0] == "tel:911"
    assert {"sms:988", "sms:988?&body=AYUDA"} <= set(links)
    choose.select_option("Chile")
    expect(help_now.locator("[data-country]:visible")).to_have_count(1)
    expect(help_now.get_by_text("Chile · Someone to talk to, now")).to_be_visible()
    expect(help_now.get_by_role("link", name="Call *4141 (from a mobile phone)")).to_have_attribute("href", "tel:*4141")
    expect(help_now.get_by_text("In danger now? Call 133 (police)")).to_have_count(2)
    choose.select_option("Another country")
    expect(help_now.get_by_role("link", name="Open findahelpline.com")).to_be_visible()
    kept = opened.evaluate("JSON.stringify([sessionStorage, localStorage, document.cookie, location.href])")
    assert "chile" not in kept.lower()
    assert '"cl"' not in kept
    opened.reload()
    opened.wait_for_selector("html[data-ready]")
    expect(opened.locator("[data-helplines] select")).to_have_value("us")  # chosen for this visit only


def test_help_without_scripts_is_a_list_that_opens(browser, server):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"{server.url}/part/01-causes#help")
    uruguay = page.locator("[data-country=uy]")
    uruguay.get_by_text("Uruguay", exact=True).click()
    expect(uruguay.get_by_role("link", name="Call 0800 4141")).to_be_visible()


def test_pause_can_tell_the_facilitator(opened):
    opened.get_by_role("button", name="Pause").click()
    opened.get_by_role("button", name="I need a pause").click()
    expect(opened.locator("#pause [aria-live]")).to_have_text("Sent, without your name.")
    expect(opened.locator(".outputs", has_text="You are here")).to_contain_text("signal {'kind': 'pause'}")
    opened.get_by_role("button", name="slow down").click()
    again = "document.querySelector('#pause [aria-live]').textContent"
    assert opened.evaluate(again) == "Sent, without your name.\N{NO-BREAK SPACE}", (
        "said once more, which Orca else passes over"
    )


def test_a_signal_that_cannot_be_sent_says_so(context, opened):
    context.set_offline(True)
    until(opened, "document.documentElement.dataset.connection !== 'live'")
    opened.get_by_role("button", name="Pause").click()
    opened.get_by_role("button", name="Please slow down").click()
    expect(opened.locator("#pause [aria-live]")).to_contain_text("didn't get through")
    context.set_offline(False)


def test_where_am_i(opened):
    summary = opened.locator(".where summary")
    expect(summary).to_contain_text("Step 1 of 3")
    summary.focus()
    opened.keyboard.press("Enter")
    opened.get_by_role("link", name="Where it starts").click()
    expect(summary).to_contain_text("Step 3 of 3")
    assert opened.locator(".where a[aria-current=step]").text_content() == "Where it starts"
    assert opened.locator(".where[open]").count() == 0


@pytest.mark.parametrize("size", [(390, 844), (320, 640), (1280, 800)])
def test_targets_and_width(opened, size):
    opened.set_viewport_size({"width": size[0], "height": size[1]})
    small = opened.evaluate("""() => [...document.querySelectorAll('.bar a, .bar summary')].filter((e) => e.offsetParent && !e.closest('.menu'))
        .map((e) => [e.innerText, e.getBoundingClientRect()]).filter(([, r]) => r.width < 44 || r.height < 44).map(([t]) => t)""")
    assert small == []
    assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")
    box = opened.locator(".tools .leave").bounding_box()
    assert box["y"] + box["height"] > size[1] * 0.85 if size[0] < 800 else box["y"] < 60
    opened.locator(".where summary").click()
    menu = opened.locator(".menu").bounding_box()
    assert 0 <= menu["x"] <= size[0] - menu["width"]


def test_landmarks_language_and_skip_link(opened):
    assert opened.locator("html").get_attribute("lang") == "en"
    assert "maximum-scale" not in opened.locator("meta[name=viewport]").get_attribute("content")
    for role in ("banner", "main"):
        expect(opened.get_by_role(role)).to_have_count(1)
    opened.keyboard.press("Tab")
    expect(opened.get_by_role("link", name="Skip to the content")).to_be_focused()
    opened.keyboard.press("Enter")
    expect(opened.locator("main")).to_be_focused()
    expect(opened).to_have_title("Workshop")


@pytest.mark.parametrize("size", [(390, 844), (1280, 800)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(opened, size, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    opened.set_viewport_size({"width": size[0], "height": size[1]})
    opened.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    for opener in (None, "pause", "help", "private"):
        if opener:
            opened.evaluate(f"document.querySelector('[data-dialog={opener}]').click()")
        found = axe.Axe().run(opened).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")] == []
        if opener:
            opened.evaluate(f"document.getElementById('{opener}').close()")


def test_the_steady_point_stands_on_top_of_pause_and_only_if_there_is_one(context, opened):
    context.set_offline(True)
    opened.get_by_role("button", name="Pause").click()
    expect(opened.get_by_role("heading", name="Your steady point")).to_be_hidden()
    opened.keyboard.press("Escape")
    opened.evaluate("window.workshopDevice.put('steady-point', {word: 'look for <b>blue</b> things'})")
    opened.get_by_role("button", name="Pause").click()
    mine = opened.locator("#pause [data-mine]")
    expect(mine).to_contain_text("look for <b>blue</b> things")
    assert mine.bounding_box()["y"] < opened.locator("#pause .choices").bounding_box()["y"]
    context.set_offline(False)


def test_help_for_people_who_hurt_others_opens_from_help_without_a_connection(context, opened):
    context.set_offline(True)
    opened.get_by_role("button", name="Help right now").click()
    opened.get_by_role("link", name="If it is you who checks, controls or hurts someone").click()
    stop = opened.get_by_role("dialog", name="If you check, control or hurt someone")
    expect(stop).to_be_visible()
    expect(stop.get_by_role("link", name="Leave now")).to_be_visible()
    opened.keyboard.press("Escape")
    expect(opened.get_by_role("dialog", name="Help right now")).to_be_visible()
    context.set_offline(False)


def test_a_watched_phone_comes_before_the_numbers(opened):
    opened.get_by_role("button", name="Help right now").click()
    warned = opened.locator("#help").get_by_text("may be watching your phone")
    assert warned.bounding_box()["y"] < opened.locator("#help [data-helplines]").bounding_box()["y"]


def test_with_text_twice_as_large_a_small_phone_still_reaches_every_button(opened):
    opened.set_viewport_size({"width": 320, "height": 640})
    opened.evaluate("document.documentElement.style.fontSize = '200%'")
    opened.get_by_role("button", name="Help right now").click()
    outside = """() => [...document.querySelectorAll(".bar-inner > *, .tools > *, .steps-row > *, [open] .dialog-head > *")]
        .filter((one) => one.getBoundingClientRect().right > 321).map((one) => one.textContent.trim())"""
    assert opened.evaluate(outside) == []


def test_on_a_low_screen_the_text_has_most_of_it(opened):
    """341 × 192 is what four times enlarged leaves of a low screen."""
    opened.set_viewport_size({"width": 341, "height": 192})
    assert opened.locator(".tools").bounding_box()["height"] <= 52
    over = "[...document.querySelectorAll('.bar, .steps')].filter((e) => /fixed|sticky/.test(getComputedStyle(e).position)).length"
    assert opened.evaluate(over) == 0
    for _ in range(14):
        opened.keyboard.press("Tab")
        opened.wait_for_timeout(90)
        hidden = opened.evaluate("""() => {
            const one = document.activeElement, { top, bottom } = one.getBoundingClientRect();
            const free = innerHeight - document.querySelector(".tools").offsetHeight + 1;
            return one !== document.body && !one.closest(".tools") && (top < -1 || (bottom > free && bottom - top < free)) && one.outerHTML.slice(0, 80);
        }""")
        assert not hidden
    opened.locator(".where summary").click()
    last = opened.locator(".menu a, .menu button").last
    last.scroll_into_view_if_needed()
    last.click(trial=True)
