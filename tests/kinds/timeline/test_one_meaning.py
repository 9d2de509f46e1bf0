"""The trust line means one thing, how much somebody trusted, in every word about it, in the drawing and in its shape."""

import re

import pytest

from tests.support.desks import answer, nodes_of
from workshop.content import load_library
from workshop.exercises.exercise import ExerciseOnPage

#: Words that ask for a change, where the line shows a level.
CHANGE = {
    "en": re.compile(r"\b(?:how much (?:it|your trust) (?:went|changed)|fell a lot|grew a lot|did it do)\b", re.I),
    "es": re.compile(r"\b(?:cuánto (?:subió|bajó)|cayó mucho|creció mucho|le pasó a tu confianza)\b", re.I),
}
LEVEL = {"en": "how much you trusted people then", "es": "cuánto confiabas entonces"}


def line(levels, language="en"):
    on_page = ExerciseOnPage(load_library(language), load_library(language).exercises["timeline"])
    answer(on_page, {"points": [{"age": 10 + i, "level": level} for i, level in enumerate(levels)]})
    return on_page


@pytest.mark.parametrize(
    ("what", "levels", "shape"),
    [
        ("five let-downs of one each", [2, 1, 0, -1, -2, -3], "small"),
        ("let-downs with better times between them", [3, 2, 3, 2, 3, 2], "small"),
        ("a betrayal, then slow repair", [4, -5, -4, -3], "big"),
        ("a further let-down after a betrayal", [4, -4, -5], "big"),
        ("nothing left to lose after a betrayal", [4, -5, -5], "big"),
        ("a betrayal after years of small let-downs", [5, 4, 3, 2, -4], "both"),
        ("a low start and nothing but rises", [-5, -4, 0, 3], "neither"),
    ],
)
def test_a_life_that_was_told_has_its_own_shape(what, levels, shape):
    assert line(levels).model.shape() == shape, what


def test_a_let_down_is_never_drawn_as_a_rise():
    """The number that is entered is the height that is drawn: less trust than before lies lower."""
    model = line([4, -4, -5]).model
    heights = [level for _, level, _ in model.points]
    assert heights == sorted(heights, reverse=True)


@pytest.mark.parametrize("language", ["en", "es"])
def test_steps_ends_question_and_paper_ask_for_the_same_thing(language):
    content, phrases = load_library(language).exercises["timeline"], load_library(language).phrases
    ends = content.body.level_labels
    said = [*content.steps, ends.low, ends.middle, ends.high, content.debrief.text, content.gentler]
    said += [text for key, text in phrases.items() if key.startswith(("kit.line_", "timeline."))]
    said += [text for key, text in phrases.items() if key.endswith(".timeline")]
    assert not [text for text in said if CHANGE[language].search(text)]
    for text in (" ".join(content.steps), content.body.level_question):
        assert LEVEL[language] in text.lower().replace("did you trust", "you trusted").replace("¿", "")


def test_the_ends_of_the_drawing_name_a_level():
    (editor,) = nodes_of(line([1]).widget.view, "timeline")
    assert editor["level_labels"]["-5"] == "I trusted hardly anyone"
    assert editor["level_labels"]["5"] == "I trusted easily"


def test_my_notes_say_which_number_is_an_age_and_what_the_levels_mean():
    assert line([-1]).model.as_text() == [
        ("How much did you trust people then?", "From −5 (I trusted hardly anyone) to +5 (I trusted easily)"),
        ("Age 10", "−1"),
    ]
    assert line([2], "es").model.as_text()[1][0] == "A los 10 años"
    assert line([]).model.as_text() == []


def test_my_notes_draw_the_line_with_a_higher_level_higher_up():
    drawn = str(line([3, -4, 0]).model.picture())
    heights = [float(y) for y in re.findall(r'<circle cx="[\d.]+" cy="([\d.]+)"', drawn)]
    assert heights[0] < heights[2] < heights[1]
    assert re.findall(r'text-anchor="middle">(\d+)<', drawn) == ["10", "11", "12"]
    assert "I trusted hardly anyone" in drawn
    assert line([3]).model.picture() is None, "one moment is no line"
