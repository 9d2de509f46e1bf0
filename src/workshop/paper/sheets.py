"""The paper version of every exercise: sheets that can be filled in with a pen when the network fails.

Each kind of exercise has a small template of its own in its folder, ``sheet.html.j2``, with a macro ``sheet`` for what
is done with the pen, and perhaps a macro ``after`` for the page that is handed out afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from jinja2 import TemplateError

from workshop.content import HELP_SITE, Exercise, Library, Problem
from workshop.content.kinds import kind
from workshop.content.pages import Leaflet
from workshop.content.yamlfile import file_of
from workshop.kinds.explorable.paper import Games

from . import printing, sheets_drawings
from .printing import Paper


class SheetError(LookupError):
    """An exercise that can't be printed; the message is a sentence that says which and why."""


def chosen(library: Library, part: str | None = None, exercise: str | None = None) -> list[Exercise]:
    """Return the exercises to print, in the order of the parts and their steps.

    Raises
    ------
    SheetError
        If the part or exercise is unknown, or the exercise is in another part.
    """
    if part is not None and part not in library.parts:
        raise SheetError(f"There is no part “{part}”. The parts are: {', '.join(library.parts)}.")
    if exercise is not None and exercise not in library.exercises:
        raise SheetError(f"There is no exercise “{exercise}”. The exercises are: {', '.join(library.exercises)}.")
    found = [
        one
        for name in library.parts
        if part in (None, name)
        for one in library.exercises_of(name)
        if exercise in (None, one.id)
    ]
    if not found:
        raise SheetError(f"The exercise “{exercise}” is not in the part “{part}”. Leave one of the two out.")
    return found


class Words:
    """An exercise's steps and gentler version, in the words that fit a pen where its own speak of a screen."""

    def steps(self, exercise: Exercise) -> Sequence[str]:
        """Return what to do, step by step."""
        return exercise.on_paper.steps or exercise.steps

    def own(self, exercise: Exercise) -> str:
        """Return the key of what is said about whose sheet it is."""
        if exercise.body.keeps_nothing:
            return "paper.sheet.no_trace"
        return "paper.sheet.box" if exercise.sharing.audience == "facilitator" else "paper.sheet.only_you"

    def gentler(self, exercise: Exercise) -> str | None:
        """Return the gentler version, if there is one."""
        return exercise.on_paper.gentler or exercise.gentler


def leaflets(library: Library) -> list[Leaflet]:
    """Return the pages for somebody in particular that a workshop has."""
    return [one for one in (library.pages.close_by, library.pages.stop) if one]


def sheets_page(
    library: Library, exercises: Sequence[Exercise], *, leaflets: Sequence[Leaflet] = (), paper: Paper | None = None
) -> str:
    """Return sheets for these exercises, then leaflets, as HTML that needs no other file.

    Raises
    ------
    SheetError
        If an exercise is of a kind that has no sheet, or whose sheet can't be drawn.
    """
    for exercise in exercises:
        if not kind(exercise.kind).sheet:
            raise SheetError(_no_sheet(exercise))
    try:
        return _render(library, exercises, leaflets, paper)
    except (TemplateError, TypeError, LookupError, AttributeError, ValueError) as error:
        for exercise in exercises if len(exercises) > 1 else ():
            sheets_page(library, [exercise], paper=paper)  # to name the one it was
        names = ", ".join(f"“{exercise.id}”" for exercise in exercises)
        message = f"The paper sheet of the kind “{exercises[0].kind}” can't be drawn for {names}: {error}."
        raise SheetError(f"{message} Mend the kind's sheet.html.j2.") from error


def check_sheets(library: Library, folder: Path) -> Iterator[Problem]:
    """Yield which exercises can't be printed, and why; see :func:`workshop.exercises.checking.check_exercises`."""
    for exercise in library.exercises.values():
        try:
            sheets_page(library, [exercise])
        except SheetError as error:
            yield file_of(exercise.id, library.language, folder).problem(("kind",), f"can't be printed: {error}")


def _no_sheet(exercise: Exercise) -> str:
    where = f"The kind “{exercise.kind}” of the exercise “{exercise.id}” has no paper sheet yet."
    return f"{where} Put a sheet.html.j2 into the kind's folder."


def _render(library: Library, exercises: Sequence[Exercise], leaflets: Sequence[Leaflet], paper: Paper | None) -> str:
    return printing.render(
        "sheets.html.j2",
        library,
        words=Words(),
        exercises=exercises,
        leaflets=leaflets,
        drawings=sheets_drawings,
        games=Games(library),
        site=HELP_SITE,
        paper=paper,
    )
