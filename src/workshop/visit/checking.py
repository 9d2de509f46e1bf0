"""Checks that nbval runs in every notebook: does each exercise still do what a person needs of it?"""

from __future__ import annotations

import json

from workshop.content.kinds import kind
from workshop.exercises.exercise import ExerciseOnPage


def check_exercise(page: ExerciseOnPage) -> None:
    """Answer the exercise with its sample, look at everything that follows, and leave it as it was.

    Raises
    ------
    AssertionError
        With a sentence that names the exercise and what went wrong.
    """
    if page.content.body.keeps_nothing:
        _check_traceless(page)
        return
    name, widget, model = page.content.id, page.widget, page.model
    before, before_view = dict(widget.answer), widget.view
    sample = dict(page.content.sample)

    widget.answer, widget.seq = sample, widget.seq + 1
    assert not page.trouble, f"{name} does not take its own sample answer: {page.trouble}"
    assert not model.is_empty, f"{name} is still empty after it was answered."
    assert widget.ack == widget.seq, f"{name} did not draw the answer it was given."
    assert model.in_words(), f"{name} has nothing to print for its answer."
    json.dumps(widget.view)

    again = kind(page.content.kind).model(page.content, page.library.phrase)
    again.answer = json.loads(json.dumps(model.answer))
    assert again.answer == model.answer, f"{name} comes back from a saved file as another answer."
    _check_share(page)

    page.act("pass", {})
    assert page.passed, f"{name} can't be passed."
    page.act("return", {})
    page.act("clear", {})
    page.dismiss()
    assert model.is_empty, f"{name} is not empty after it was cleared."
    widget.replace_answer(before)
    page.redraw()
    assert widget.view == before_view, f"{name} does not look the same after it was answered and cleared."


def _check_traceless(page: ExerciseOnPage) -> None:
    """Send an exercise that keeps nothing all that a page could send, and look for what stayed."""
    name, view = page.content.id, page.widget.view
    page.widget.answer, page.widget.seq = {"questions": {"fear": "yes"}, "_passed": True}, page.widget.seq + 1
    for action in ("pass", "share", "debrief", "open"):
        page.act(action, {})
    assert page.widget.answer == {}, f"{name} must keep nothing, but it kept an answer."
    assert page.model.is_empty, f"{name} must keep nothing, but its model did."
    assert not page.frame_state, f"{name} must keep nothing, but the frame around it did."
    assert page.widget.view == view, f"{name} looks different after it was used, so somebody could tell."


def _check_share(page: ExerciseOnPage) -> None:
    """Compare what would be shared with what the room would count: nothing may travel that is not counted."""
    name, tables = page.content.id, {table.id: table for table in page.model.tables()}
    payload = page.model.payload()
    if page.content.sharing.room == "none":
        assert not payload, f"{name} shares something, though its content says that it shares nothing."
        return
    assert set(payload) == set(tables), f"{name} shares {sorted(payload)}, but the room counts {sorted(tables)}."
    for key, value in payload.items():
        if isinstance(value, str) or value is None or isinstance(value, int | float):
            assert tables[key].kind == "number", f"{name} shares a number where the room counts options: {key}."
            continue
        unknown = set(value) - {option for option, _ in tables[key].options}
        assert not unknown, f"{name} shares options that the room does not know: {sorted(unknown)}."
