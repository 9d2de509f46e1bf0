"""What a person takes along, and how it comes back."""

import datetime as dt
import html
import json
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.desks import actions_of, library, texts_of
from workshop.visit.part import PartPage
from workshop.visit.session import Session
from workshop.workbook import BookError, Workbook, printing
from workshop.workbook.keeping import NotesFile

ANSWER = {"values": {"comfort": 4}, "_level": "count", "_shared": "abc"}


def sent(widget):
    messages = []
    widget.send = lambda content, buffers=None: messages.append(content)
    return messages


@pytest.fixture
def page(tmp_path):
    page = PartPage(library(), "00-welcome", Session(library()), tmp_path)
    for name in ("agreement", "arrive"):
        page.exercise(name)
    return page


def test_a_file_comes_back_as_it_was_but_without_what_belongs_to_a_room():
    text = Workbook({"arrive": ANSWER}).to_json("en")
    book, skipped = Workbook.from_json(text, ["arrive"])
    assert book.answers == {"arrive": {"values": {"comfort": 4}, "_level": "count"}}
    assert skipped == []


@pytest.mark.parametrize("old", ["trust-workshop-notes", "workshop-answers"])
def test_files_saved_in_an_older_form_come_back(page, old):
    page.notes()
    page._notes._act("import", {"text": json.dumps({"format": old, "version": 1, "answers": {"arrive": ANSWER}})})
    answer = page.exercises["arrive"].widget.answer
    assert answer["values"] == {"comfort": 4}
    assert answer.get("_shared") != "abc", "what was shared belongs to another room"
    assert not page._notes.trouble


@given(st.text(max_size=300))
def test_any_other_file_is_refused_with_a_sentence(text):
    with pytest.raises(BookError) as error:
        Workbook.from_json(text, ["arrive"])
    assert library().phrase(error.value.key)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (json.dumps({"format": "workshop-notes", "version": 99, "answers": {}}), "error.file_newer"),
        (json.dumps({"format": "workshop-notes", "version": 1, "answers": []}), "error.file_damaged"),
        ("[" * 100_000, "error.file_damaged"),
        ('"' + "x" * 1_000_001 + '"', "error.file_large"),
    ],
)
def test_newer_damaged_and_huge_files(text, key):
    with pytest.raises(BookError) as error:
        Workbook.from_json(text, [])
    assert error.value.key == key


def test_exercises_that_do_not_exist_are_named_and_the_rest_comes_back(page):
    text = Workbook({"arrive": ANSWER, "gone": {"x": 1}}).to_json("en")
    messages = sent(page.notes())
    page._notes._act("import", {"text": text})
    assert page.exercises["arrive"].model.answer["values"] == {"comfort": 4}
    assert [m["event"] for m in messages] == ["restore"]
    assert "1" in page._notes.news


def test_a_damaged_file_changes_nothing(page):
    page.exercises["arrive"].widget.answer = dict(page.exercises["arrive"].content.sample)
    before = dict(page.exercises["arrive"].model.answer)
    page._notes._act("import", {"text": "{"})
    assert page.exercises["arrive"].model.answer == before
    assert library().phrase("error.file_damaged") in texts_of(page.notes().view)


def test_the_page_to_print_holds_every_answer_and_nothing_from_outside(page):
    arrive = page.exercises["arrive"]
    arrive.widget.answer = {**arrive.content.sample, "word": "<script>alert(1)</script>"}
    messages = sent(page.notes())
    page._notes._act("download-page", {"answers": {"old-rule": dict(library().exercises["old-rule"].sample)}})
    (message,) = messages
    assert message["filename"] == "notes.html"
    assert "&lt;script&gt;" in message["text"]
    assert "<script" not in message["text"]
    assert "http" not in message["text"].replace("http-equiv", "")
    assert library().exercises["old-rule"].title in message["text"]
    assert library().exercises["arrive"].title in message["text"]


def test_an_empty_workbook_says_so(page):
    assert html.escape(library().phrase("workbook.empty"), quote=True) in page._notes.html(Workbook()).replace(
        "&#34;", "&quot;"
    ).replace("&#39;", "&#x27;")


def test_the_printed_page_is_one_file():
    words = {"title": "t", "made_on": "d", "private": "p", "empty": "e", "language": "en", "direction": "ltr"}
    page = printing.page([("Part", [("Title", [("Q", "A\nB")], None)])], words, dt.date(2026, 1, 2))
    assert "<link" not in page
    assert "src=" not in page


def test_before_a_download_the_monitored_device_is_named(page):
    assert library().pages.workbook.warning.split("?")[0] in texts_of(page.notes().view)


def test_nothing_is_written_before_it_is_asked_for(page, tmp_path):
    page.exercises["arrive"].widget.answer = dict(page.exercises["arrive"].content.sample)
    assert list(tmp_path.iterdir()) == []
    page._notes._act("keep-file", {})
    (kept,) = tmp_path.iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    again = PartPage(library(), "00-welcome", Session(library()), tmp_path)
    assert again.exercise("arrive").answer == page.exercises["arrive"].model.answer
    page._notes._act("forget-file", {})
    assert list(tmp_path.iterdir()) == []


def test_a_kept_file_follows_every_change(page, tmp_path):
    page._notes._act("keep-file", {})
    page.exercises["agreement"].widget.answer = dict(page.exercises["agreement"].content.sample)
    book = NotesFile(tmp_path).load(["agreement", "arrive"])
    assert "agreement" in book.answers


def test_a_folder_that_cannot_be_written_says_so_and_keeps_the_answer(page, monkeypatch):
    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkstemp", full)
    page._notes._act("keep-file", {})
    assert library().phrase("exercise.kept_not") in texts_of(page.notes().view)


def test_a_damaged_kept_file_is_left_alone_and_said(tmp_path):
    (tmp_path / "notes.json").write_text("{ not json")
    page = PartPage(library(), "00-welcome", Session(library()), tmp_path)
    page.exercise("arrive")
    assert library().phrase("error.file_damaged") in texts_of(page.notes().view)
    assert (tmp_path / "notes.json").read_text() == "{ not json"


def told(page, answer):
    """Answer as the browser does."""
    widget = page.exercises["arrive"].widget
    with widget.hold_trait_notifications():
        widget.answer, widget.seq = answer, widget.seq + 1


def test_what_says_something_else_here_is_not_replaced_by_a_file_without_asking(page):
    told(page, {"values": {"comfort": 2}})
    text = Workbook({"arrive": ANSWER}).to_json("en")
    page._notes._act("import", {"text": text})
    assert page.exercises["arrive"].model.answer["values"] == {"comfort": 2}
    assert {"import-leave", "import-replace"} <= set(actions_of(page._notes.widget.view))
    page._notes._act("import-leave", {})
    assert page.exercises["arrive"].model.answer["values"] == {"comfort": 2}
    assert "import-replace" not in actions_of(page._notes.widget.view)
    page._notes._act("import", {"text": text})
    page._notes._act("import-replace", {})
    assert page.exercises["arrive"].model.answer["values"] == {"comfort": 4}


def test_a_file_does_not_say_who_may_see_an_answer_that_has_been_shared(page):
    told(page, {"values": {"comfort": 2}, "_level": "count", "_shared": "token"})
    page._notes._act(
        "import", {"text": Workbook({"arrive": {**ANSWER, "_passed": True, "_level": "me"}}).to_json("en")}
    )
    page._notes._act("import-replace", {})
    kept = page.exercises["arrive"].widget.answer
    assert (kept["_level"], kept["_shared"], kept.get("_passed")) == ("count", "token", None)
