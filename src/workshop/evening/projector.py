"""The projector: what the whole room sees from ten metres away."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import segno

from workshop.content import Exercise
from workshop.content.kinds import kind
from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.exercises.desk import Role, Status

from . import wall
from .room_page import RoomPage
from .timer import clock


class Projector(RoomPage):
    """Code and QR until something is open, then the exercise, then what was revealed. It has no controls."""

    origin = ""

    def greet(self, message: Mapping[str, Any]) -> None:
        """Take the greeting, and the address that people are to go to."""
        origin = message.get("origin")
        self.origin = os.environ.get("WORKSHOP_URL") or (origin if isinstance(origin, str) else "")
        super().greet(message)

    def redraw(self) -> None:
        """Bring the view up to date."""
        children = [child for child in self._children() if child is not None]
        self.widget.view = nodes.node("stack", size="wall", gap="l", children=children)

    def _children(self) -> list[Node | None]:
        say, look, room = self.library.phrase, self.session.look, self.session.room
        if room is None or look is None or self.session.role not in (Role.PROJECTOR, Role.FACILITATOR):
            return [nodes.status(self.session.trouble or say("app.loading"), key="waiting")]
        state = look.state
        if state.closed:
            return [nodes.heading(say("projector.ended"), 1)]
        exercise = self.library.exercises.get(state.current or "")
        status = self.session.status(exercise.id) if exercise else Status.WAITING
        if exercise is not None and exercise.sharing.audience == "facilitator" and status is Status.REVEALED:
            exercise = None
        timer = clock(state.timer, say) if state.timer.shown else None
        if exercise is None or status not in (Status.OPEN, Status.REVEALED):
            rules = nodes.section(say("projector.agreement"), nodes.listing(state.agreement), level=2, key="rules")
            return [*self._join(room.code), timer, rules if state.agreement else None]
        if status is Status.REVEALED:
            title = nodes.heading(exercise.title, 1)
            return [nodes.row(title, self._corner(room.code), timer, key="title"), *self._revealed(exercise)]
        return [
            self._corner(room.code),
            nodes.status(say("projector.open"), key="open"),
            self._title(exercise, timer),
            nodes.listing(exercise.steps, ordered=len(exercise.steps) > 1) if exercise.steps else None,
            nodes.prose(say("projector.working"), key="working"),
        ]

    def _join(self, code: str) -> list[Node | None]:
        say, address = self.library.phrase, f"{self.origin}/j/{code}"
        picture = segno.make(address, error="m").svg_inline(
            scale=1, border=2, omitsize=True, dark="#1c1917", light="#ffffff"
        )
        shown = self.origin.partition("://")[2] or self.origin
        return [
            nodes.heading(say("projector.join"), 1),
            nodes.row(
                nodes.node("qr", key="qr", size="wall", svg=picture, alt=say("qr.alt", address=address)),
                nodes.stack(
                    nodes.prose(say("projector.scan", address=f"**{shown}**")),
                    nodes.node("code", key="code", size="wall", text=code, label=say("room.code")),
                    nodes.prose(say("projector.private"), key="private"),
                ),
                key="join",
            ),
        ]

    def _title(self, exercise: Exercise, timer: Node | None) -> Node:
        return nodes.row(nodes.heading(exercise.title, 1), timer, key="title")

    def _revealed(self, exercise: Exercise) -> list[Node]:
        snapshot = self.session.snapshot(exercise.id)
        if snapshot is None:
            return []
        tables = kind(exercise.kind).model(exercise, self.library.phrase).tables()
        chosen = self.session.look.state.question if self.session.look else None
        return wall.question(snapshot, tables, self.library, chosen)

    def _corner(self, code: str) -> Node:
        return nodes.node("code", key="corner", text=code, label=self.library.phrase("room.code"), small=True)
