"""How one leaves, beside how one arrived: on the person's own device; the room sees the change alone."""

from __future__ import annotations

import pytest

from tests.support.desks import answer, library, nodes_of, texts_of
from workshop.exercises.exercise import ExerciseOnPage


@pytest.fixture
def page():
    return ExerciseOnPage(library(), library().exercises["leave"])


def test_the_browser_is_asked_for_what_the_device_holds(page):
    (recall,) = nodes_of(page.widget.view, "recall")
    assert (recall["source"], recall["path"], recall["field"]) == ("arrive", "values.comfort", "arrived.comfort")


def test_both_values_stand_side_by_side_and_the_room_gets_the_difference(page):
    answer(page, {"values": {"comfort": 6}, "arrived": {"comfort": 4}})
    (figure,) = nodes_of(page.widget.view, "figure")
    assert "When I came: 4" in figure["alt"]
    assert "Now: 6" in figure["alt"]
    assert page.model.payload() == {"comfort": 2}
    assert page.model.as_text()[1] == ("When I came", "4")


def test_without_an_arrival_there_is_a_sentence_and_nothing_for_the_room(page):
    answer(page, {"values": {"comfort": 6}})
    assert not nodes_of(page.widget.view, "figure")
    assert "nothing to put beside it" in texts_of(page.widget.view)
    assert page.model.payload() == {"comfort": None}


def test_an_arrival_alone_is_no_answer(page):
    answer(page, {"arrived": {"comfort": 4}})
    assert page.model.is_empty
    assert page.model.as_text() == []


def test_a_change_is_drawn_once(page, monkeypatch):
    drawn = []
    redraw = page.redraw
    monkeypatch.setattr(page, "redraw", lambda: (drawn.append(1), redraw()))
    answer(page, {"values": {"comfort": 6}})
    assert len(drawn) == 1
    assert page.widget.ack == page.widget.seq
