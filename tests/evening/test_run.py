"""The run of an evening: planned and actual minutes, the clock, and what comes next."""

import pytest

from workshop.content import load_library
from workshop.evening import run
from workshop.room import Visit

PART = load_library("en").parts["00-welcome"]
FIRST, SECOND = PART.steps[0], PART.steps[1]
BEGAN = 1_000_000.0


def visits(*steps):
    return [Visit(PART.id, step, BEGAN + minutes * 60) for step, minutes in steps]


def test_before_the_beginning_nothing_took_time_and_there_is_no_clock():
    assert {line.place for line in run.lines(PART, [], BEGAN, None)} == {"ahead"}
    assert run.clock(PART, [], BEGAN, None) is None


def test_minutes_count_from_step_to_step_and_up_to_now():
    gone = visits((FIRST.id, 0), (SECOND.id, 6))
    lines = run.lines(PART, gone, BEGAN + 10 * 60, SECOND.id)
    assert [round(line.actual, 6) if line.actual is not None else None for line in lines[:3]] == [6, 4, None]
    assert [line.place for line in lines[:3]] == ["done", "now", "ahead"]


def test_a_step_that_was_visited_twice_counts_both_times():
    gone = visits((FIRST.id, 0), (SECOND.id, 2), (FIRST.id, 3))
    assert run.lines(PART, gone, BEGAN + 5 * 60, FIRST.id)[0].actual == pytest.approx(4)


def test_time_in_another_part_does_not_count():
    gone = [*visits((FIRST.id, 0)), Visit("01-causes", "opening", BEGAN + 60), Visit(PART.id, SECOND.id, BEGAN + 600)]
    lines = run.lines(PART, gone, BEGAN + 660, SECOND.id)
    assert [line.actual for line in lines[:2]] == [pytest.approx(1), pytest.approx(1)]


@pytest.mark.parametrize(("late", "over"), [(0, 0), (6, 6), (-2, -2)])
def test_the_clock_says_how_far_over_the_plan(late, over):
    moved = FIRST.minutes + late
    clock = run.clock(PART, visits((FIRST.id, 0), (SECOND.id, moved)), BEGAN + moved * 60, SECOND.id)
    assert clock.over == pytest.approx(over)
    rest = PART.minutes - FIRST.minutes
    assert clock.ends == pytest.approx(BEGAN + (moved + rest) * 60)
    assert clock.started == BEGAN


def test_within_a_step_nothing_is_over_until_its_minutes_are():
    gone = visits((FIRST.id, 0))
    assert run.clock(PART, gone, BEGAN + (FIRST.minutes - 1) * 60, FIRST.id).over == pytest.approx(0)
    assert run.clock(PART, gone, BEGAN + (FIRST.minutes + 3) * 60, FIRST.id).over == pytest.approx(3)


def test_the_first_step_comes_next_before_the_beginning_and_nothing_after_the_last():
    assert run.neighbours(PART, None) == (None, FIRST)
    assert run.neighbours(PART, PART.steps[-1].id) == (PART.steps[-2], None)
    assert run.neighbours(PART, "gone") == (None, FIRST)
