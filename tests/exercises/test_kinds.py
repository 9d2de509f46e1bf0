"""What is particular to a kind."""

import pytest

from tests.support.desks import actions_of, answer, library, nodes_of, texts_of
from workshop.content import languages, load_library
from workshop.exercises.exercise import ExerciseOnPage


def page(name):
    return ExerciseOnPage(library(), library().exercises[name])


def shape(levels):
    on_page = page("timeline")
    answer(on_page, {"points": [{"age": 10 + i, "level": level} for i, level in enumerate(levels)]})
    return on_page.model.shape()


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([3], None),
        ([4, 0], "big"),
        ([4, 1], "neither"),
        ([3, 2, 1, 0], "small"),
        ([5, 4, 3, 2, -3], "both"),
        ([0, 1, 2], "neither"),
        ([2, 1, 2, 1, 2, 1], "small"),
    ],
)
def test_the_shape_of_a_line(levels, expected):
    assert shape(levels) == expected


def test_points_are_sorted_by_age_and_half_a_point_is_kept_but_not_drawn():
    on_page = page("timeline")
    answer(on_page, {"points": [{"age": 30, "level": 2}, {"age": 10, "level": -1}, {"text": "school"}]})
    assert [point[0] for point in on_page.model.points] == [10, 30]
    assert {"text": "school"} in on_page.model.answer["points"]


def test_the_line_shares_its_kind_and_nothing_else():
    on_page = page("timeline")
    answer(on_page, {"points": [{"age": 9, "level": 5, "text": "my secret"}, {"age": 12, "level": -5}]})
    assert on_page.model.payload() == {"shape": ["big"]}
    assert on_page.model.words() is None


def test_a_zero_on_a_scale_is_an_answer():
    on_page = page("arrive")
    item = on_page.content.body.items[0].id
    answer(on_page, {"values": {item: 0}})
    assert not on_page.model.is_empty
    assert on_page.model.value(item) == 0


def test_numbers_outside_a_scale_are_held_to_its_ends():
    on_page = page("arrive")
    item = on_page.content.body.items[0].id
    answer(on_page, {"values": {item: 99}})
    assert on_page.model.value(item) == 10


def test_a_form_grows_into_a_sentence():
    on_page = page("old-rule")
    field = on_page.content.body.fields[0]
    answer(on_page, {"fields": {field.id: "Never ask twice."}})
    said = next(n["text"] for n in nodes_of(on_page.widget.view, "growing_line") if n.get("key") == "sentence")
    assert "Never ask twice" in said
    assert "…" in said


def test_a_form_is_never_shared():
    on_page = page("old-rule")
    answer(on_page, dict(on_page.content.sample))
    assert on_page.model.tables() == ()
    assert on_page.model.payload() == {}


def test_findings_come_after_the_guess_and_with_their_limit():
    on_page = page("myth-or-finding")
    item = on_page.content.body.items[0]
    assert item.finding not in texts_of(on_page.widget.view)
    on_page.act("see", {})
    assert on_page.trouble, "a guess comes first"
    answer(on_page, {"guesses": {item.id: {"value": "true", "sure": 80}}})
    on_page.act("see", {})
    said = texts_of(on_page.widget.view)
    assert on_page.model.seen
    assert item.limit.split(".")[0].replace("'", "’") in said.replace("&#39;", "’").replace("'", "’")
    assert "see" not in actions_of(on_page.widget.view)


@pytest.mark.parametrize("language", languages())
def test_the_sources_of_findings_are_told_apart_by_their_names(language):
    words = load_library(language)
    on_page = ExerciseOnPage(words, words.exercises["myth-or-finding"])
    items = on_page.content.body.items
    answer(on_page, {"guesses": {items[0].id: {"value": "true"}}})
    on_page.act("see", {})
    named = [fold["summary"] for fold in nodes_of(on_page.widget.view, "details")]
    sources = [name for name in named if name.startswith(words.phrase("fact.source"))]
    assert len(set(sources)) == len(sources) == len(items)
    for item, name in zip(items, sources, strict=True):
        assert words.reference_of(item.fact).authors in name


def test_confidence_is_averaged_apart_for_right_and_wrong_guesses():
    on_page = page("myth-or-finding")
    items = on_page.content.body.items
    guesses = {i.id: {"value": "true" if i.truth else "false", "sure": 90} for i in items[:2]}
    guesses[items[2].id] = {"value": "false" if items[2].truth else "true", "sure": 60}
    answer(on_page, {"guesses": guesses})
    payload = on_page.model.payload()
    assert (payload["sure-right"], payload["sure-wrong"]) == (90, 60)


def test_every_story_has_its_own_debrief_once_asked_for():
    on_page = page("cases")
    answer(on_page, dict(on_page.content.sample))
    assert not any(n.get("key", "").startswith("after-") for n in nodes_of(on_page.widget.view))
    on_page.act("debrief", {})
    shown = [n for n in nodes_of(on_page.widget.view) if n.get("key", "").startswith("after-")]
    assert len(shown) == len(on_page.content.body.items) == 6


def test_words_typed_a_moment_before_a_tap_travel_with_it():
    on_page = page("arrive")
    item = on_page.content.body.items[0].id
    message = {"event": "action", "action": "debrief", "args": {}, "answer": {"values": {item: 3}}, "seq": 5}
    on_page.widget._receive(None, message, [])
    assert on_page.model.value(item) == 3
    on_page.widget._receive(None, {**message, "answer": {"values": {item: 9}}, "seq": 4}, [])
    assert on_page.model.value(item) == 3, "an older message never overtakes a newer one"
