from __future__ import annotations

import pytest

from tests.support.kinds import Contract, model_of
from workshop.kinds.support_map.model import initials_of


class TestContract(Contract):
    name = "support-map"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Michael", "Mic"),
        ("M.K.", "MK"),
        ("  a b c d", "abc"),
        ("Ñö", "Ñö"),
        ("<b>", "b"),
        (None, ""),
        (["x"], ""),
        ("山田太郎", "山田太"),
    ],
)
def test_a_name_does_not_fit(typed, kept):
    assert initials_of(typed) == kept


def test_nothing_is_ever_shared():
    model = model_of("support-map", {"people": [{"initials": "A", "ring": 1, "for": ["fun"]}]})
    assert (model.tables(), model.payload(), model.words()) == ((), {}, None)


def test_gaps_are_named_as_kinds_of_support_and_not_as_faults():
    model = model_of("support-map", {"people": [{"for": ["fun", "listening"]}, {"for": ["story"]}]})
    assert model.nobody_for() == ["Practical help", "Professional help"]


def test_on_paper_from_near_to_far():
    people = [{"initials": "B", "ring": 3}, {"initials": "C"}, {"initials": "A", "ring": 1, "for": ["fun"]}]
    assert model_of("support-map", {"people": people}).as_text() == [
        ("A", "close, Fun"),
        ("B", "further out"),
        ("C", ""),
    ]
