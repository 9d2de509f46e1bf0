"""The private check keeps nothing: not in the widget, not in the notes, not in a file, not in a room."""

from __future__ import annotations

import json
import re

import pytest

from tests.support.kinds import model_of, page_of
from workshop import paths
from workshop.content import help_list, load_library
from workshop.exercises.checking import check_exercise
from workshop.exercises.exercise import ExerciseOnPage
from workshop.exercises.room_context import Role, Status
from workshop.exercises.safety_check import safety_check
from workshop.visit.part import PartPage
from workshop.workbook import Workbook

TRIES = [
    {"questions": {"fear": "yes"}},
    {"_passed": True},
    {"_debrief": True, "_level": "count"},
    {"fear": True, "seen": 1},
]


class WatchfulContext:
    """A room that is open for everything, and cries out if it is touched."""

    role = Role.PARTICIPANT

    def __init__(self):
        self.touched = []

    def status(self, exercise):
        return Status.OPEN

    def shared(self, exercise):
        return None

    def snapshot(self, exercise):
        return None

    def watch(self, callback, exercise=""):
        pass

    def __getattr__(self, name):
        def touch(*args):
            self.touched.append((name, args))

        return touch


def test_the_check_of_the_notebooks_passes():
    check_exercise(page_of("safety-fork"))


@pytest.mark.parametrize("sent", TRIES)
def test_what_a_browser_sends_anyway_is_dropped(sent):
    page = page_of("safety-fork")
    view = page.widget.view
    page.widget.answer, page.widget.seq = sent, 1
    assert page.widget.answer == {}
    assert page.card_fields == {}
    assert page.model.answer == {}
    assert page.widget.view == view


@pytest.mark.parametrize("action", ["share", "withdraw", "pass", "return", "clear", "debrief", "reveal", "open", "yes"])
def test_no_tap_reaches_the_room_or_changes_the_page(action):
    library, context = load_library("en"), WatchfulContext()
    page = ExerciseOnPage(library, library.exercises["safety-fork"], context)
    view = page.widget.view
    page.act(action, {"step": "open"})
    assert context.touched == []
    assert page.widget.view == view
    assert page.widget.answer == {}


def test_there_is_nothing_to_tap_that_the_kernel_would_hear_of():
    """In the whole view of the check no node has an action or a field."""

    def look(node):
        assert "action" not in node, node
        assert "field" not in node, node
        for child in node.get("children", ()):
            look(child)

    look(page_of("safety-fork").widget.view)


def test_it_has_no_table_no_words_and_no_line_on_paper():
    model = model_of("safety-fork", {"questions": {"fear": "yes"}})
    assert (model.answer, model.tables(), model.payload(), model.words(), model.as_text()) == ({}, (), {}, None, [])


def test_notes_do_not_mention_it(tmp_path):
    library = load_library("en")
    page = PartPage(library, "01-causes", folder=tmp_path)
    on_page = ExerciseOnPage(library, library.exercises["safety-fork"])
    page.exercises["safety-fork"] = on_page
    on_page.widget.answer = {"questions": {"fear": "yes"}}
    notes = page._notes
    book = notes.book()
    assert "safety-fork" not in book.answers
    assert "safety-fork" not in book.to_json("en")
    smuggled = Workbook({"safety-fork": {"questions": {"fear": "yes"}}})
    title = library.exercises["safety-fork"].title
    assert title not in notes.html(smuggled)
    notes._bring_back(smuggled.to_json("en"), book)
    assert on_page.widget.answer == {}
    assert not list(tmp_path.iterdir())


def test_an_exercise_keeps_no_sign_of_the_check_before_it():
    page = page_of("thought-record")
    fork = next(child for child in page.widget.view["children"][0]["children"] if child["node"] == "safety_check")
    assert fork["folded"] is True
    assert not {"field", "action", "id"} & set(fork)
    assert json.dumps(page.widget.answer) == "{}"


def test_every_exercise_that_asks_for_it_has_it_before_anything_to_fill_in():
    library = load_library("en")
    for content in library.exercises.values():
        if not content.safety_check:
            continue
        children = ExerciseOnPage(library, content).widget.view["children"][0]["children"]
        kinds = [child["node"] for child in children]
        keys = [child.get("key") for child in children]
        assert "safety_check" in kinds, content.id
        assert kinds.index("safety_check") < keys.index("body"), content.id


def test_numbers_travel_with_the_page():
    fork = next(
        c for c in page_of("thought-record").widget.view["children"][0]["children"] if c["node"] == "safety_check"
    )
    assert fork["helplines"]["countries"] == help_list(load_library("en"))["countries"]


def test_a_page_has_them_in_its_own_bar(monkeypatch):
    monkeypatch.setenv("WORKSHOP_SURFACE", "voila")
    assert "helplines" not in safety_check(load_library("en"), folded=True)


def test_the_browser_side_has_no_way_out():
    """Its source names no answer line, no store, no network, and no form field that a browser would restore."""
    source = (paths.root() / "frontend/kit/nodes/safety_check.jsx").read_text("utf-8")
    code = re.sub(r"/\*.*?\*/|//.*", "", source, flags=re.S)
    for way in ("useSync", "useField", "sync.", "act(", "fetch", "Storage", "workshopDevice", "sendBeacon", "XMLHttp",
                "cookie", "history", "location", "<input", "<textarea", "<select", "console", "postMessage"):  # fmt: skip
        assert way not in code, way
