"""There is one reveal: where it would show little or nothing, the facilitator reads that first."""

from __future__ import annotations

import pytest

from workshop.content import load_library
from workshop.content.sharing import Table
from workshop.exercises import steering
from workshop.exercises.desk import Status

CHOICE = Table("rules", "Rules", "multiple", (("a", "A"), ("b", "B")))
MEAN = Table("comfort", "Comfort", "number")
SAY = load_library("en").phrase


@pytest.mark.parametrize(
    ("table", "count", "words"),
    [
        (CHOICE, None, None),
        (CHOICE, 5, "at least 6 shared answers"),
        (CHOICE, 6, "part of the result may be left out"),
        (CHOICE, 12, None),
        (MEAN, 5, "part of the result may be left out"),
        (MEAN, 9, None),
    ],
)
def test_the_warning_before_a_reveal(table, count, words):
    drawn = steering.controls("x", Status.OPEN, count, SAY, [table])
    notes = [node["html"] for node in drawn if node["node"] == "note"]
    assert [words in note for note in notes] == ([True] if words else [])


def test_revealing_is_the_next_step_only_when_it_can_show_something():
    def tone(count: int | None) -> str:
        row = steering.controls("x", Status.OPEN, count, SAY, [CHOICE])[-1]
        return next(tap["tone"] for tap in row["children"] if tap["key"] == "x-reveal")

    assert [tone(n) for n in (None, 5, 6)] == ["secondary", "secondary", "primary"]
