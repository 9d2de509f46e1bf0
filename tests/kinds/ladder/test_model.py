from __future__ import annotations

import pytest

from tests.support.kinds import Contract, model_of, page_of


class TestContract(Contract):
    name = "ladder"


def test_rungs_come_from_easy_to_hard_and_unsure_ones_last():
    rungs = [{"what": "c", "hard": 8}, {"what": "?"}, {"what": "a", "hard": 0}, {"what": "b", "hard": 8}]
    assert [rung["what"] for rung in model_of("ladder", {"rungs": rungs}).rungs] == ["a", "c", "b", "?"]


@pytest.mark.parametrize(
    ("count", "bins"), [(0, []), (1, ["1"]), (2, ["1"]), (3, ["3"]), (4, ["3"]), (6, ["5"]), (7, ["7"]), (10, ["7"])]
)
def test_the_room_learns_how_many(count, bins):
    model = model_of("ladder", {"rungs": [{"what": f"step {n}"} for n in range(count)]})
    assert model.payload() == {"rungs": bins}
    (table,) = model.tables()
    assert table.ordered
    assert model.words() is None


def test_a_rung_without_words_is_kept_but_not_counted():
    model = model_of("ladder", {"rungs": [{"hard": 0}, {"what": "  ", "hard": 3}]})
    assert model.payload() == {"rungs": []}
    assert not model.is_empty


def test_more_than_fits_is_cut():
    assert len(model_of("ladder", {"rungs": [{"what": "x"}] * 40}).rungs) == 10


def test_a_page_of_paper_reads_from_easy_to_hard():
    model = model_of(
        "ladder", {"rungs": [{"what": "b", "hard": 5, "tried": True}, {"what": "a", "hard": 1, "happened": "fine"}]}
    )
    assert model.as_text() == [
        ("Step 1", "a (1 / 10)"), ("What happened?", "fine"), ("Step 2", "b (5 / 10)"), ("I tried it", "Yes"),
    ]  # fmt: skip


def test_the_private_check_is_offered():
    assert any(child["node"] == "safety_check" for child in page_of("ladder").widget.view["children"][0]["children"])
