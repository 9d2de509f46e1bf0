"""What people type and what devices send."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.room import AnswerRefused, RoomNotFound, shape
from workshop.room.codes import ALPHABET, LENGTH, new_code, normalise
from workshop.room.pseudonyms import halves


def test_codes_are_random_and_have_no_look_alikes():
    codes = {new_code() for _ in range(500)}
    assert len(codes) > 495
    assert set("".join(codes)) <= set(ALPHABET)
    assert not set(ALPHABET) & set("OILZSBUAE")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("k7mq2p", "K7MQ2P"), (" K7M Q2P ", "K7MQ2P"), ("k7m-q2p", "K7MQ2P"), ("kOmqlp", "K0MQ1P"),
        ("KiMQ2P", "K1MQ2P"), ("k7mqzp", "K7MQ2P"), ("s7bq2u", "578Q2V"), ("Ｋ７ＭＱ２Ｐ", "K7MQ2P"),
        ("https://workshop.example/j/K7MQ2P", "K7MQ2P"), ("https://workshop.example/j/k7mq2p/", "K7MQ2P"),
        ("http://192.168.1.5:8866/j#K7MQ2P.q-83Kd_0aZ2b", "K7MQ2P"),
    ],
)  # fmt: skip
def test_what_people_type_becomes_a_code(typed, code):
    assert normalise(typed) == code


@given(st.text(max_size=300))
def test_anything_else_is_a_sentence(typed):
    try:
        assert len(normalise(typed)) == LENGTH
    except RoomNotFound as error:
        assert "six letters and digits" in error.sentence  # noqa: PT017


@given(st.integers(0, 2**30), st.data())
def test_every_code_survives_being_typed(_seed, data):  # noqa: PT019
    code = new_code()
    assert normalise(code) == normalise(code.lower()) == code


def test_words_lose_control_characters_and_the_end_of_a_novel():
    assert shape.words("a\x00b\x1b[31mc\u202ed\u2066e\r\nf\tg") == "ab[31mcde\nf g"
    assert shape.words("  \n ") == shape.words(None) == ""
    assert len(shape.words("x" * 5000)) == 500
    assert shape.words("👩‍👩‍👧 ok \ud800") == "👩‍👩‍👧 ok"


@given(st.text(max_size=2000))
def test_words_are_always_short_and_storable(text):
    said = shape.words(text)
    assert len(said) <= 500
    said.encode()
    assert "\x00" not in said
    assert shape.words(said) == said


nested = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=80) | st.integers(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=5), inner, max_size=5),
)


@given(nested | st.dictionaries(st.text(max_size=70), nested, max_size=5))
def test_what_is_not_an_answer_is_refused_with_a_sentence(given_payload):
    try:
        assert len(shape.payload(given_payload)) <= shape.MOST_BYTES
    except AnswerRefused as error:
        assert error.sentence.endswith("try again.")  # noqa: PT017


@pytest.mark.parametrize(
    "payload",
    [
        None, [], "text", {"t": "text"}, {"t": True}, {"t": math.inf}, {"t": math.nan}, {"t": 1e99}, {"t": {}},  # noqa: E501
        {"t": [["a"]]}, {"t": [1]}, {"t": ["x" * 65]}, {"x" * 65: None}, {1: None}, {"t": ["x"] * 65},
        {str(n): None for n in range(65)}, {f"table {n}": [f"{m:060d}" for m in range(60)] for n in range(60)},  # noqa: E501
        {"t": [b"a"]}, {"t": {"a"}}, {"t": 10**400},
    ],
)  # fmt: skip
def test_refused(payload):
    with pytest.raises(AnswerRefused):
        shape.payload(payload)


@pytest.mark.parametrize("who", ["", "Anna", "a" * 64, "A" * 128, "g" * 128, "a" * 129])
def test_only_a_pseudonym_is_stored(who):
    with pytest.raises(AnswerRefused, match="Reload"):
        halves(who)
