"""A file of notes beside the notebooks, which several of them keep together."""

from __future__ import annotations

import json

import pytest

from tests.support.desks import library
from workshop import part
from workshop.visit.part import PartPage
from workshop.visit.session import Session


def page_of(name: str, folder) -> PartPage:
    page = PartPage(library(), name, Session(library()), folder)
    for exercise in library().parts[name].steps:
        if exercise.exercise:
            page.exercise(exercise.exercise)
    return page


def write(page: PartPage, name: str, text: str) -> None:
    page.exercises[name].widget.answer = {"text": text}


def kept(folder) -> dict:
    return json.loads((folder / "notes.json").read_text("utf-8"))["answers"]


def test_two_notebooks_keep_one_file_together(tmp_path):
    first, second = page_of("01-causes", tmp_path), page_of("04-skills", tmp_path)
    one, other = list(first.exercises)[1], list(second.exercises)[1]
    write(second, other, "from four")
    second._notes._act("keep-file", {})
    write(first, one, "from one")
    assert {name: answer["text"] for name, answer in kept(tmp_path).items()} == {one: "from one", other: "from four"}
    write(second, other, "from four, more")
    assert {name: answer["text"] for name, answer in kept(tmp_path).items()} == {
        one: "from one",
        other: "from four, more",
    }
    first.exercises[one].widget.answer = {}
    assert list(kept(tmp_path)) == [other]


def test_an_exercise_of_both_notebooks_is_not_emptied_by_the_one_that_never_touched_it(tmp_path):
    first, second = page_of("01-causes", tmp_path), page_of("04-skills", tmp_path)
    (shared,) = set(first.exercises) & set(second.exercises)
    write(first, shared, "in the first")
    first._notes._act("keep-file", {})
    write(second, list(second.exercises)[1], "elsewhere")
    assert kept(tmp_path)[shared]["text"] == "in the first"


def test_a_damaged_file_is_left_as_it_is(tmp_path):
    file = tmp_path / "notes.json"
    file.write_text("{half a", "utf-8")
    page = page_of("01-causes", tmp_path)
    write(page, list(page.exercises)[0], "new")
    assert file.read_text("utf-8") == "{half a"
    assert page._notes.trouble == library().phrase("error.file_damaged")


@pytest.mark.parametrize("surface", ["lab", "voila"])
def test_cells_that_are_run_again_keep_the_answers(tmp_path, monkeypatch, surface):
    monkeypatch.setenv("WORKSHOP_SURFACE", surface)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("workshop.visit.part._open", {})
    page = part("01-causes")
    name = library().parts["01-causes"].steps
    exercise = next(step.exercise for step in name if step.exercise)
    page.exercise(exercise)
    write(page, exercise, "still here")
    again = part("01-causes")
    again.exercise(exercise)
    assert again.exercises[exercise].widget.answer.get("text") == ("still here" if surface == "lab" else None)
