"""What holds for every exercise, whatever its kind."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.desks import actions_of, answer, library, nodes_of, texts_of
from workshop.content import kinds
from workshop.exercises.checking import check_exercise
from workshop.exercises.exercise import ExerciseOnPage
from workshop.exercises.model import AnswerError

EXERCISES = sorted(library().exercises)
#: The others leave no trace, so there is no pass to remember; see ``safety_check/``.
REMEMBERED = [name for name in EXERCISES if not library().exercises[name].body.keeps_nothing]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def page(name):
    return ExerciseOnPage(library(), library().exercises[name])


@pytest.mark.parametrize("name", EXERCISES)
def test_it_does_what_a_person_needs(name):
    tried = page(name)
    check_exercise(tried)
    # A browser's answer may be on its way meanwhile, as its first: the trial must not have used up that number.
    assert (tried.widget.epoch, tried.widget.seq, tried.widget.ack) == (0, 0, 0)
    assert tried.widget.answer == {}


@pytest.mark.parametrize("name", EXERCISES)
def test_every_kind_has_a_model_that_imports_no_widget(name):
    kind = kinds.kind(library().exercises[name].kind)
    assert "widget" not in kind.model.__module__
    assert not any("ipywidgets" in base.__module__ for base in kind.model.__mro__)


@pytest.mark.parametrize("name", EXERCISES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    raw=JSON,
    inner=st.dictionaries(
        st.sampled_from(
            [
                "items",
                "values",
                "placed",
                "fields",
                "points",
                "guesses",
                "pick",
                "word",
                "suggestion",
                "seen",
                "settings",
                "prediction",
                "stage",
                "play",
                "rungs",
                "people",
                "date",
            ]
        ),
        JSON,
        max_size=5,
    ),
)
def test_whatever_arrives_is_read_or_refused_with_a_sentence(name, raw, inner):
    content = library().exercises[name]
    model = kinds.kind(content.kind).model(content, library().phrase)
    for given_answer in (raw, inner):
        try:
            model.answer = model.set_from(given_answer)
        except AnswerError as error:
            assert str(error).endswith(".")
            continue
        json.dumps(model.answer, allow_nan=False)
        assert model.set_from(model.answer) == model.answer, "what was read once is read the same again"
        model.as_text()
        assert set(model.payload()) == {table.id for table in model.tables()}


def test_cards_of_one_pile_stand_each_on_its_own_line_in_the_notes():
    on_page = page("what-with")
    answer(on_page, on_page.content.sample)
    assert ("I saw it last time", "They keep small promises.\nWhen I say no, they take it.") in on_page.model.as_text()


@pytest.mark.parametrize("name", EXERCISES)
def test_a_forged_answer_keeps_the_page_and_says_so(name):
    """Each part of the sample, forged: it is refused with a sentence and the last good answer stays, or it is dropped."""
    on_page = page(name)
    sample = dict(on_page.content.sample)
    for part in sample:
        answer(on_page, sample)
        assert on_page.model.answer == sample
        answer(on_page, {**sample, part: [[12]]})
        if on_page.trouble:
            assert on_page.model.answer == sample, "the last good answer stays"
            assert nodes_of(on_page.widget.view, "alert")
        else:
            kept = {name: value for name, value in sample.items() if name != part}
            assert {k: v for k, v in on_page.model.answer.items() if k in kept} == on_page.model.set_from(kept)
            assert part not in on_page.model.answer, "what can't be read is not kept"
            assert not nodes_of(on_page.widget.view, "alert")


@pytest.mark.parametrize("name", REMEMBERED)
def test_pass_is_as_large_as_any_other_button_and_needs_no_reason(name):
    on_page = page(name)
    assert "pass" in actions_of(on_page.widget.view)
    on_page.act("pass", {})
    assert not nodes_of(on_page.widget.view, "choice")
    assert "return" in actions_of(on_page.widget.view)


@pytest.mark.parametrize("name", EXERCISES)
def test_nobody_alone_sees_the_guide_notes_or_a_way_to_share(name):
    on_page = page(name)
    said = texts_of(on_page.widget.view)
    for line in (*on_page.content.guide.say, *on_page.content.guide.ask, *on_page.content.guide.do):
        assert line not in said
    assert not {"share", "withdraw", "go", "open", "reveal"} & set(actions_of(on_page.widget.view))


@pytest.mark.parametrize("name", EXERCISES)
def test_unknown_actions_and_wrong_arguments_are_ignored(name):
    on_page = page(name)
    for action, args in (("nonsense", {}), ("__init__", {}), ("share", {"x": 1}), ("reveal", {"exercise": name})):
        on_page.act(action, args)
    assert on_page.widget.view


@pytest.mark.parametrize(("name", "zones"), [("arrive", None), ("agreement", ("few", "some", "many"))])
def test_a_scale_has_words_for_its_parts_and_nothing_else_has(name, zones):
    content = library().exercises[name]
    sharing = content.sharing.model_copy(update={"zones": zones})
    with pytest.raises(AssertionError, match="sharing"):
        check_exercise(ExerciseOnPage(library(), content.model_copy(update={"sharing": sharing})))
