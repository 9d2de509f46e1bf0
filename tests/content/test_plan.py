"""The plan of an evening: what fits, what the file says, what is followed, and what happens to what is gone."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from workshop.content import ContentError, load_library
from workshop.content.calendar import calendar, evenings
from workshop.content.plan import Evening, Plan, Planned, as_yaml, gone, planned, read_plan, step_of
from workshop.content.planning import BREAK_FROM, LENGTHS, evening, is_break, left_out, on_days, series

LIBRARY = load_library("en")
PARTS = list(LIBRARY.parts)
FIRST = dt.datetime.fromisoformat("2027-01-12 19:00")


def steps(made: Evening) -> list:
    return [step_of(LIBRARY, one) for one in made.steps]


@pytest.mark.parametrize("minutes", LENGTHS)
@pytest.mark.parametrize("part", PARTS)
def test_an_evening_fits_and_has_a_break_from_an_hour_on(minutes, part):
    made = evening(LIBRARY, minutes, [part])
    assert made.total == sum(one.minutes for one in made.steps) <= minutes
    pauses = [step for step in steps(made) if is_break(step)]
    assert len(pauses) == (1 if minutes >= BREAK_FROM else 0)
    own = LIBRARY.parts[part].steps
    assert made.steps[0].step == own[0].id, "it begins with coming in"
    assert made.steps[-1].step == own[-1].id, "it ends with landing"


def test_ninety_minutes_hold_the_main_exercises_in_the_order_of_the_part():
    made = evening(LIBRARY, 90, ["01-causes"])
    taken = [step.id for step in steps(made)]
    assert taken == [step.id for step in LIBRARY.parts["01-causes"].steps if step.id in taken]
    starred = [e.id for e in LIBRARY.exercises_of("01-causes") if e.starred]
    assert set(starred) <= {step.exercise for step in steps(made)}


def test_only_what_was_chosen_is_taken_and_what_does_not_fit_is_said():
    made = evening(LIBRARY, 45, [], ["cases", "timeline", "old-rule", "loop"])
    taken = {step.exercise for step in steps(made) if step.exercise}
    assert taken - {"today"} < {"cases", "timeline", "old-rule", "loop"}
    out = left_out(LIBRARY, Plan(evenings=(made,)), ["cases", "timeline", "old-rule", "loop"])
    assert sorted(out) == sorted(
        LIBRARY.exercises[name].title for name in {"cases", "timeline", "old-rule", "loop"} - taken
    )


def test_a_series_has_every_part_and_every_wanted_exercise():
    made = series(LIBRARY, 90, PARTS)
    assert {one.part for night in made.evenings for one in night.steps} == set(PARTS)
    assert all(night.total <= 90 for night in made.evenings)
    everything = [
        name for name, e in LIBRARY.exercises.items() if any(s.exercise == name for s in LIBRARY.parts[e.part].steps)
    ]
    assert left_out(LIBRARY, series(LIBRARY, 60, [], everything), everything) == []


def test_the_file_is_read_as_it_was_written(tmp_path):
    made = on_days(series(LIBRARY, 90, PARTS), FIRST, 7)
    file = tmp_path / "evening.yaml"
    file.write_text(as_yaml(made, LIBRARY))
    assert read_plan(file) == made


def test_a_mistake_in_the_file_is_named(tmp_path):
    file = tmp_path / "evening.yaml"
    file.write_text("evenings:\n  - minutes: 45\n    steps:\n      - {part: 01-causes, step: opening, minutes: long}\n")
    with pytest.raises(ContentError, match=r"evening\.yaml, line 4: .*minutes.*whole number"):
        read_plan(file)


def test_what_is_gone_is_named_and_left_out():
    own = [
        Planned(part="01-causes", step="opening", minutes=4),
        Planned(part="01-causes", step="no-such-step", minutes=10),
        Planned(part="99-gone", step="opening", minutes=5),
    ]
    assert gone(LIBRARY, own) == ["01-causes/no-such-step", "99-gone/opening"]
    made = planned(LIBRARY, own)
    assert [(part.id, part.minutes, [s.id for s in part.steps]) for part in made.parts.values()] == [
        ("01-causes", 4, ["opening"])
    ]
    assert planned(LIBRARY, own[1:]) is LIBRARY


def test_tonight_is_the_evening_of_the_day():
    made = on_days(series(LIBRARY, 90, PARTS), FIRST, 7)
    assert made.tonight(dt.date(2027, 1, 19)) == made.evenings[1]
    assert made.tonight(dt.date(2027, 1, 20)) == made.evenings[2]
    assert made.tonight(dt.date(2028, 1, 1)) == made.evenings[-1]


def test_the_calendar_has_each_evening_and_says_nothing_of_the_subject():
    made = on_days(series(LIBRARY, 90, PARTS), FIRST, 7)
    text = calendar(evenings(made, load_library("es")))
    lines = text.split("\r\n")
    assert (lines[0], lines[-2:], text.count("\n")) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""], text.count("\r\n"))
    assert all(len(line.encode()) <= 75 for line in lines)
    starts = [line.removeprefix("DTSTART:") for line in lines if line.startswith("DTSTART:")]
    assert len(starts) == len(made.evenings)
    days = [dt.datetime.strptime(start, "%Y%m%dT%H%M%S") for start in starts]  # noqa: DTZ007
    assert all(later - day == dt.timedelta(days=7) for day, later in pairwise(days))
    assert len({line for line in lines if line.startswith("UID:")}) == len(starts)
    said = " ".join(line for line in lines if line.startswith("SUMMARY:"))
    assert "confian" not in said, "others may see a calendar"
