"""A kind of exercise that another package brings works like the kit's own, and no file of the kit knows it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.support.desks import actions_of, answer, texts_of
from tests.support.voices import admission_of, let_in
from workshop import paths
from workshop.cli import main
from workshop.content import kinds, load_library, plugins
from workshop.content.exercise import exercise_model
from workshop.content.loading import read_library
from workshop.exercises.checking import check_exercise
from workshop.exercises.desk import Role
from workshop.exercises.exercise import ExerciseOnPage
from workshop.paper.sheets import check_sheets, chosen, sheets_page
from workshop.room import Store
from workshop.visit.session import Session

OUTSIDE = Path(__file__).parents[1] / "support" / "outside_kind"
SAMPLE = {"letter": "Dear friend", "was": "light"}


def forget() -> None:
    """Let the kinds be looked for anew."""
    for cached in (kinds.kinds, exercise_model):
        cached.cache_clear()


@pytest.fixture
def installed(monkeypatch):
    """The other package, as pip leaves it: importable, and its entry point beside it."""
    monkeypatch.syspath_prepend(str(OUTSIDE))
    forget()
    yield
    monkeypatch.undo()
    for name in [name for name in sys.modules if name.partition(".")[0] == "letter"]:
        del sys.modules[name]
    forget()
    exercise_model()


@pytest.fixture
def assets(installed, tmp_path):
    """The content with one exercise of that kind in a step of a part."""
    shutil.copytree(paths.workshop() / "en", tmp_path / "en")
    for path in paths.workshop().glob("*.yaml"):
        shutil.copy(path, tmp_path / path.name)
    shutil.copy(OUTSIDE / "unsent.yaml", tmp_path / "en/content/exercises/unsent.yaml")
    return tmp_path


@pytest.fixture
def library(assets):
    return read_library("en", assets)


def test_it_is_loaded_and_does_what_a_person_needs(library):
    page = ExerciseOnPage(library, library.exercises["unsent"])
    check_exercise(page)
    assert "How was it to write?" in texts_of(page.widget.view)


def test_it_is_answered_shared_and_revealed_like_any_other(library, tmp_path):
    store = Store(f"sqlite:///{tmp_path}/rooms.db")
    room = store.create()
    people = []
    for number in range(6):
        session = Session(library)
        let_in(room, admission_of(number))
        session.enter(room.id, Role.PARTICIPANT, store, admission=admission_of(number))
        people.append((session, ExerciseOnPage(library, library.exercises["unsent"], session)))
    room.open("unsent")
    for session, page in people:
        session.refresh()
        answer(page, {**SAMPLE, "_level": "count"})
        assert "share" in actions_of(page.widget.view)
        page.act("share", {})
        assert page.trouble == ""
    room.reveal("unsent", people[0][1].model.tables())
    session, page = people[0]
    session.refresh()
    assert "Light" in texts_of(page.widget.view)
    assert b"Dear friend" not in b"".join(path.read_bytes() for path in tmp_path.glob("rooms.db*"))


def test_it_is_printed(library, assets):
    page = sheets_page(library, chosen(library, exercise="unsent"))
    assert "How was it to write?" in page
    assert list(check_sheets(library, assets)) == []


def test_the_check_reads_it_and_names_what_is_wrong_with_it(assets, capsys, monkeypatch):
    monkeypatch.setenv("WORKSHOP_FOLDER", "")  # set by the command, taken back after the test
    path = assets / "en/content/exercises/unsent.yaml"
    path.write_text(path.read_text().replace("was: light}", "was: grey}"))
    assert main(["check", "--workshop", str(assets), "--lang", "en", "--today", "2026-11-23"]) == 1
    said = capsys.readouterr().err
    assert 'unsent.yaml, line 17: sample.was is "grey", which this exercise does not take' in said
    assert "leave out the exercise “unsent”" in said, "it is in no step of the part yet"


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([], "No kind of exercise is installed."),
        ([("letter", "nowhere.to_be_found:KIND")], "can't be loaded: No module named 'nowhere'"),
        ([("letter", "json:dumps")], "is no Kind of that name"),
        ([("choice", "workshop.kinds.choice:KIND")] * 2, "Two packages bring a kind of exercise called “choice”."),
    ],
)
def test_kinds_that_cannot_be_found_are_a_sentence_and_no_traceback(monkeypatch, capsys, entries, said):
    from importlib.metadata import EntryPoint

    found = [EntryPoint(name, value, kinds.GROUP) for name, value in entries]
    monkeypatch.setattr(plugins, "entry_points", lambda group: found)
    forget()
    try:
        assert main(["check", "--lang", "en"]) == 1
        assert said in capsys.readouterr().err
    finally:
        monkeypatch.undo()
        forget()
        exercise_model()
        load_library.cache_clear() if hasattr(load_library, "cache_clear") else None
