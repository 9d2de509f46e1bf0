"""A kind of exercise or a toy model that another package brings works like the kit's own, which knows neither."""

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
from workshop.exercises.exercise import ExerciseOnPage
from workshop.exercises.room_context import Role
from workshop.kinds.explorable.game import STAGES
from workshop.kinds.explorable.toy import toy_models
from workshop.paper.sheets import check_sheets, chosen, sheets_page
from workshop.room import Store
from workshop.visit.session import Session

OUTSIDE = Path(__file__).parents[1] / "support" / "outside_kind"
TOY = OUTSIDE.with_name("outside_toy")
SAMPLE = {"letter": "Dear friend", "was": "light"}


def forget() -> None:
    """Let the kinds be looked for anew."""
    for cached in (kinds.kinds, toy_models, exercise_model):
        cached.cache_clear()


@pytest.fixture
def installed(monkeypatch):
    """The other packages, as pip leaves them: importable, and the entry point beside each."""
    for folder in (OUTSIDE, TOY):
        monkeypatch.syspath_prepend(str(folder))
    forget()
    yield
    monkeypatch.undo()
    for name in [name for name in sys.modules if name.partition(".")[0] in ("letter", "tea")]:
        del sys.modules[name]
    forget()
    exercise_model()


@pytest.fixture
def assets(installed, tmp_path):
    """The content with an exercise of that kind and one of that toy model."""
    shutil.copytree(paths.workshop() / "en", tmp_path / "en")
    for path in paths.workshop().glob("*.yaml"):
        shutil.copy(path, tmp_path / path.name)
    shutil.copy(OUTSIDE / "unsent.yaml", tmp_path / "en/content/exercises/unsent.yaml")
    shutil.copy(TOY / "cooling.yaml", tmp_path / "en/content/exercises/cooling.yaml")
    return tmp_path


@pytest.fixture
def library(assets):
    return read_library("en", assets)


def test_it_is_loaded_and_does_what_a_person_needs(library):
    page = ExerciseOnPage(library, library.exercises["unsent"])
    check_exercise(page)
    assert "How was it to write?" in texts_of(page.widget.view)


def test_a_toy_model_is_played_and_counted(library):
    page = ExerciseOnPage(library, library.exercises["cooling"])
    answer(page, {"prediction": 7})
    for stage in STAGES[1:]:
        page.act("stage", {"value": stage})
    assert "After five minutes 59% of the warmth is left." in texts_of(page.widget.view)
    answer(page, {**page.widget.answer, "settings": {"draught": 0.2}})
    assert "After five minutes 33% of the warmth is left." in texts_of(page.widget.view)
    assert page.model.payload() == {"prediction": ["later"]}
    check_exercise(page)


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
    assert "Write down how warm it is." in sheets_page(library, chosen(library, exercise="cooling"))
    assert list(check_sheets(library, assets)) == []


def test_the_check_reads_it_and_names_what_is_wrong_with_it(assets, capsys):
    path = assets / "en/content/exercises/unsent.yaml"
    path.write_text(path.read_text().replace("was: light}", "was: grey}"))
    assert main(["check", "--workshop", str(assets), "--lang", "en", "--today", "2026-11-23"]) == 1
    said = capsys.readouterr().err
    assert 'unsent.yaml, line 17: sample.was is "grey", which this exercise does not take' in said
    assert "leave out the exercise “unsent”" in said, "it is in no step of the part yet"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("model: tea", "model: coffee", "names no toy model that is installed; there are: alarm, echo,"),
        ("    left:", "    over:", "cooling.yaml, line 25: body.text has no “left”"),
    ],
)
def test_the_check_says_what_a_toy_model_lacks(assets, capsys, old, new, said):
    path = assets / "en/content/exercises/cooling.yaml"
    path.write_text(path.read_text().replace(old, new))
    assert main(["check", "--workshop", str(assets), "--lang", "en", "--today", "2026-11-23"]) == 1
    assert said in capsys.readouterr().err


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
