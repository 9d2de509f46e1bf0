from __future__ import annotations

import pytest

from tests.support.kinds import Contract, model_of, page_of


class TestContract(Contract):
    name = "thought-record"


@pytest.mark.parametrize(("before", "after", "change"), [(80, 45, -35), (20, 60, 40), (50, 50, 0), (0, 0, 0)])
def test_the_room_learns_the_change_and_not_from_where(before, after, change):
    model = model_of("thought-record", {"texts": {"thought": "x"}, "before": before, "after": after})
    assert model.payload() == {"change": change}
    (table,) = model.tables()
    assert (table.kind, table.step) == ("number", 5)
    assert model.words() is None


def test_one_number_alone_is_no_change():
    assert model_of("thought-record", {"before": 80}).payload() == {"change": None}


def test_no_belief_at_all_is_an_answer():
    assert not model_of("thought-record", {"before": 0}).is_empty


@pytest.mark.parametrize(("before", "after"), [(80, 45), (20, 60), (50, 50)])
def test_both_beliefs_are_shown_alike_whichever_is_higher(before, after):
    page = page_of("thought-record")
    page.widget.answer = {"before": before, "after": after}
    body = next(c for c in page.widget.view["children"][0]["children"] if c.get("key") == "body")
    beside = body["children"][-1]
    bars, words = beside["children"]
    assert [cell["share"] * 100 for cell in bars["cells"]] == [before, after]
    assert "mark" not in bars
    assert "Lower, the same or higher" in words["html"]


def test_the_side_for_comes_first_and_is_as_large():
    body = next(c for c in page_of("thought-record").widget.view["children"][0]["children"] if c.get("key") == "body")
    sides = next(c for c in body["children"] if c.get("key") == "sides")["children"]
    fields = [side["children"][0] for side in sides]
    assert [field["field"] for field in fields] == ["texts.for", "texts.against"]
    assert fields[0]["max_length"] == fields[1]["max_length"]


def test_the_thought_stands_beside_the_question_whether_one_still_believes_it():
    page = page_of("thought-record")

    def body():
        return next(c for c in page.widget.view["children"][0]["children"] if c.get("key") == "body")["children"]

    assert "first-thought" not in [child.get("key") for child in body()]
    page.widget.answer = {"texts": {"thought": "Nobody *ever*\nstays."}}
    at = [child.get("key") for child in body()].index("first-thought")
    assert "Nobody *ever*" in body()[at]["html"]
    assert "<blockquote>" in body()[at]["html"]
    assert body()[at + 1]["field"] == "after"
