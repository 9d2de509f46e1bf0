"""What is said before a reveal: there is one, and it shows what so many people allow."""

from __future__ import annotations

import pytest

from workshop.content import load_library
from workshop.exercises.facilitator_controls import asked

SAY = load_library("en").phrase


@pytest.mark.parametrize(
    ("count", "words"),
    [(5, "no numbers"), (6, "no numbers"), (7, "a few or most"), (9, "every answer"), (20, "every answer")],
)
def test_the_question_before_a_reveal_says_what_it_would_show(count, words):
    said = asked(count, count + 2, SAY)
    assert f"{count} shared, {count + 2} are here. This can be done once." in said
    assert words in said
