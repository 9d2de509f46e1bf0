"""The paper version of every exercise: sheets that can be filled in with a pen when the network fails.

Each kind of exercise has a small template of its own, ``assets/templates/print/kinds/<kind>.html.j2``, with a macro
``sheet`` for what is done with the pen, and perhaps a macro ``after`` for the page that is handed out afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence

from workshop import paths
from workshop.content import Exercise, Library
from workshop.kinds.explorable.content import ExplorableBody

from . import printing, sheets_drawings, sheets_games
from .guide import answers
from .printing import Paper

#: Where people find a line in most countries; it stands on every sheet.
HELP_SITE = "findahelpline.com"


class SheetError(LookupError):
    """An exercise that can't be printed; the message is a sentence that says which and why."""


def kinds() -> frozenset[str]:
    """Return the kinds of exercises that have a sheet."""
    folder = paths.assets() / "templates" / "print" / "kinds"
    return frozenset(path.name.removesuffix(".html.j2") for path in folder.glob("*.html.j2"))


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


def has_after(exercise: Exercise) -> bool:
    """Return True if something is kept for a page of its own, so that it can't be read too early."""
    return isinstance(exercise.body, ExplorableBody) or bool(answers(exercise))


class Words:
    """An exercise's steps and gentler version, in the words that fit a pen where its own speak of a screen."""

    def __init__(self, library: Library) -> None:
        self.phrases = library.phrases

    def steps(self, exercise: Exercise) -> Sequence[str]:
        """Return what to do, step by step."""
        own = self.phrases.get(f"paper.steps.{exercise.id}")
        return own.splitlines() if own else exercise.steps

    def own(self, exercise: Exercise) -> str:
        """Return the key of what is said about whose sheet it is."""
        if exercise.body.keeps_nothing:
            return "paper.sheet.no_trace"
        return "paper.sheet.box" if exercise.sharing.audience == "facilitator" else "paper.sheet.only_you"

    def gentler(self, exercise: Exercise) -> str | None:
        """Return the gentler version, if there is one."""
        return self.phrases.get(f"paper.gentler_versions.{exercise.id}") or exercise.gentler


def sheets_page(library: Library, exercises: Sequence[Exercise], *, paper: Paper | None = None) -> str:
    """Return sheets for these exercises as HTML that needs no other file.

    Raises
    ------
    SheetError
        If an exercise is of a kind that has no sheet.
    """
    for exercise in exercises:
        if exercise.kind not in kinds():
            raise SheetError(f"The kind “{exercise.kind}” of the exercise “{exercise.id}” has no paper sheet yet.")
    words = Words(library)
    return printing.render(
        "sheets.html.j2",
        library,
        words=words,
        has_after=has_after,
        exercises=exercises,
        drawings=sheets_drawings,
        games=sheets_games.Games(library),
        site=HELP_SITE,
        paper=paper,
    )
