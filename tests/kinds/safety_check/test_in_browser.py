"""The private check in a real browser: what it shows, and that nothing leaves or stays."""

from __future__ import annotations

import json

import pytest

from tests.support.bench import bench  # noqa: F401
from workshop.content import load_library

pytestmark = pytest.mark.browser
QUESTIONS = 9


def tap(page, question, answer):
    page.locator(".tw-check-question").nth(question).get_by_role("button", name=answer, exact=True).click()


def traces(page):
    return page.evaluate(
        "() => ({local: {...localStorage}, session: {...sessionStorage}, cookies: document.cookie, url: location.href,"
        " steps: history.length, kept: workshopDevice.kept, puts: workshopDevice.calls.filter(([c]) => c !== 'get')})"
    )


def assert_no_trace(b, before):
    b.page.wait_for_timeout(700)
    assert traces(b.page) == before
    assert b.sent == []
    assert b.requests == []
    assert b.answer == {}
    assert b.exercise.widget.answer == {}
    assert b.errors == []


def test_a_yes_leads_to_safety_and_leaves_nothing(bench):  # noqa: F811
    b = bench("safety-fork")
    before = traces(b.page)
    tap(b.page, 2, "Yes")
    advice = b.page.locator(".tw-check-advice")
    assert advice.get_attribute("data-advice") == "yes"
    assert load_library("en").pages.safety.if_yes.title in advice.inner_text()
    b.page.get_by_text("Who to call or text, also offline").click()
    b.page.locator(".tw-helplines select").select_option("us")
    assert b.page.get_by_role("link", name="Call 911").first.is_visible()
    b.page.get_by_role("button", name="Close and forget").click()
    assert b.page.locator("[aria-pressed=true]").count() == 0
    assert advice.count() == 0
    assert b.page.get_by_text("Closed. Nothing was kept.").is_visible()
    assert_no_trace(b, before)


def test_it_works_without_a_connection(bench):  # noqa: F811
    b = bench("safety-fork")
    before = traces(b.page)
    b.page.context.set_offline(True)
    tap(b.page, 0, "Yes")
    assert b.page.locator(".tw-check-advice").is_visible()
    b.page.get_by_text("Who to call or text, also offline").click()
    b.page.locator(".tw-helplines select").select_option("us")
    assert b.page.get_by_role("link", name="Call 911").first.get_attribute("href") == "tel:911"
    assert_no_trace(b, before)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (["No"] * QUESTIONS, "no"),
        (["No"] * (QUESTIONS - 1), None),
        (["No", "Not sure"], "unsure"),
        (["Not sure", "Yes"], "yes"),
        (["Yes"] + ["No"] * (QUESTIONS - 1), "yes"),
    ],
)
def test_what_the_answers_lead_to(bench, answers, expected):  # noqa: F811
    b = bench("safety-fork")
    assert b.page.locator(".tw-check-question").count() == QUESTIONS
    for question, answer in enumerate(answers):
        tap(b.page, question, answer)
    advice = b.page.locator(".tw-check-advice")
    assert (advice.get_attribute("data-advice") if advice.count() else None) == expected
    assert b.sent == []


def test_leaving_the_page_forgets_even_if_it_comes_back_from_memory(bench):  # noqa: F811
    b = bench("safety-fork")
    tap(b.page, 0, "Yes")
    b.page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    b.page.wait_for_function("!document.querySelector('[aria-pressed=true]')")
    assert b.page.locator(".tw-check-advice").count() == 0


def test_before_another_exercise_it_is_folded_and_says_nothing_to_anybody(bench):  # noqa: F811
    b = bench("thought-record")
    before = traces(b.page)
    assert b.page.locator(".tw-check-question").count() == 0
    b.page.get_by_role("button", name="A short, private check").click()
    title = load_library("en").pages.safety.title
    b.page.wait_for_function("title => document.activeElement.textContent === title", arg=title)
    tap(b.page, 0, "Yes")
    assert b.page.locator(".tw-check-advice").is_visible()
    assert_no_trace(b, before)
    # What is then written in the exercise travels alone.
    b.page.get_by_label("What happened?").fill("A friend said no")
    b.settle()
    assert b.sent
    told = json.dumps(b.sent)
    assert not [word for word in ("fear", "control", "monitoring", "threats", "lying", "yes", "fork") if word in told]
    assert list(b.page.evaluate("workshopDevice.kept")["thought-record"]) == ["texts"]
    # Its picture came back from the kernel meanwhile; the check is still open, and closing it forgets.
    assert b.page.locator(".tw-check-advice").is_visible()
    b.page.get_by_role("button", name="Close and forget").click()
    assert b.page.locator(".tw-check-question").count() == 0
    assert b.page.evaluate("document.activeElement.textContent").endswith("A short, private check")


def test_by_keyboard_alone(bench):  # noqa: F811
    b = bench("safety-fork")
    b.page.locator(".tw-check-question button").first.focus()
    b.page.keyboard.press("Space")
    assert b.page.locator(".tw-check-advice").get_attribute("data-advice") == "yes"
    b.page.keyboard.press("Space")
    assert b.page.locator(".tw-check-advice").count() == 0
