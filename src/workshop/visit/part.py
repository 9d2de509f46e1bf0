"""The short lines of a part's notebook: ``page = part("01-causes")``, ``page.exercise("cases")``, ``page.notes()``."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from ipywidgets import Widget

from workshop.content import Library, languages, load_library
from workshop.content.phrases import of_controls
from workshop.controls.widget import KitWidget, served
from workshop.exercises.checking import check_exercise
from workshop.exercises.exercise import ExerciseOnPage
from workshop.exercises.room_context import Lead
from workshop.exercises.safety_check import safety_check

from .notes import Notes
from .session import Session, from_environment
from .top import Top


class ExerciseCell:
    """What ``page.exercise(...)`` gives a notebook: it shows the exercise and tells its answer.

    Attributes
    ----------
    on_page
        The exercise with its model and widget.
    """

    def __init__(self, on_page: ExerciseOnPage) -> None:
        self.on_page = on_page

    @property
    def answer(self) -> dict[str, Any]:
        """The person's answer so far, as plain data."""
        return dict(self.on_page.model.answer)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return self.on_page.widget._repr_mimebundle_(**options)


class Leads(Lead, Protocol):
    """What stands at the top for somebody who leads the room from a notebook, and beside every exercise."""

    widget: KitWidget


class PartPage:
    """One part of the workshop in one notebook.

    Parameters
    ----------
    library
        Wording of the session's language.
    part
        Id of the part, such as ``01-causes``.
    session
        The visit; made from the environment by default.
    folder
        Where a notes file is kept if the person asks for one; the notebook's folder by default.
    before
        Answers of the same part from when its cells were run before.

    Attributes
    ----------
    lead
        What somebody who leads the room has here instead of the top; None for everybody else.
    """

    def __init__(
        self,
        library: Library,
        part: str,
        session: Session | None = None,
        folder: Path | None = None,
        before: Mapping[str, dict[str, Any]] | None = None,
    ) -> None:
        self.library, self.part = library, library.parts[part]
        self.session = session or from_environment(library)
        self.exercises: dict[str, ExerciseOnPage] = {}
        self.top = Top(library, self.session)
        self.lead: Leads | None = None
        self._notes = Notes(library, self.exercises, dict(before or {}), folder or Path.cwd())

    def exercise(self, name: str) -> ExerciseCell:
        """Return an exercise of this part, ready to be shown.

        Raises
        ------
        KeyError
            If this part has no such exercise; the message names those it has.
        """
        content = self.library.exercises.get(name)
        if content is None or not content.belongs_to(self.part.id):
            own = ", ".join(e.id for e in self.library.exercises.values() if e.part == self.part.id)
            message = f"Part {self.part.id} has no exercise “{name}”. It has: {own}."
            raise KeyError(message)
        if name not in self.exercises:
            self.exercises[name] = ExerciseOnPage(self.library, content, self.session, self.part.id, self.lead)
            self._notes.restore_into(name)
        return ExerciseCell(self.exercises[name])

    def safety_check(self) -> KitWidget:
        """Return the private check by itself, folded, for prose that must not go on without it. It keeps nothing."""
        widget = KitWidget("check", of_controls(self.library.phrases))
        widget.view = safety_check(self.library, folded=True)
        return widget

    def notes(self) -> KitWidget:
        """Return the place at the end of a part where a person takes their answers along."""
        return self._notes.widget

    def answers(self) -> dict[str, dict[str, Any]]:
        """Return every answer of this part that its cells have brought up, now or when they were run before."""
        return self._notes.answers()

    def check(self) -> None:
        """Work through every exercise of the part as a person would, and fail if one of them breaks.

        A page that is served goes without: this is for the tests, and each template would keep what it touches.

        Raises
        ------
        AssertionError
            With a sentence that names the exercise and what it did wrong.
        """
        if served():
            return
        planned = {name for name, content in self.library.exercises.items() if content.part == self.part.id}
        missing = planned - set(self.exercises)
        assert not missing, f"This notebook leaves out: {', '.join(sorted(missing))}."
        for on_page in self.exercises.values():
            check_exercise(on_page)

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return (self.lead or self.top).widget._repr_mimebundle_(**options)


def rehearse() -> None:
    """Open every part once, for nobody, and close it, before this process is copied.

    What opening a part sets up for the first time is then there, and pages only use it. One that can't be opened is not
    told of here: whoever opens its page is.
    """
    with suppress(Exception):
        library = load_library(languages()[0])
        for part in library.parts:
            page = PartPage(library, part, Session(library))
            for name, content in library.exercises.items():
                if content.part == part:
                    page.exercise(name)
    Widget.close_all()


_open: dict[str, PartPage] = {}  # what the cells of this kernel opened last, by part


def part(name: str, language: str | None = None) -> PartPage:
    """Open a part as notebooks do, for anybody (see :func:`workshop.evening.beside.part`)."""
    last = _open.get(name)
    page = PartPage(load_library(language or languages()[0]), name, before=last.answers() if last else None)
    if not served():  # there a person may run all cells again, and a page of ours has a kernel for itself
        _open[name] = page
    return page
