"""The wall on the console: small and live, what it may show instead, and what is driven on it from here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workshop.content import Exercise, Step
from workshop.controls import nodes, room_nodes
from workshop.controls.nodes import Node
from workshop.exercises.model import tables_of
from workshop.exercises.room_context import RoomActionError
from workshop.room import Room

from . import model_on_wall, questions, wall
from .room_page import RoomPage
from .scene import CHOICES, Scene, scene


class ConsoleWall:
    """The wall as one console steers it.

    Parameters
    ----------
    page
        The console.
    in_notebook
        True in JupyterLab, whose keys are its own and whose address has no projector beside it.
    """

    def __init__(self, page: RoomPage, *, in_notebook: bool = False) -> None:
        self.page, self._in_notebook = page, in_notebook

    @property
    def _shown(self) -> Scene:
        return scene(self.page.library, self.page.session)

    # -- taps ---------------------------------------------------------------------------------------------

    def act(self, action: str, args: Mapping[str, Any], room: Room) -> str:
        """Carry out one of :data:`ACTIONS`; the picture of the wall says what happened, so this returns ""."""
        ACTIONS[action](self, room, args)
        return ""

    def _scene(self, room: Room, args: Mapping[str, Any]) -> None:
        show = args.get("value", args.get("show"))
        if show in CHOICES:
            room.set_scene({"show": show})
        elif show == "follow":
            room.set_scene(None)
        elif show in ("result", "exercise", "model") and str(args.get("exercise")) in self.page.library.exercises:
            told = {"show": show, "exercise": args["exercise"]}
            driven = model_on_wall.driven(self.page.widget.answer)
            room.set_scene({**told, "answer": driven} if show == "model" else told)

    def _show(self, _room: Room, args: Mapping[str, Any]) -> None:
        name, question = args.get("exercise"), args.get("question")
        if isinstance(name, str) and name in self.page.library.exercises and isinstance(question, str):
            self.page.session.show_question(name, question)

    def _blank(self, room: Room, _args: Mapping[str, Any]) -> None:
        room.set_scene(None if self._shown.show == "blank" else {"show": "blank"})

    def drive(self) -> str:
        """Let a toy model on the wall stand as the sliders on the console do; return what went wrong, "" if nothing.

        While the wall shows something else, nothing happens.
        """
        shown, answer = self._shown, model_on_wall.driven(self.page.widget.answer)
        if shown.show != "model" or not shown.exercise or answer == dict(shown.answer or {}):
            return ""
        try:
            self.page.session.drive({"show": "model", "exercise": shown.exercise.id, "answer": answer})
        except RoomActionError as error:
            return str(error)
        except ValueError:
            return self.page.library.phrase("error.message_damaged")
        return ""

    # -- what is shown ------------------------------------------------------------------------------------

    def draw(self, step: Step | None, *, has_keys: bool) -> Node:
        """Return the wall in small, with the taps that change it.

        Parameters
        ----------
        step
            Where the group is.
        has_keys
            True if single keys press buttons now.
        """
        say, shown, library = self.page.library.phrase, self._shown, self.page.library
        options = [nodes.option("follow", say("wall.follow"))]
        options += [nodes.option(name, say(f"wall.{name}")) for name in CHOICES]
        exercise = library.exercises.get(step.exercise or "") if step else None
        own = [] if self._in_notebook else [
            nodes.button("keys", say("wall.keys"), "quiet", pressed=has_keys),
            nodes.link("projector", say("console.projector"), new=True, key="projector"),
        ]  # fmt: skip
        blank = ("b", "B", ".") if has_keys and not self._in_notebook else ()
        return nodes.section(
            say("console.wall"),
            room_nodes.miniature(
                key="miniature",
                view=wall.draw(library, self.page.session, self.page.origin),
                label=say("wall.now_shows", what=say(f"wall.{shown.show}")),
            ),
            *self._questions(exercise),
            nodes.segmented(
                say("wall.choose"), options, action="scene", value=shown.show if shown.chosen else "follow"
            ),
            *model_on_wall.draw(exercise, shown, library, self.page.widget.answer),
            nodes.row(nodes.button("blank", say("wall.blank_key"), "quiet", keys=blank), *own),
            level=2,
            key="wall",
        )

    def _questions(self, exercise: Exercise | None) -> list[Node]:
        """The taps that step through the questions of the result at this step."""
        session, library = self.page.session, self.page.library
        snapshot = session.snapshot(exercise.id) if exercise else None
        if exercise is None or snapshot is None:
            return []
        return questions.steps(exercise, snapshot, tables_of(exercise, library), library, session)


#: What a console may be asked to do on the wall.
ACTIONS: dict[str, Callable[[ConsoleWall, Room, Mapping[str, Any]], None]] = {
    "scene": ConsoleWall._scene,
    "show": ConsoleWall._show,
    "blank": ConsoleWall._blank,
}
