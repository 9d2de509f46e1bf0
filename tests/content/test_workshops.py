"""Every workshop of the kit, and one that was just begun, goes through every command."""

from __future__ import annotations

import json

import pytest

from tests.support.server import serving
from workshop import paths
from workshop.cli import main
from workshop.content import load_library, load_manifest
from workshop.content.kinds import kinds
from workshop.exercises.checking import check_exercise
from workshop.exercises.exercise import ExerciseOnPage

WORKSHOPS = paths.built_in()
OTHERS = [name for name in WORKSHOPS if name != paths.default_workshop()]
DAY = "2026-11-27"


def test_the_default_workshop_comes_first():
    assert next(iter(WORKSHOPS)) == paths.default_workshop()
    assert len(WORKSHOPS) > 1


@pytest.mark.parametrize("name", OTHERS)
def test_it_is_checked(name, capsys):
    """The default one is checked by `make test` itself."""
    code, said = main(["check", "--workshop", name, "--today", DAY]), capsys.readouterr()
    assert code == 0, said.err
    assert "All is well." in said.out


@pytest.mark.parametrize("command", ["guide", "sheets"])
@pytest.mark.parametrize("name", WORKSHOPS)
def test_it_is_printed(name, command, tmp_path):
    out = tmp_path / "page.html"
    assert main([command, "--workshop", name, "--out", str(out)]) == 0
    library = load_library(load_manifest(WORKSHOPS[name]).languages[0], WORKSHOPS[name])
    said = out.read_text("utf-8")
    titles = [exercise.title for exercise in library.exercises.values()]
    assert [title for title in titles if title.replace("'", "&#39;") not in said and title not in said] == []


@pytest.mark.parametrize("name", OTHERS)
def test_each_exercise_of_another_workshop_does_what_a_person_needs(name):
    library = load_library(load_manifest(WORKSHOPS[name]).languages[0], WORKSHOPS[name])
    for exercise in library.exercises.values():
        check_exercise(ExerciseOnPage(library, exercise))
    assert len({exercise.kind for exercise in library.exercises.values()} & set(kinds())) >= 3


def test_a_notebook_belongs_to_the_workshop_in_whose_folder_it_lies(monkeypatch):
    monkeypatch.chdir(WORKSHOPS["feedback"] / "en")
    assert load_library("en").phrase("app.name") == "Feedback without harm"


def test_words_of_a_workshop_stand_in_for_the_kits_and_all_others_stay():
    own, kit = load_library("en", WORKSHOPS["feedback"]).phrases, load_library("en", WORKSHOPS["trust"]).phrases
    said = {"app.name", "kit.line_empty", "paper.sheet.safety", "paper.sheet.timeline"}
    assert {key for key in kit if own[key] != kit[key]} == said, (
        "each of the two says its own name, and trust what it is about"
    )


@pytest.mark.server
def test_another_workshop_is_served(tmp_path):
    with serving(tmp_path, "--workshop", "feedback") as server, server.joined() as client:
        assert "Feedback without harm" in client.get("/").text
        assert "What a camera would have seen" in client.get("/part/01-giving").text


def test_a_new_workshop_passes_the_check_at_once_and_can_be_printed(tmp_path, capsys):
    folder = tmp_path / "grief"
    assert main(["new", str(folder)]) == 0
    assert main(["check", "--workshop", str(folder), "--today", DAY]) == 0, capsys.readouterr().err
    assert main(["sheets", "--workshop", str(folder), "--out", str(tmp_path / "sheets.html")]) == 0
    first = (folder / "en" / "content" / "pages.yaml").read_text("utf-8").splitlines()[0]
    named = folder / "en" / "content" / first.split("$schema=")[1]
    assert json.loads(named.read_text("utf-8"))["title"] == "Pages"


def test_a_new_workshop_never_covers_what_is_there(tmp_path, capsys):
    (tmp_path / "letters.txt").write_text("mine")
    assert main(["new", str(tmp_path)]) == 1
    assert "is there already" in capsys.readouterr().err
    assert (tmp_path / "letters.txt").read_text() == "mine"


def test_a_folder_that_is_not_there_is_named(capsys):
    assert main(["guide", "--workshop", "nowhere"]) == 1
    assert "workshop new nowhere" in capsys.readouterr().err


@pytest.fixture
def begun(tmp_path):
    main(["new", str(tmp_path / "begun")])
    return tmp_path / "begun"


def checked(folder, capsys):
    assert main(["check", "--workshop", str(folder), "--today", DAY]) == 1
    return capsys.readouterr().err


def test_an_exercise_that_no_notebook_shows_is_named(begun, capsys):
    path = begun / "en" / "01-giving.ipynb"
    path.write_text(path.read_text("utf-8").replace('page.exercise(\\"camera\\")', "None"), "utf-8")
    assert 'en/01-giving.ipynb: cells shows no exercise “camera”. Add a cell: page.exercise("camera")' in checked(
        begun, capsys
    )


def test_an_exercise_of_another_part_in_a_notebook_is_named_with_its_line(begun, capsys):
    path = begun / "en" / "01-giving.ipynb"
    path.write_text(path.read_text("utf-8").replace('exercise(\\"camera\\")', 'exercise(\\"one-thing\\")'), "utf-8")
    line = next(at for at, text in enumerate(path.read_text("utf-8").splitlines(), 1) if "one-thing" in text)
    assert f"en/01-giving.ipynb, line {line}: cells shows “one-thing”, which is not" in checked(begun, capsys)


def test_a_part_without_a_notebook_is_named(begun, capsys):
    (begun / "en" / "02-receiving.ipynb").unlink()
    assert "en/02-receiving.ipynb: is missing: the part “Hearing it” has no notebook." in checked(begun, capsys)


def test_a_part_that_the_manifest_does_not_know_is_named(begun, capsys):
    path = begun / "workshop.yaml"
    path.write_text(path.read_text("utf-8").split("  02-receiving:")[0], "utf-8")
    assert "workshop.yaml: parts names no “02-receiving”" in checked(begun, capsys)
