"""What a kind takes as an answer, and what it says about one that doesn't fit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

GOOD_POINT = {"age": 3, "level": 1, "text": ""}

BAD = [
    ("agreement", {"items": {"rules": ["shout"]}}, "“shout”, which is not an option"),
    ("agreement", {"items": {"rule": ["pass"]}}, "“rule”, which is not an item"),
    ("agreement", {"items": {"rules": "pass"}}, "needs a list of options"),
    ("agreement", {"items": []}, "something under “items” that is not of the right type"),
    ("agreement", {"suggestion": "x" * 121}, "121 characters, more than 120"),
    ("cases", {"suggestion": "x"}, "asks for none"),
    ("arrive", {"values": {"comfort": 11}}, "11, outside 0 to 10"),
    ("arrive", {"values": {"comfort": True}}, "is not a number"),
    ("arrive", {"values": {"comfort": "4"}}, "is not a number"),
    ("arrive", {"values": {"mood": 4}}, "not an item"),
    ("arrive", {"pick": "comfort"}, "not an item to pick"),
    ("timeline", {"points": [{"age": 200, "level": 0}]}, "age in point 1 that is 200, outside 0 to 100"),
    ("timeline", {"points": [GOOD_POINT, {"age": 4, "level": 9}]}, "level in point 2"),
    ("timeline", {"points": [GOOD_POINT] * 31}, "31 points, more than 30"),
    ("timeline", {"points": ["x"]}, "is not a mapping"),
    ("timeline", {"points": [{"age": 4, "level": 1, "text": 5}]}, "is not text"),
    ("old-rule", {"fields": {"rule": "x" * 999}}, "999 characters"),
    ("old-rule", {"fields": {"name": "x"}}, "not a field"),
    ("myth-or-finding", {"guesses": {"lies": {"value": 1}}}, "is not true or false"),
    ("myth-or-finding", {"guesses": {"lies": {"sure": 20}}}, "20, outside 50 to 100"),
    ("myth-or-finding", {"guesses": {"lies": True}}, "is not a mapping"),
    ("notice-it", {"placed": {"phone": "daily"}}, "“daily”, which is not a pile"),
    ("notice-it", {"placed": {"mood": "never"}}, "not a card"),
    ("notice-it", {"pick": "phone"}, "not there to pick"),
    ("caution-line", {"pick": "test"}, "not there to pick"),
    ("caution-line", {"fields": {"when": "x"}}, "asks for none"),
    ("say-it", {"fields": {"when": "x" * 151}}, "151 characters, more than 150"),
    ("guess-checking", {"guesses": {"looked": {"value": 101}}}, "101, outside 0 to 100"),
    ("guess-checking", {"guesses": {"looked": {"value": 3, "sure": 60}}}, "was not asked for"),
    ("society", {"prediction": "everyone"}, "not one of the options"),
    ("trust-account", {"prediction": 900}, "900, outside 1 to 60"),
    ("trust-account", {"stage": 3}, "right type"),
    ("trust-account", {"verdict": 3}, "not a part of this answer"),
]


@pytest.mark.parametrize(("name", "answer", "said"), BAD)
def test_answers_that_do_not_fit(library, name, answer, said):
    assert said in " / ".join(library.exercises[name].body.misfits(answer))


def test_an_empty_answer_always_fits(library):
    for exercise in library.exercises.values():
        assert list(exercise.body.misfits({})) == [], exercise.id


def test_samples_fit(library):
    for exercise in library.exercises.values():
        assert list(exercise.body.misfits(exercise.sample)) == [], exercise.id


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
JSON = st.recursive(SCALARS, lambda x: st.lists(x, max_size=3) | st.dictionaries(st.text(max_size=5), x, max_size=3))
PARTS_OF_ANSWERS = [
    "items",
    "suggestion",
    "values",
    "word",
    "pick",
    "placed",
    "fields",
    "points",
    "guesses",
    "seen",
]
PARTS_OF_ANSWERS += ["prediction", "settings", "stage"]


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_anything_may_arrive_and_nothing_breaks(library, data):
    """A forged message must end in a sentence and never in an exception."""
    exercise = data.draw(st.sampled_from(list(library.exercises.values())))
    ids = ["rules", "comfort", "lies", "phone", "value", "sure", "age", "level", "text"]
    inner = st.dictionaries(st.sampled_from(ids), JSON, max_size=4) | JSON
    answer = data.draw(st.dictionaries(st.sampled_from(PARTS_OF_ANSWERS), inner, max_size=5))
    assert all(isinstance(said, str) for said in exercise.body.misfits(answer))
