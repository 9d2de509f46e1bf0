"""A step begins with something to do: its first control is in sight without scrolling, on a small phone."""

from __future__ import annotations

import os

import pytest

from tests.e2e.conftest import PHONE
from workshop.content import load_library

pytestmark = [pytest.mark.browser, pytest.mark.server, pytest.mark.timeout(600)]

#: Where the first control of an exercise begins and ends, and where the bars at the bottom begin.
MEASURE = """() => {
  const card = [...document.querySelectorAll('.outputs[data-exercise]')].find((it) => !it.hidden);
  const body = card?.querySelector('[data-id="body"]') ?? card;
  const controls = [...(body?.querySelectorAll('input, button, select, textarea, summary, [tabindex="0"]') ?? [])]
    .filter((it) => !it.closest('.tw-check.tw-folded, [data-id="more"]'))
    .map((it) => it.matches('input') && it.labels?.[0] ? it.labels[0] : it)
    .map((it) => it.getBoundingClientRect()).filter((box) => box.height > 0);
  return { exercise: card?.dataset.exercise, top: controls[0]?.top, bottom: controls[0]?.bottom,
    bar: document.querySelector('.steps').getBoundingClientRect().top };
}"""


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_first_control_is_in_sight_in_nine_of_ten_steps(evening, language):
    library = load_library(language)
    evening.room = evening.house.store.create(language)
    seen: dict[str, tuple[float, float]] = {}
    for part in library.parts.values():
        phone = evening.page(PHONE, steps=True, locale=language)
        phone.goto(evening.house.links.join(evening.room))
        phone.locator("form.enter button").click()
        phone.goto(f"{evening.url}/part/{part.id}")
        phone.get_by_text(library.phrase("room.joined")).first.wait_for(state="attached")
        prose = phone.locator(".sheet > section.prose").all_text_contents()
        empty = sum(not text.strip() for text in prose)
        assert not empty, f"{part.id} has {empty} steps with nothing on them"
        for name in (e.id for e in library.exercises.values() if e.part == part.id):
            phone.evaluate("name => { location.hash = `#at-${name}`; }", name)
            found = phone.wait_for_function(
                f"() => {{ const it = ({MEASURE})(); return it.exercise === '{name}' && it.top !== undefined && it; }}"
            ).json_value()
            if shots := os.environ.get("SHOTS"):
                phone.wait_for_timeout(150)
                phone.screenshot(path=f"{shots}/{language}-{name}.png")
            seen[name] = (found["bottom"], found["bar"])
        phone.context.close()
    hidden = {name: round(bottom - bar) for name, (bottom, bar) in seen.items() if bottom > bar}
    print(f"{language}: {len(seen) - len(hidden)} of {len(seen)} in sight; below by: {hidden}")
    assert len(seen) >= len(library.exercises) - 1
    assert len(hidden) <= len(seen) / 10, f"The first control is below the fold, by so many pixels: {hidden}"
