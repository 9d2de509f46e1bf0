"""The explorables on paper: what can be played with a pen, and afterwards the pictures the page would have shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from workshop.content import Exercise, Library
from workshop.controls import nodes
from workshop.controls.nodes import Node

from .content import ExplorableBody
from .model import ExplorableModel
from .screen import Screen
from .toy import toy_model

#: Everything that is opened step by step on the page is open on paper.
_ALL_SHOWN = {"play": {"shown": 3}, "stage": "see"}


class OnPaper:
    """One toy model's sheet.

    Parameters
    ----------
    screen
        The screen whose pictures and words are printed; its rule and its world are those before anything is changed.
    """

    #: The stages that are printed for afterwards.
    stages: tuple[str, ...] = ("see", "why")

    def __init__(self, screen: Screen) -> None:
        self.screen = screen

    def front(self) -> list[Node]:
        """Return what is played with a pen, below the rule."""
        raise NotImplementedError

    def after(self, stage: str) -> Sequence[Node | None]:
        """Return what is shown afterwards of a stage."""
        return self.screen.stage(stage)

    def text(self, key: str, **values: Any) -> str:
        """Return a text of this explorable."""
        return self.screen.text(key, **values)

    def fill(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Node:
        """Return a table with room in its cells for a pen."""
        return nodes.table("", head, rows) | {"fill": True}


class Games:
    """Draws explorables for paper in the words of a language."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def _of(self, exercise: Exercise) -> OnPaper:
        model = ExplorableModel(exercise, self.library.phrase)
        model.answer = dict(_ALL_SHOWN)
        toy = toy_model(model.body.model)
        made: OnPaper = toy.paper(toy.screen(model, self.library))
        return made

    def front(self, exercise: Exercise) -> list[Node]:
        """Return what is played with a pen, after the guess."""
        text = cast("ExplorableBody", exercise.body).text
        rule = [text[key] for key in ("paper", "paper_slips") if key in text]
        return [nodes.prose("\n\n".join(rule)), *self._of(exercise).front()]

    def after(self, exercise: Exercise) -> list[tuple[str, list[Node]]]:
        """Return text and pictures of each stage that is shown afterwards."""
        sheet = self._of(exercise)
        return [(sheet.text(stage), [one for one in sheet.after(stage) if one]) for stage in sheet.stages]
