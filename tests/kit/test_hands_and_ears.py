"""What fingers, keys and screen readers meet in the controls: nothing jumps, nothing is said twice or too often."""

from __future__ import annotations

import base64

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def described(page, selector):
    """Return name and description of a control, as assistive technology gets them."""
    page.locator(selector).wait_for(state="attached")
    session = page.context.new_cdp_session(page)
    document = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": document, "selector": selector})["nodeId"]
    found = session.send("Accessibility.getPartialAXTree", {"nodeId": node, "fetchRelatives": False})["nodes"][0]
    return found["name"]["value"], found.get("description", {}).get("value", "")


def test_an_age_that_is_typed_replaces_the_one_that_stood_there(gallery, answer):
    page = gallery("timeline")
    page.get_by_role("button", name="Add a moment").click()
    page.keyboard.type("30")
    page.get_by_role("slider").press("ArrowRight")
    assert answer(page)["points"][0]["age"] == 30
    expect(page.get_by_text("It is 30 now")).to_have_count(0)


def test_a_number_that_was_limited_is_said(gallery, answer):
    page = gallery("timeline")
    page.get_by_role("button", name="Add a moment").click()
    page.keyboard.type("630")
    page.keyboard.press("Tab")
    said = page.get_by_text("From 0 to 90. It is 90 now.")
    expect(said.first).to_be_visible()
    expect(page.locator("[aria-live=polite]").filter(has_text="It is 90 now")).to_have_count(1)
    assert page.get_by_role("spinbutton").input_value() == "90"


def test_a_stepper_at_its_limit_keeps_the_focus(gallery):
    page = gallery("timeline")
    page.get_by_role("button", name="Add a moment").click()
    younger = page.get_by_role("button", name="One year younger")
    younger.focus()
    for _ in range(8):  # begins at six
        page.keyboard.press("Enter")
    expect(page.get_by_role("spinbutton")).to_have_value("0")
    expect(younger).to_be_focused()
    expect(younger).to_have_attribute("aria-disabled", "true")


def test_a_setting_stands_where_it_says_and_moves_from_there(gallery, answer):
    page = gallery("live")
    page.evaluate("show({...VIEWS.live.view.children?.[0] ?? VIEWS.live.view, node: 'scale', field: 'kept', label: 'Kept',"
                  " min: 0, max: 100, step: 1, unit: '%', start: 90, live: true})")  # fmt: skip
    slider = page.get_by_role("slider", name="Kept")
    expect(slider).to_have_value("90")
    assert "90" in slider.get_attribute("aria-valuetext")
    expect(page.get_by_role("button", name="Clear")).to_have_count(0)
    slider.press("ArrowRight")
    assert answer(page)["kept"] == 91


def test_the_hint_of_an_option_is_not_part_of_its_name(gallery):
    page = gallery("choice")
    assert described(page, "input[value=betrayal]") == ("A betrayal", "Someone broke what was promised.")


def test_a_growing_sentence_is_seen_at_once_and_read_out_when_the_typing_rests(gallery):
    page = gallery("text")
    page.evaluate("""() => { window.said = [];
        show({node: 'stack', children: [{node: 'growing_line', key: 'sentence', text: 'I feel'}]});
        new MutationObserver(() => said.push(document.querySelector('.tw-status [aria-live]')?.textContent))
            .observe(document.body, {subtree: true, characterData: true, childList: true}); }""")
    page.wait_for_timeout(2500)
    assert not [said for said in page.evaluate("said") if said], "what stands there when a page opens is not news"
    page.evaluate("document.body.appendChild(document.createElement('textarea')).focus()")
    for length in range(1, 9):
        words = "I feel torn "[: 6 + length]
        page.evaluate(
            "text => model.kernel({view: {node: 'stack', children: [{node: 'growing_line', key: 'sentence', text}]}})",
            words,
        )
        page.wait_for_timeout(330)
        assert page.locator(".tw-status [aria-hidden]").text_content() == words
    page.wait_for_timeout(2500)
    assert [said for said in page.evaluate("[...new Set(said)]") if said] == ["I feel torn "]


def test_the_track_of_a_slider_is_seen_in_forced_colours(gallery):
    page = gallery("scale")
    page.emulate_media(forced_colors="active")
    box = page.get_by_role("slider").first.bounding_box()
    shot = page.screenshot(clip={"x": box["x"], "y": box["y"] + box["height"] / 2 - 8, "width": 60, "height": 16})
    page.emulate_media(forced_colors="none")
    assert len(set(pixels(page, shot))) > 1, "the left end of the strip shows nothing but its ground"


def pixels(page, shot):
    """Return the colours of a picture's pixels."""
    return page.evaluate("""async (data) => {
        const image = new Image(); image.src = `data:image/png;base64,${data}`; await image.decode();
        const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
        const draw = canvas.getContext("2d"); draw.drawImage(image, 0, 0);
        const { data: bytes } = draw.getImageData(0, 0, image.width, image.height);
        return Array.from({ length: bytes.length / 4 }, (_, i) => [...bytes.slice(4 * i, 4 * i + 3)].join());
    }""", base64.b64encode(shot).decode())  # fmt: skip


@pytest.mark.parametrize("side", [4, 60])
def test_a_number_that_is_tapped_is_replaced(gallery, answer, side):
    """30 became 630, because the caret stood where the finger came down."""
    page = gallery("live")
    page.evaluate("show({node: 'number', field: 'guess', label: 'Your guess', min: 0, max: 100, step: 1})")
    box = page.get_by_label("Your guess")
    box.fill("30")
    box.blur()
    box.click(position={"x": side, "y": 20})
    page.wait_for_timeout(600)  # or the second tap selects a word by itself
    box.click(position={"x": side, "y": 20})  # nothing was typed yet: still to be replaced
    page.wait_for_timeout(100)  # no thumb is faster
    page.keyboard.type("6")
    assert box.input_value() == "6"
    box.click(position={"x": 8, "y": 20})  # a second tap sets the caret, as everywhere
    page.keyboard.press("Home")
    page.keyboard.type("1")
    assert box.input_value() == "16"


def test_tables_and_folds_are_told_apart_by_name(gallery):
    """Three tables had one name, and a fold's fields did not say whose they are."""
    page = gallery("live")
    page.evaluate("""show({node: 'stack', children: [
        {node: 'figure', svg: '<svg viewBox="0 0 9 9"><text>nine</text></svg>', alt: 'A line.',
         table: {caption: 'Round, Trust', head: ['Round', 'Trust'], rows: [['1', '9']]}},
        {node: 'details', summary: 'Week one', open: true, children: [{node: 'number', field: 'guess', label: 'How calm?'}]}]})""")
    page.locator("summary", has_text="See the numbers: Round, Trust").click()
    expect(page.get_by_role("table", name="Round, Trust")).to_be_visible()
    expect(page.get_by_role("group", name="Week one").get_by_role("spinbutton", name="How calm?")).to_be_visible()
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    heard = [node["name"]["value"] for node in tree if not node["ignored"] and node.get("name")]
    assert "A line." in heard
    assert "nine" not in heard, "the alternative says it all"


def test_the_focus_goes_to_what_stands_there_when_its_button_goes_away(gallery):
    page = gallery("text")
    row = """(keys) => show({node: 'stack', children: [
        {node: 'button', key: 'first', action: 'first', label: 'first'},
        {node: 'row', key: 'row', children: keys.map((key) => ({node: 'button', key, action: key, label: key}))}]})"""
    left = [["back", "close", "on"], ["back", "open", "on"], ["back"], []]
    page.evaluate(row, left[0])
    page.get_by_role("button", name="close").focus()
    for keys, focused in zip(left[1:], ["open", "back", "first"], strict=True):
        page.evaluate(row, keys)
        expect(page.get_by_role("button", name=focused)).to_be_focused()
    page.evaluate("document.activeElement.blur()")
    page.evaluate("show({node: 'stack', children: [{node: 'button', key: 'new', action: 'new', label: 'new'}]})")
    page.wait_for_timeout(400)
    assert page.evaluate("document.activeElement === document.body"), "who was nowhere is not taken anywhere"


def test_the_same_words_twice_are_two_announcements_and_a_pressed_button_keeps_its_name(gallery):
    page = gallery("text")
    page.evaluate("show({node: 'button', key: 'lines', action: 'lines', label: 'Lines', pressed: true})")
    assert described(page, "[data-id=lines]")[0] == "Lines", "the tick is for eyes"
    page.evaluate("""() => { window.said = []; const region = [...document.querySelectorAll('.tw-hidden[aria-live=polite]')].pop();
        new MutationObserver(() => region.textContent && said.push(region.textContent))
            .observe(region, {subtree: true, characterData: true, childList: true}); }""")
    for _ in range(3):
        page.evaluate("document.getElementById('kit').twSync.announce('Kept.')")
        page.wait_for_timeout(150)
    assert page.evaluate("said") == ["Kept.", "Kept.\N{NO-BREAK SPACE}", "Kept."], (
        "Orca passes over what is quite the same"
    )
    page.evaluate("show({node: 'status', key: 'share', text: 'Shared.'})")
    page.get_by_text("Shared.").wait_for()
    page.evaluate("document.getElementById('kit').twSync.announce('Shared.')")
    page.wait_for_timeout(150)
    assert page.evaluate("said").pop() == "Shared.\N{NO-BREAK SPACE}", "the status line was heard with the same words"


def test_before_the_device_is_emptied_the_question_is_heard_and_no_is_next(gallery):
    page = gallery("text")
    page.evaluate("""() => {
        window.workshopDevice = {remembers: () => false, subscribe: () => () => {}, get: () => null, put: () => {}, forget: () => {}};
        const words = Object.fromEntries(['remember', 'remember_on', 'remember_off', 'remember_hint', 'forget', 'forgotten', 'forget_ask',
            'forget_stuck', 'yes', 'no'].map((name) => [name, name]));
        show({node: 'device', key: 'device', ...words}); }""")
    opener = page.get_by_role("button", name="forget", exact=True)
    opener.press("Enter")
    expect(page.get_by_role("group", name="forget_ask")).to_be_visible()
    no = page.get_by_role("button", name="no", exact=True)
    expect(no).to_be_focused()
    no.press("Enter")
    expect(opener).to_be_focused()


def test_a_slider_that_is_drawn_again_does_not_say_its_value_again(gallery):
    page = gallery("live")
    page.evaluate("""() => {
        window.draw = (kept) => show({node: 'scale', field: 'kept', label: 'Kept', hint: kept, min: 0, max: 100, step: 1,
                                      start: 90});
        draw('once');
    }""")
    slider = page.get_by_role("slider", name="Kept")
    expect(slider).to_have_value("90")
    page.evaluate("""() => {
        const one = document.querySelector('input[type=range]'), at = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
        window.puts = 0;
        Object.defineProperty(one, 'value', { get() { return at.get.call(this); }, set(v) { puts += 1; at.set.call(this, v); } });
        draw('twice');
    }""")
    page.get_by_text("twice").wait_for()
    assert page.evaluate("puts") == 0, (
        "Firefox says the value of a focused slider whenever one is put in, even the same"
    )


def test_a_day_is_asked_for_with_its_question_and_a_fold_says_it_once(gallery):
    page = gallery("text")
    page.evaluate("""show({node: 'details', key: 'fold', summary: 'First part', open: true, children: [
        {node: 'choice', field: 'one', label: 'First part', multiple: true, options: [{value: 'a', label: 'A'}]}]})""")
    expect(page.get_by_role("group", name="First part")).to_have_count(1)
    page.evaluate("show({node: 'date', field: 'day', label: 'When is the first evening?'})")
    expect(page.get_by_role("group", name="When is the first evening?")).to_have_count(1)
