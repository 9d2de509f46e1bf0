"""Does each exercise still do what a person needs of it? Asked by ``workshop check`` and by every notebook's last cell.

No kernel and no browser are needed: an exercise is answered with its sample, and what follows is looked at.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from workshop.content import Library, Problem
from workshop.content.sharing import Table
from workshop.content.yamlfile import Place, file_of
from workshop.room.bands import ZONES

from .exercise import ExerciseOnPage
from .view import MissingTextError

#: Where in an exercise's file something is to be mended, and the end of a sentence that says what.
Fault = tuple[Place, str]


def check_exercises(library: Library, folder: Path) -> Iterator[Problem]:
    """Yield what is wrong with the exercises of a library, by file, line and field.

    Parameters
    ----------
    library
        The content of one language.
    folder
        The workshop's folder; it holds ``<language>/content/exercises/``.
    """
    for content in library.exercises.values():
        try:
            found = list(faults(ExerciseOnPage(library, content)))
        except MissingTextError as error:
            found = [(("body", "text"), f"has no “{error.key}”, which a “{content.kind}” like this one shows.")]
        except Exception as error:
            found = [((), f"can't be shown, because its kind “{content.kind}” failed: {error!r}.")]
        if found:
            file = file_of(content.id, library.language, folder)
            yield from (file.problem(place, message) for place, message in found)


def check_exercise(page: ExerciseOnPage) -> None:
    """Raise for the first thing that is wrong with an exercise, and leave it as it was.

    Raises
    ------
    AssertionError
        With a sentence that names the exercise and what went wrong.
    """
    for place, message in faults(page):
        raise AssertionError(" ".join([page.content.id, *map(str, place), message]))


def faults(page: ExerciseOnPage) -> Iterator[Fault]:
    """Answer the exercise with its sample, yield what is wrong, and leave the page as it was."""
    with page.on_trial():
        yield from _tried(page)


def _tried(page: ExerciseOnPage) -> Iterator[Fault]:
    if page.content.body.keeps_nothing:
        yield from _traces(page)
        return
    widget, model = page.widget, page.model
    before, before_view = dict(widget.answer), widget.view
    sample = dict(page.content.sample)
    if not sample:
        yield ("sample",), "is empty; give an answer as a person might give it."
        return

    widget.answer, widget.seq = sample, widget.seq + 1
    if page.trouble:
        yield ("sample",), "is not in the form that this kind of exercise writes; see the kinds in docs/authoring.md."
    elif model.answer != sample:
        yield _misread(sample, model.answer)
    elif model.is_empty:
        yield ("sample",), "answers nothing; give an answer as a person might give it."
    elif not model.as_text():
        yield ("kind",), f"“{page.content.kind}” has nothing to print for the sample; mend its as_text()."
    else:
        yield from _share_misfits(page)
    if widget.ack != widget.seq:
        yield ("kind",), f"“{page.content.kind}” did not draw the sample."
    for look in page.drawing.looks():
        widget.answer, widget.seq = dict(look), widget.seq + 1
    json.dumps(widget.view)

    page.act("pass", {})
    if not page.passed:
        yield (), "can't be passed."
    page.act("return", {})
    page.act("clear", {})
    page.dismiss()
    if not model.is_empty:
        yield ("kind",), f"“{page.content.kind}” is not empty after it was cleared."
    widget.replace_answer(before)
    page.redraw()
    if widget.view != before_view:
        yield ("kind",), f"“{page.content.kind}” does not look the same after it was answered and cleared."


def _misread(sample: object, read: object, place: Place = ("sample",)) -> Fault:
    """Return the first place where a sample is read as something else."""
    if isinstance(sample, dict) and isinstance(read, dict):
        for key, value in sample.items():
            if key not in read:
                return (*place, key), f"is {_shown(value)}, which this exercise does not take; correct or remove it."
            if value != read[key]:
                return _misread(value, read[key], (*place, key))
    if isinstance(sample, list) and isinstance(read, list) and len(sample) == len(read):
        for at, (value, other) in enumerate(zip(sample, read, strict=True)):
            if value != other:
                return _misread(value, other, (*place, at))
    return place, f"is {_shown(sample)}, but would be read as {_shown(read)}; write it so."


def _shown(value: object) -> str:
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= 60 else shown[:59] + "…"


def _traces(page: ExerciseOnPage) -> Iterator[Fault]:
    """Send an exercise that keeps nothing all that a page could send, and yield what stayed."""
    view, what = page.widget.view, f"“{page.content.kind}” must keep nothing, but"
    if page.content.sample:
        yield ("sample",), "must be {}: this kind keeps no answer."
    page.widget.answer, page.widget.seq = {"questions": {"fear": "yes"}, "_passed": True}, page.widget.seq + 1
    for action in ("pass", "share", "debrief", "open"):
        page.act(action, {})
    if page.widget.answer or not page.model.is_empty:
        yield ("kind",), f"{what} it kept an answer."
    if page.card_fields:
        yield ("kind",), f"{what} the card around it did."
    if page.widget.view != view:
        yield ("kind",), f"{what} it looks different after it was used, so somebody could tell."


def _share_misfits(page: ExerciseOnPage) -> Iterator[Fault]:
    """Compare what would be shared with what the room would count: nothing may travel that is not counted."""
    model, tables, place = page.model, {table.id: table for table in page.model.tables()}, ("sharing", "shared")
    if page.content.sharing.shared and not tables:
        yield place, f"is true, but a “{page.content.kind}” has nothing that a room could count. Set it to false."
    yield from _unnamed_zones(page, tables)
    payload = model.payload()
    if set(payload) != set(tables):
        yield place, f"can't be kept: {sorted(payload)} would be shared, but the room counts {sorted(tables)}."
        return
    for key, value in payload.items():
        if isinstance(value, str) or value is None or isinstance(value, int | float):
            if tables[key].kind != "number":
                yield place, f"can't be kept: a number would be shared where the room counts options ({key})."
        elif unknown := set(value) - {option for option, _ in tables[key].options}:
            yield place, f"can't be kept: the room does not know {sorted(unknown)} ({key})."


def _unnamed_zones(page: ExerciseOnPage, tables: Mapping[str, Table]) -> Iterator[Fault]:
    """A small room counts a scale in three parts, which need names; without a scale names would say nothing."""
    scales = [t for t in tables.values() if t.ordered and len(t.options) > ZONES]
    if page.content.sharing.shared and scales and not page.content.sharing.zones:
        yield (
            ("sharing",),
            f"needs zones: words for the low, middle and high part of “{scales[0].title}”. A small room counts these.",
        )
    if page.content.sharing.zones and not scales:
        yield ("sharing", "zones"), "names the parts of a scale, but the room counts none here. Leave it out."
