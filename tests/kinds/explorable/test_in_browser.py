"""Each explorable in a real browser, as wide as a phone, operated by keyboard alone."""

from __future__ import annotations

import pytest

from tests.kinds.explorable.bench_page import STATIC, BenchPage
from tests.kinds.explorable.walking import NAMES, page, play

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (STATIC / "kit.js").is_file(), reason="the browser side is not built"),
]


@pytest.fixture
def phone(browser):
    context = browser.new_context(viewport={"width": 390, "height": 844})
    return context.new_page()


@pytest.mark.parametrize("name", NAMES)
def test_the_way_through_fits_a_phone_and_takes_the_focus_along(phone, name):
    troubles = []
    phone.on("pageerror", lambda error: troubles.append(str(error)))
    exercise = page(name)
    play(exercise)
    BenchPage(phone, exercise)
    for stage in ("see", "why", "sandbox"):
        phone.locator('[data-id="on"]').focus()
        phone.keyboard.press("Enter")
        phone.wait_for_function(f"document.activeElement.dataset.id === '{name}-{stage}'")
        assert phone.evaluate("document.documentElement.scrollWidth") <= 390
        assert exercise.model.stage == stage
    small = phone.evaluate(
        "[...document.querySelectorAll('.tw-drawing svg text')].map((t) => t.getBoundingClientRect().height)"
        ".filter((height) => height && height < 12)"
    )
    assert not small, "every word in a picture is at least 12 px high"
    slider = phone.locator("input[type=range]:visible").first
    before = phone.locator("#kit").inner_html()
    slider.focus()
    for key in ("Home", "ArrowRight", "ArrowRight", "ArrowRight"):
        slider.press(key)
    phone.wait_for_function("window.model.state.ack === window.model.state.seq")
    assert phone.locator("#kit").inner_html() != before
    assert phone.evaluate("document.activeElement.type") == "range", "the slider keeps the focus"
    assert not troubles


def test_twenty_encounters_by_keyboard(phone):
    exercise = page("guarded")
    BenchPage(phone, exercise)
    phone.locator('[data-id="do-trust"]').focus()
    for at in range(20):
        phone.keyboard.press("Enter")
        phone.wait_for_function(f"(window.model.state.answer.play?.choices ?? []).length === {at + 1}")
    phone.wait_for_function("document.activeElement.dataset.id === 'on'")
    assert sum(exercise.model.played["choices"]) == 20
