"""Exercises on a page without a browser, and rooms full of people."""

from __future__ import annotations

from functools import cache

from tests.support.voices import let_in
from workshop.content import Library, load_library
from workshop.exercises.exercise import ExerciseOnPage
from workshop.exercises.room_context import Role
from workshop.room import Store, new_admission
from workshop.visit.session import Session


@cache
def library() -> Library:
    return load_library("en")


def answer(page: ExerciseOnPage, raw: dict) -> None:
    """Do what the browser does when a person answers."""
    with page.widget.hold_trait_notifications():
        page.widget.answer = raw
        page.widget.seq += 1


def nodes_of(view: dict, kind: str | None = None) -> list[dict]:
    """Return all nodes of a view, or those of one kind, in the order of the page."""
    found = [view] if kind in (None, view.get("node")) else []
    for child in view.get("children", []):
        found += nodes_of(child, kind)
    return found


def texts_of(view: dict) -> str:
    """Return everything a view says, as one text."""
    parts = []
    for node in nodes_of(view):
        parts += [
            str(node[name]) for name in ("title", "text", "html", "label", "summary", "hint", "items") if name in node
        ]
        parts += [str(cell) for cell in node.get("cells", [])] + [str(option) for option in node.get("options", [])]
    return "\n".join(parts)


def actions_of(view: dict) -> list[str]:
    """Return the actions that can be tapped."""
    return [node["action"] for node in nodes_of(view, "button") if not node.get("disabled")]


class Group:
    """A room with people in it, each with a device of their own, over a real store."""

    def __init__(self, store: Store | str, people: int, hours: float = 24) -> None:
        self.store = Store(store) if isinstance(store, str) else store
        self.room = self.store.create(hours=hours)
        self.facilitator = Session(library())
        self.facilitator.enter(self.room.id, Role.FACILITATOR, self.store)
        self.people = [self.person() for _ in range(people)]

    def facilitator_too(self) -> Session:
        """Let a second one lead, or the same one after a reload."""
        session = Session(library())
        session.enter(self.room.id, Role.FACILITATOR, self.store)
        return session

    def person(self, admission: bytes | None = None) -> Session:
        session, admission = Session(library()), admission or new_admission()
        let_in(self.room, admission)
        session.enter(self.room.id, Role.PARTICIPANT, self.store, admission=admission)
        return session

    def pages(self, exercise: str) -> list[ExerciseOnPage]:
        return [ExerciseOnPage(library(), library().exercises[exercise], session) for session in self.people]

    def refresh(self) -> None:
        for session in (self.facilitator, *self.people):
            session.refresh()
