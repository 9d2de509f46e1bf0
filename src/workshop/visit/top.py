"""The quiet widget at the top of a part: it greets the kernel, and says where the room is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workshop.content import Library
from workshop.content.phrases import of_controls
from workshop.content.plan import tonight
from workshop.controls import nodes, room_nodes
from workshop.controls.nodes import Node
from workshop.controls.widget import KitWidget, served
from workshop.exercises.room_context import Role

from .close_by import draw as draw_close_by
from .session import Session


def ends_soon(session: Session, say: Callable[..., str]) -> Node | None:
    """Return the line that says when the room's hours are over, once it is time to say so."""
    soon = session.look.soon if session.look else 0
    return nodes.status(say("room.ends_soon", n=soon), key="ends-soon") if soon else None


class Top:
    """Where the page stands in the room: joined, the agreement, where the group is.

    Parameters
    ----------
    library
        Wording of the session's language.
    session
        The visit.
    """

    def __init__(self, library: Library, session: Session) -> None:
        self.library, self.session = library, session
        self.address = ""
        self._closed = False
        self._pinned: tuple[str, ...] | None = None  # what the group had agreed on when this was drawn last
        self.widget = KitWidget("page", of_controls(self.library.phrases))
        self.widget.on_hello(self._hello)
        self.widget.on_action(self._act)
        self.session.watch(self.redraw)
        self.redraw()

    def _hello(self, message: Mapping[str, Any]) -> None:
        address = message.get("url_path")
        self.address = address if isinstance(address, str) else ""
        self.session.greet(message)

    def _act(self, action: str, args: Mapping[str, Any]) -> None:
        if action == "signal":
            self.widget.tell("announce", text=self.session.signal(str(args.get("kind"))))
        elif action == "hidden":
            self.session.connected.hidden(args.get("hidden"))
        elif action == "take-back":
            self.widget.tell("taken-back", left=self.session.take_all_back())
        self.redraw()

    def group(self) -> Node | None:
        """Return where the group is, for a page that follows it (``page/chrome/steps.js``); None before it began."""
        look = self.session.look
        if look is None or look.state.closed or self.session.role is not Role.PARTICIPANT:
            return None
        part = tonight(self.library, look.state.plan).parts.get(look.state.part or "")
        if part is None:
            return None
        asks = [
            room_nodes.Asked(id=step.id, title=step.title, exercise=step.exercise, ask=step.ask[0] if step.ask else "")
            for step in part.steps
        ]
        step = next((step for step in part.steps if step.id == look.state.step), None)
        href = self.address.rsplit("/", 1)[0] + f"/{part.id}" if self.address else ""
        return room_nodes.group(
            part=part.id, step=step.id if step else None, title=step.title if step else part.title, href=href,
            plan=asks if look.state.plan else None,
        )  # fmt: skip

    def redraw(self) -> None:
        """Bring the view up to date."""
        close_by = [] if served() else [nodes.card(*draw_close_by(self.library), tone="quiet", key="close-by")]
        self.widget.view = nodes.stack(*self._children(), *close_by, gap="s")
        self._announce()

    def _announce(self) -> None:
        """Say to a screen reader what changed up here, where nobody is looking: the agreement, and the room's end."""
        look = self.session.look
        if look is None:
            return
        before, self._pinned = self._pinned, look.state.agreement
        if before is not None and look.state.closed and not self._closed:
            self.widget.tell("announce", text=self.library.phrase("room.ended"))
        elif before is not None and self._pinned and before != self._pinned:
            self.widget.tell("announce", text=self.library.phrase("page.agreement_pinned"))
        self._closed = look.state.closed

    def _children(self) -> list[Node | None]:
        say, session = self.library.phrase, self.session
        children: list[Node | None] = [nodes.status(session.trouble, "trouble", key="trouble")]
        if session.look is None:
            return children
        state = session.look.state
        if state.closed:
            return [*children, nodes.note(say("room.ended"), "info", key="ended")]
        children += [self.group(), nodes.status(say("room.joined"), key="joined"), ends_soon(session, say)]
        if session.role is Role.PARTICIPANT and state.voices:
            children.append(nodes.prose(say("door.count_yourselves", n=state.voices), key="voices"))
        if state.agreement:
            rules = nodes.listing([nodes.escape(rule) for rule in state.agreement])
            children.append(nodes.details(say("page.agreement_title"), rules, key="agreement"))
        return children
