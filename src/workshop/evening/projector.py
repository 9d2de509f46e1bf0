"""The projector's page: the wall, as the console steers it. It has no controls."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from workshop.controls import nodes
from workshop.exercises.room_context import Role

from . import wall
from .room_page import RoomPage


class Projector(RoomPage):
    """What the whole room sees."""

    _told: str | None = None  # nothing was drawn yet

    def greet(self, message: Mapping[str, Any]) -> None:
        """Take the greeting, and the address that people are to go to."""
        self.origin = origin_of(message)
        super().greet(message)

    def redraw(self) -> None:
        """Bring the view up to date."""
        if self.session.role in (Role.PROJECTOR, Role.FACILITATOR):
            self.widget.view = wall.draw(self.library, self.session, self.origin)
            self._announce(wall.told(self.widget.view))
        else:
            said = self.session.trouble or self.library.phrase("app.loading")
            self.widget.view = nodes.stack(nodes.status(said, key="waiting"), size="wall", gap="l")

    def _announce(self, told: str) -> None:
        """Say what came on the wall to whoever hears it; what stands there from the beginning is read as a page."""
        before, self._told = self._told, told
        if before is not None and told not in ("", before):
            self.widget.tell("announce", text=told)


def origin_of(message: Mapping[str, Any]) -> str:
    """Return the address that people are to go to: the server's own word, else where this page came from."""
    origin = message.get("origin")
    return os.environ.get("WORKSHOP_URL") or (origin if isinstance(origin, str) else "")
