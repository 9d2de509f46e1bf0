"""What the new kinds give a room, from a share to a reveal; and that the private check gives it nothing."""

from __future__ import annotations

import pytest

from tests.support.kinds import model_of
from tests.support.voices import admission_of, share
from workshop.content import load_library
from workshop.exercises import results
from workshop.room import Store

SHARED = ["loop", "thought-record", "ladder", "therapies", "find-care"]
ALONE = ["safety-fork", "support-map", "next-step"]


@pytest.fixture
def room(tmp_path):
    return Store(f"sqlite:///{tmp_path}/rooms.sqlite").create(language="en", hours=1)


@pytest.mark.parametrize("name", SHARED)
def test_six_people_see_a_result_and_four_do_not(room, name):
    library = load_library("en")
    model = model_of(name, dict(library.exercises[name].sample))
    room.go_to(library.exercises[name].part)
    room.open(name)
    for person in range(4):
        share(room, admission_of(person), name, model.payload())
    assert not room.reveal(name, model.tables()).enough
    for person in range(4, 6):
        share(room, admission_of(person), name, model.payload())
    snapshot = room.reveal(name, model.tables())
    assert snapshot.enough
    assert results.draw(snapshot, model.tables(), library)
    stored = repr(snapshot)
    for _, said in model.as_text():
        assert len(said) < 25 or said not in stored


@pytest.mark.parametrize("name", ALONE)
def test_some_give_a_room_nothing_at_all(name):
    library = load_library("en")
    model = model_of(name, dict(library.exercises[name].sample))
    assert not library.exercises[name].sharing.shared
    assert (model.tables(), model.payload(), model.words()) == ((), {}, None)
