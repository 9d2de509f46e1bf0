"""Every control by keyboard, and as a screen reader meets it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_choice_is_a_named_group_and_works_by_keyboard(gallery, answer):
    page = gallery("choice")
    group = page.get_by_role("group", name="What is at work in Mara’s story?")
    expect(group).to_have_accessible_description("Mark as many as fit. There is no wrong answer.")
    boxes = group.get_by_role("checkbox")
    assert boxes.count() == 4
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(boxes.first).to_be_checked()
    expect(boxes.first).to_have_accessible_description("Someone broke what was promised.")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert answer(page) == {"items": {"story-1": ["betrayal", "gradual"]}}
    page.keyboard.press("Space")
    assert answer(page) == {"items": {"story-1": ["betrayal"]}}


def test_single_choice_starts_open(gallery, answer):
    page = gallery("single")
    assert page.get_by_role("radio", checked=True).count() == 0
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    assert answer(page) == {"often": "sometimes"}


def test_a_scale_starts_unanswered_and_says_so(gallery, answer):
    page = gallery("scale")
    scale = page.get_by_role("slider", name="How comfortable are you right now?")
    assert scale.get_attribute("aria-valuetext") == "Not answered yet. Tap or slide (Not at all – Very)"
    page.keyboard.press("Tab")
    expect(scale).to_be_focused()
    page.keyboard.press("Tab")
    assert answer(page) == {}, "passing by is not answering"
    scale.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("model.saved.length > 0")
    assert answer(page) == {"values": {"comfort": 6}}
    assert scale.get_attribute("aria-valuetext") == "6 (Not at all – Very)"
    page.get_by_role("button", name="Clear").click()
    assert answer(page) == {"values": {}}
    expect(scale).to_be_focused()


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_middle_of_a_scale_can_be_chosen(gallery, answer, key):
    page = gallery("scale")
    page.get_by_role("slider").press(key)
    page.wait_for_function("model.saved.length > 0")
    assert answer(page) == {"values": {"comfort": 5}}


def test_a_tap_on_the_middle_of_a_scale_answers(gallery, answer):
    page = gallery("scale")
    page.get_by_role("slider").click()
    page.wait_for_function("model.saved.length > 0")
    assert answer(page) == {"values": {"comfort": 5}}


def test_text_has_label_hint_and_counter(gallery):
    page = gallery("text")
    box = page.get_by_role("textbox", name="What sets it off?")
    low = box.bounding_box()["height"]
    box.fill("many words " * 10)
    expect(box).to_have_accessible_description("Only for you. A few words are enough. 110 of 120 characters")
    assert box.bounding_box()["height"] > low, "the box grows with the words"
    assert box.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 16


def test_cards_are_sorted_by_keyboard(gallery, answer):
    page = gallery("cards")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    first = page.get_by_role("button", name="They ask where you were")
    expect(first).to_have_attribute("aria-expanded", "true")
    where = page.get_by_role("group", name=re.compile("Where does it go"))
    page.keyboard.press("Tab")
    expect(where.get_by_role("button", name="Healthy caution")).to_be_focused()
    page.keyboard.press("Enter")
    assert answer(page) == {"placed": {"a": "care"}}
    expect(page.get_by_role("button", name="They read your messages")).to_be_focused()
    page.get_by_text("is now in Healthy caution. 3 left to sort.").wait_for(state="attached")
    page.get_by_role("button", name="Undo").press("Enter")
    assert answer(page) == {"placed": {}}
    expect(first).to_be_focused()


def test_a_card_moves_on_and_back_to_the_stack(gallery, answer):
    page = gallery("cards")
    card = page.get_by_role("button", name="They test you")
    for place in ("Blanket distrust", "Somewhere between"):
        card.click()
        page.get_by_role("button", name=place).click()
    assert answer(page) == {"placed": {"d": "mid"}}
    expect(page.get_by_role("group", name="Somewhere between").get_by_role("listitem")).to_have_count(1)
    card.click()
    page.get_by_role("button", name="Back to the stack").click()
    assert answer(page) == {"placed": {}}


def test_escape_closes_a_card(gallery):
    page = gallery("cards")
    card = page.get_by_role("button", name="They test you")
    card.press("Enter")
    page.keyboard.press("Escape")
    expect(card).to_have_attribute("aria-expanded", "false")
    expect(card).to_be_focused()


def test_a_card_is_dragged_into_the_dock(gallery, answer):
    page = gallery("cards")
    grip = page.locator('[data-card="b"] .tw-grip')
    box = grip.bounding_box()
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"], box["y"] + 60)
    target = page.locator('.tw-dock-pile[data-pile="wall"]').bounding_box()
    page.mouse.move(target["x"] + 20, target["y"] + 20, steps=4)
    page.mouse.up()
    assert answer(page) == {"placed": {"b": "wall"}}
    assert page.locator(".tw-dock").count() == 0


def test_letting_go_beside_the_piles_changes_nothing(gallery, answer):
    page = gallery("cards")
    box = page.locator('[data-card="b"] .tw-grip').bounding_box()
    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    wide = page.viewport_size["width"]
    for x in (wide - 2, 2):
        page.mouse.move(x, 5, steps=4)
        ghost = page.locator(".tw-ghost").bounding_box()
        assert 0 < ghost["x"] < wide - ghost["width"], "what is dragged stays in sight"
    page.mouse.up()
    assert answer(page) == {}


def test_the_timeline_by_keyboard(gallery, answer):
    page = gallery("timeline")
    page.get_by_role("button", name="Add a moment").press("Enter")
    age = page.get_by_role("spinbutton", name="How old were you?")
    expect(age).to_be_focused()
    age.fill("30")
    assert answer(page) == {}, "a point without a level is not on the line"
    page.get_by_role("slider", name="How was your trust then?").press("ArrowLeft")
    page.get_by_label("A few words").fill("a move")
    page.get_by_label("A few words").blur()
    assert answer(page) == {"points": [{"age": 30, "level": -1, "text": "a move"}]}
    page.get_by_role("button", name="Add a moment").press("Enter")
    age.fill("7")
    page.get_by_role("slider", name="How was your trust then?").press("End")
    page.get_by_label("A few words").focus()
    page.wait_for_function("model.get('answer').points.length === 2")
    assert [p["age"] for p in answer(page)["points"]] == [7, 30], "sorted by age once the age is settled"
    drawing = page.get_by_role("img", name=re.compile("Your line"))
    expect(drawing).to_have_accessible_name("Your line. Age 7: +5, felt safe with people; Age 30: −1.")
    page.get_by_role("button", name="Remove this moment").click()
    assert answer(page)["points"] == [{"age": 30, "level": -1, "text": "a move"}]
    expect(page.get_by_role("button", name="Age 30")).to_be_focused()
    page.get_by_role("button", name="Bring it back").click()
    assert len(answer(page)["points"]) == 2


def test_an_impossible_age_is_brought_into_range(gallery, answer):
    page = gallery("timeline")
    page.get_by_role("button", name="Add a moment").click()
    age = page.get_by_role("spinbutton")
    age.fill("400")
    page.get_by_role("slider").press("ArrowRight")
    assert age.input_value() == "90"
    page.wait_for_function("model.saved.length > 0")
    assert answer(page)["points"] == [{"age": 90, "level": 1}]


def test_a_status_is_there_before_its_words(gallery):
    page = gallery("text", wait=1)
    page.evaluate("""() => {
        window.seen = [];
        const words = () => [...document.querySelectorAll('.tw-status')].map((e) => e.textContent).join();
        new MutationObserver(() => seen.push(words()))
            .observe(document.body, {childList: true, subtree: true, characterData: true});
        show({node: 'stack', children: [{node: 'status', text: 'Kept.', tone: 'good'}]});
    }""")
    page.get_by_text("Kept.").wait_for()
    assert page.evaluate("seen")[0] == ""


def test_segments_act_only_when_tapped(gallery):
    page = gallery("all")
    group = page.get_by_role("group", name="Who may see this?")
    group.get_by_role("button", name="Only me").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    assert page.evaluate("model.sent") == []
    page.keyboard.press("Enter")
    assert page.evaluate("model.sent[0].args") == {"value": "count"}


def test_a_disabled_button_stays_reachable_and_does_nothing(gallery):
    page = gallery("all")
    button = page.get_by_role("button", name="Not now")
    button.click(force=True)
    assert page.evaluate("model.sent") == []
    expect(button).to_be_disabled()


def test_a_room_code_is_spelled(gallery):
    page = gallery("all")
    assert page.get_by_text("K, 7, M, Q, 2, P").count() == 1


def test_bars_are_a_table_with_row_headers(gallery):
    page = gallery("bars")
    table = page.get_by_role("table", name=re.compile("Mara"))
    assert table.get_by_role("rowheader").all_text_contents() == [
        "A betrayal",
        "Many small disappointments",
        "Something learned early",
    ]
    assert table.get_by_role("cell").all_text_contents() == ["nearly all", "9", "a few, or nobody"]


def test_an_unknown_node_still_shows_its_children(gallery):
    page = gallery("text", wait=1)
    page.evaluate("show({node: 'later-kind', children: [{node: 'prose', html: '<p>Inside</p>'}]})")
    expect(page.get_by_text("Inside")).to_be_visible()


def test_what_can_not_be_drawn_says_so_and_takes_nothing_along(gallery):
    page = gallery("single")
    broken = """(options) => model.kernel({ view: { node: "stack", children: [
        { node: "choice", field: "one", label: "Before", options: [{ id: "a", label: "A" }] },
        { node: "choice", field: "two", label: "Broken", options },
        { node: "choice", field: "three", label: "After", options: [{ id: "a", label: "A" }] }] } })"""
    page.evaluate(broken, 7)
    expect(page.get_by_text("This piece could not be drawn.")).to_be_visible()
    expect(page.get_by_role("group", name="Before")).to_be_visible()
    expect(page.get_by_role("group", name="After")).to_be_visible()
    page.evaluate(broken, [{"id": "b", "label": "Mended"}])
    expect(page.get_by_label("Mended")).to_be_visible()
    expect(page.get_by_text("This piece could not be drawn.")).to_have_count(0)
