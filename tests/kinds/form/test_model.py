from __future__ import annotations

import pytest

from tests.support.kinds import Contract, model_of, page_of
from workshop.content import load_library
from workshop.exercises.exercise import ExerciseOnPage
from workshop.kinds.form import fields
from workshop.kinds.form.content import FormBody


class TestContract(Contract):
    name = "before-i-look"


def _open(view):
    found = [view] if view.get("node") == "details" and str(view.get("key", "")).startswith("row-") else []
    for child in view.get("children", []):
        found += _open(child)
    return [one for one in found if one.get("open")]


def test_rows_keep_numbers_choices_and_words_apart_by_row():
    rows = {
        "first": {"urge": 0, "looked": "did"},
        "second": {"looked": "burnt"},
        "fourth": {"urge": 3},
        "third": {"urge": 99},
    }
    model = model_of("before-i-look", {"rows": rows})
    assert model.answer["rows"]["first"] == {"urge": 0, "looked": "did"}
    assert set(model.answer["rows"]) <= {"first", "third"}
    assert model.as_text()[:2] == [
        ("The first time: How strong is the urge to look?", "0 / 10"),
        ("The first time: What I did then", "I looked"),
    ]
    assert not model.is_empty


def test_a_zero_is_an_answer():
    assert not model_of("before-i-look", {"rows": {"first": {"urge": 0}}}).is_empty
    assert model_of("before-i-look", {"rows": {"first": {}}}).is_empty


def test_the_row_of_the_part_is_open_and_no_other():
    library = load_library("en")
    for part, rows in (
        ("02-signs", ["02-signs"]), ("04-skills", ["04-skills", "04-skills-second"]), (None, ["00-welcome"]),
    ):  # fmt: skip
        page = ExerciseOnPage(library, library.exercises["today"], part=part)
        assert [one["key"] for one in _open(page.widget.view)] == [f"row-{row}" for row in rows]
    assert [one["key"] for one in _open(page_of("before-i-look").widget.view)] == ["row-first"]


def test_a_sentence_says_the_wording_of_what_was_chosen():
    body = load_library("en").exercises["after-broken"].body.then
    assert fields.sentence(body, {"more": "honesty", "now": "wait"}).endswith("For now: Wait.")


@pytest.mark.parametrize(
    "field", [{"low": "none"}, {"low": "none", "high": "much", "options": [{"id": "a", "label": "A"}]}]
)
def test_a_field_has_one_way_to_answer(field):
    with pytest.raises(ValueError, match="low and high together, or options"):
        FormBody(fields=[{"id": "x", "label": "X", **field}])
