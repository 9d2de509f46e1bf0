"""A tap that takes its own button away leads on, and what was emptied can be brought back."""

from __future__ import annotations

import pytest

from tests.support.desks import actions_of, answer, library, nodes_of
from workshop.exercises.exercise import ExerciseOnPage


@pytest.fixture
def on_page():
    def make(name):
        page = ExerciseOnPage(library(), library().exercises[name])
        page.told = []
        page.widget.tell = lambda event, **values: page.told.append((event, values))
        return page

    return make


def focused(page):
    return [values["id"] for event, values in page.told if event == "focus"]


def places(page):
    """Return the marks by which the browser finds a node."""
    nodes = nodes_of(page.widget.view)
    return {node.get("id") or node.get("key") or node.get("field") or node.get("action") for node in nodes}


def test_looking_back_and_passing_lead_to_something_that_is_there(on_page):
    page = on_page("agreement")
    answer(page, dict(page.content.sample))
    for action in ("debrief", "pass", "return", "clear", "unclear"):
        page.act(action, {})
        assert len(focused(page)) == 1, action
        assert focused(page)[0] in places(page), action
        page.told.clear()


def test_see_what_was_found_leads_to_the_first_finding(on_page):
    page = on_page("guess-checking")
    answer(page, {name: value for name, value in page.content.sample.items() if name != "seen"})
    assert not page.model.seen
    page.act("see", {})
    assert page.model.seen
    assert focused(page)[0] in places(page)


def test_what_was_emptied_is_offered_until_something_new_is_answered(on_page):
    page = on_page("agreement")
    answer(page, dict(page.content.sample))
    before = dict(page.model.answer)
    page.act("clear", {})
    assert page.model.is_empty
    page.act("unclear", {})
    assert page.model.answer == before
    page.act("clear", {})
    answer(page, {**page.content.sample})
    assert "unclear" not in actions_of(page.widget.view)
