from __future__ import annotations

from tests.support.kinds import Contract, model_of, page_of


class TestContract(Contract):
    name = "find-care"


CHOSEN = {"needs": ["trauma", "slow"], "cost": ["low"], "format": ["video"], "soon": ["weeks"]}


def test_the_room_learns_needs_and_nothing_else():
    model = model_of("find-care", {**CHOSEN, "message": "Hello"})
    assert model.payload() == {"needs": ["trauma", "slow"]}
    assert [table.id for table in model.tables()] == ["needs"]
    assert model.words() is None


def test_every_choice_is_good_for_something():
    for question in model_of("find-care").body.questions:
        for option in question.options:
            assert option.check, option.id
            assert option.ask, option.id
            assert option.say, option.id


def test_what_was_chosen_comes_first():
    model = model_of("find-care", CHOSEN)
    assert model.checklist()[0] == "They have training in trauma."
    assert model.questions()[0] == "What training do you have in trauma?"
    assert set(model.body.always_ask) <= set(model.questions())
    assert len(model.questions()) == len(set(model.questions()))


def test_without_any_choice_there_is_still_a_list_to_use():
    model = model_of("find-care")
    assert model.checklist() == list(model.body.always_check)
    assert model.questions()


def test_a_draft_holds_what_matters_and_is_the_persons_to_change():
    page = page_of("find-care")
    page.widget.answer = dict(CHOSEN)
    page.act("draft", {})
    message = page.model.message
    assert "training in trauma" in message
    assert "lower fee" in message
    assert page.widget.answer["message"] == message
    assert page.widget.epoch > 0
    page.widget.answer = {**page.widget.answer, "message": "My own words"}
    assert page.model.message == "My own words"
    assert ("My first message", "My own words") in page.model.as_text()


def test_only_one_answer_to_how_soon():
    assert model_of("find-care").set_from({"soon": ["weeks", "now"]}) == {"soon": ["now"]}


def test_the_longest_draft_fits_its_box():
    model = model_of("find-care")
    everything = {q.id: [o.id for o in q.options] for q in model.body.questions}
    model.answer = everything
    assert len(model.draft()) <= model.body.message.max_length
