"""There is one reveal: it asks first, and says what it would show of so many people."""

from __future__ import annotations

import pytest

from workshop.content import load_library
from workshop.exercises import facilitator_controls
from workshop.exercises.desk import Status

SAY = load_library("en").phrase


def drawn(count, here=None, asks=True):
    return facilitator_controls.controls("x", Status.OPEN, count, SAY, here=here, asks=asks)


def taps(nodes):
    return [tap["key"] for tap in nodes[-1]["children"]]


@pytest.mark.parametrize(
    ("count", "words"),
    [(5, "no numbers"), (6, "no numbers"), (7, "a few or most"), (9, "every answer"), (20, "every answer")],
)
def test_the_question_before_a_reveal_says_what_it_would_show(count, words):
    (note,) = [node["html"] for node in drawn(count, here=count + 2) if node["node"] == "note"]
    assert f"{count} shared, {count + 2} are here. This can be done once." in note
    assert words in note


def test_with_fewer_than_five_there_is_nothing_to_reveal():
    nodes = drawn(None, here=4)
    (note,) = [node["html"] for node in nodes if node["node"] == "note"]
    assert "would show nothing" in note
    assert taps(nodes) == ["x-keep"]


def test_a_reveal_is_two_taps_and_can_be_left():
    assert taps(drawn(9, asks=False)) == ["x-open", "x-reveal", "x-close"]
    assert taps(drawn(9)) == ["x-reveal-now", "x-keep"]


def test_revealing_is_the_next_step_only_when_it_shows_something():
    def tone(count: int | None) -> str:
        row = drawn(count, asks=False)[-1]
        return next(tap["tone"] for tap in row["children"] if tap["key"] == "x-reveal")

    assert [tone(n) for n in (None, 5, 8)] == ["secondary", "primary", "primary"]
