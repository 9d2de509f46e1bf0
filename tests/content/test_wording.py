"""The tone of what participants read: easy sentences, patterns, no labels."""

from __future__ import annotations

import re

import pytest

from tests.support.reading import grade, grade_of, sentences, syllables, wording
from workshop import paths

#: Words that put a label on a person or give a verdict.
LABELS = re.compile(
    r"\b(?:toxic|narcissis\w*|gaslighters?|clingy|needy|paranoid|crazy|victims?|abusers?|damaged people"
    r"|broken people|your score|attachment style|you are (?:anxious|avoidant|insecure))\b",
    re.IGNORECASE,
)


def everything(library):
    yield from ((exercise.id, exercise) for exercise in library.exercises.values())
    yield from ((name, getattr(library.pages, name)) for name in type(library.pages).model_fields)


@pytest.mark.parametrize(("word", "count"), [("trust", 1), ("people", 2), ("little", 2), ("made", 1), ("family", 3)])
def test_syllables(word, count):
    assert syllables(word) == count


def test_grade_tells_easy_from_hard():
    assert grade("You can stop. You can come back.") < 2
    assert grade("Interpersonal vulnerability necessitates considerable psychological accommodation.") > 15


def test_a_twelve_year_old_can_read_it(library):
    for name, item in everything(library):
        assert grade_of(item) <= 6, name


def test_sentences_are_short(library):
    for name, item in everything(library):
        for text in wording(item):
            for sentence in sentences(text):
                assert len(sentence) <= 28, (name, " ".join(sentence))


def test_nobody_is_labelled(library):
    for name, item in everything(library):
        for text in wording(item):
            assert not LABELS.search(text), (name, text)
    for key, text in library.phrases.items():
        assert not LABELS.search(text), key


def test_guides_do_not_label_either(library):
    for part in library.parts.values():
        for text in wording(part):
            assert not LABELS.search(text), (part.id, text)


def test_a_facilitator_can_read_a_plan_at_a_glance(library):
    for part in library.parts.values():
        assert grade_of(part) <= 6, part.id
        for text in wording(part):
            for sentence in sentences(text):
                assert len(sentence) <= 28, (part.id, " ".join(sentence))


def test_notebooks_and_appendices_do_not_label(library):
    for text in wording(library.guide):
        assert not LABELS.search(text), text
    for path in paths.notebooks().glob("*.ipynb"):
        assert not LABELS.search(path.read_text(encoding="utf-8")), path.name


def test_steps_are_short_instructions(library):
    for exercise in library.exercises.values():
        assert 1 <= len(exercise.steps) <= 6, exercise.id
        for pause in library.pages.pause.choices:
            assert all(len(step) <= 80 for step in pause.steps)
