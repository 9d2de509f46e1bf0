"""The plan of an evening, or of a series, made on the console."""

from __future__ import annotations

import pytest

from tests.support.desks import Group, actions_of, answer, library, texts_of
from workshop.content.plan import read_plan
from workshop.evening.console import Console


@pytest.fixture
def console(tmp_path):
    console = Console(session=Group(f"sqlite:///{tmp_path / 'rooms.sqlite'}", 0).facilitator)
    console.told = {}
    console.widget.tell = lambda event, **values: console.told.update({values["filename"]: values["text"]})
    return console


def mark(console, **own):
    answer(console, {"plan": own})


def test_a_series_has_every_evening_its_file_and_its_calendar(console, tmp_path):
    mark(console, how_many="series", minutes="120", starts="2027-01-12", hour="18:30", every="14")
    for tap in ("plan-save", "plan-calendar", "plan-use"):
        assert tap in actions_of(console.widget.view)
        console.act(tap, {})
    (tmp_path / "evening.yaml").write_text(console.told["evening.yaml"])
    plan = read_plan(tmp_path / "evening.yaml")
    assert {step.part for one in plan.evenings for step in one.steps} == set(library().parts)
    days = [line for line in console.told["evenings.ics"].splitlines() if line.startswith("DTSTART")]
    assert days[:2] == ["DTSTART:20270112T183000", "DTSTART:20270126T183000"]
    assert len(days) == len(plan.evenings) > 1
    kept = console.session.room.state().plan
    assert kept == tuple((step.part, step.step, step.minutes) for step in plan.evenings[0].steps)
    shown = str(texts_of(console.widget.view))
    assert library().phrase("plan.evenings", n=len(plan.evenings)) in shown
    assert "January 12, 2027, 6:30\N{NARROW NO-BREAK SPACE}PM" in shown or "January 12, 2027, 6:30 PM" in shown, (
        "a day is read out as a day, not as a row of numbers"
    )


@pytest.mark.parametrize("given", [{}, {"starts": "soon"}, {"starts": "2027-01-12", "hour": "late"}, {"starts": 5}])
def test_without_a_day_and_an_hour_there_is_no_calendar(console, given):
    mark(console, how_many="series", **given)
    assert "plan-save" in actions_of(console.widget.view)
    assert "plan-calendar" not in actions_of(console.widget.view)
    console.act("plan-calendar", {})
    assert console.told == {}


def test_one_evening_needs_something_marked_and_asks_for_no_day(console):
    mark(console)
    assert "plan-use" not in actions_of(console.widget.view)
    mark(console, **{"01-causes": ["timeline"]}, starts="2027-01-12")
    assert {"plan-use", "plan-save"} <= set(actions_of(console.widget.view))
    assert "plan-calendar" not in actions_of(console.widget.view)
    console.act("plan-use", {})
    assert "line" in [step for _, step, _ in console.session.room.state().plan]
