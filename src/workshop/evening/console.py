"""The console: one page from which a facilitator leads the room.

It shows how many are here and never who, the plan of the part with what to say, ask and do, and the taps that open,
reveal and close. It shows no answer that the room's rules do not publish.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from workshop.content import Part
from workshop.content.kinds import kind
from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.exercises.desk import DeskError, Role
from workshop.paper import report
from workshop.room import Room, RoomError
from workshop.visit.sentences import sentence
from workshop.visit.session import Session

from . import plan
from .room_page import RoomPage
from .timer import clock, controls

_LONGEST_TIMER, _USUAL_TIMER = 180, 5  # minutes


class Console(RoomPage):
    """Everything a facilitator sees and taps, over one room."""

    news = ""
    trouble = ""
    asks_to_end = False

    def __init__(self, language: str | None = None, session: Session | None = None) -> None:
        super().__init__(language, session)
        self.widget.answer = {"minutes": _USUAL_TIMER}
        self.widget.on_action(self.act)

    @property
    def part(self) -> Part:
        """The part in which the room is; the first one until it is moved."""
        parts, look = self.library.parts, self.session.look
        current = look.state.part if look else None
        return parts[current] if current is not None and current in parts else next(iter(parts.values()))

    # -- taps ---------------------------------------------------------------------------------------------

    def act(self, action: str, args: Mapping[str, Any]) -> None:
        """Carry out a facilitator's tap; nobody else's page has a console, and the role is asked again here."""
        self.news = self.trouble = ""
        room = self.session.room
        handler = getattr(self, f"_do_{action.replace('-', '_')}", None)
        if self.session.role is not Role.FACILITATOR or room is None:
            self.trouble = self.library.phrase("error.not_allowed")
        elif handler is not None:
            try:
                handler(room, args)
                if self.session.room is not None:
                    self.session.refresh()
            except DeskError as error:
                self.trouble = str(error)
            except RoomError as error:
                self.trouble = sentence(error, self.library, away="console.store_away")
        self.redraw()

    def _do_steer(self, _room: Room, args: Mapping[str, Any]) -> None:
        name, step = args.get("exercise"), args.get("step")
        content = self.library.exercises.get(str(name))
        if content is not None and step in ("open", "close", "reveal"):
            model = kind(content.kind).model(content, self.library.phrase)
            self.news = self.session.steer(content.id, str(step), model.tables())

    def _do_go_to(self, room: Room, args: Mapping[str, Any]) -> None:
        if (part := self.library.parts.get(str(args.get("part")))) is not None:
            room.go_to(part.id)
            self.news = self.library.phrase("console.moved", title=part.title)

    def _do_timer_start(self, room: Room, _args: Mapping[str, Any]) -> None:
        minutes = self.widget.answer.get("minutes", _USUAL_TIMER)
        if isinstance(minutes, int | float) and not isinstance(minutes, bool) and 0 < minutes <= _LONGEST_TIMER:
            room.set_timer(float(minutes) * 60, shown=self._timer_shown())
        else:
            self.trouble = self.library.phrase("error.number_range", min=1, max=_LONGEST_TIMER)

    def _do_timer_stop(self, room: Room, _args: Mapping[str, Any]) -> None:
        room.set_timer(None, shown=False)

    def _do_timer_show(self, room: Room, _args: Mapping[str, Any]) -> None:
        look = self.session.look
        if look is not None and look.state.timer.ends_at is not None:
            room.set_timer(max(1.0, look.state.timer.ends_at - time.time()), shown=not self._timer_shown())

    def _timer_shown(self) -> bool:
        return bool(self.session.look and self.session.look.state.timer.shown)

    def _do_pin(self, room: Room, _args: Mapping[str, Any]) -> None:
        room.pin(plan.rules_from(self.library, self.widget.answer))
        self.news = self.library.phrase("console.pinned")

    def _do_signals_clear(self, room: Room, _args: Mapping[str, Any]) -> None:
        room.clear_signals()

    def _do_hide_word(self, room: Room, args: Mapping[str, Any]) -> None:
        exercise, index = args.get("exercise"), args.get("index")
        if isinstance(exercise, str) and isinstance(index, int):
            self.session.hide_word(room, exercise, index)

    def _do_export(self, room: Room, _args: Mapping[str, Any]) -> None:
        text = report.as_csv(report.results(room, self.library), self.library)
        name = self.library.phrase("app.file_name")
        self.widget.tell("download", filename=f"{name}.csv", mime="text/csv", text=text)

    def _do_end(self, _room: Room, _args: Mapping[str, Any]) -> None:
        self.asks_to_end = True

    def _do_keep(self, _room: Room, _args: Mapping[str, Any]) -> None:
        self.asks_to_end = False

    def _do_end_now(self, room: Room, _args: Mapping[str, Any]) -> None:
        room.end()
        self.asks_to_end = False
        self.news = self.library.phrase("console.ended")

    # -- what is shown ------------------------------------------------------------------------------------

    def redraw(self) -> None:
        """Bring the view up to date; before a facilitator's greeting there is nothing in it but a line."""
        self.widget.view = nodes.stack(*self._children(), gap="l")
        self.widget.ack = self.widget.seq

    def _children(self) -> list[Node | None]:
        say, look, room = self.library.phrase, self.session.look, self.session.room
        if self.session.role is not Role.FACILITATOR or look is None or room is None:
            return [nodes.status(self.session.trouble or say("app.loading"), key="waiting")]
        if look.state.closed:
            return [nodes.note(say("console.ended"), key="ended")]
        said = [
            nodes.status(self.session.trouble, "trouble", key="store"),
            nodes.alert(self.trouble) if self.trouble else None,
            nodes.status(self.news, "good", key="news"),
        ]
        tools = [
            controls(look.state.timer, say),
            plan.agreement(self.library, look.state.agreement),
            self._end(),
        ]
        way = [plan.draw(self.part, self.library, self.session), plan.parts(self.part, self.library)]
        # Below each other on a phone, in this order; on a wide screen the plan stands beside the rest.
        return [
            nodes.stack(*said, gap="s", key="said"),
            nodes.stack(self._room(), self._signals(), gap="l", key="now"),
            nodes.stack(*way, gap="l", key="way"),
            nodes.stack(*tools, gap="l", key="tools"),
        ]

    def _room(self) -> Node:
        say, look, room = self.library.phrase, self.session.look, self.session.room
        assert look is not None
        assert room is not None
        here = look.here or 0
        line = say("console.here", n=here) if here else say("console.here_none")
        return nodes.card(
            nodes.row(
                nodes.node("code", key="code", text=room.code, label=say("room.code")),
                nodes.stack(
                    nodes.status(line, key="here"),
                    clock(look.state.timer, say),
                    nodes.node("link", key="projector", href="projector", label=say("console.projector"), new=True),
                    gap="s",
                ),
            ),
            tone="warm",
            key="room",
        )

    def _signals(self) -> Node | None:
        say, look = self.library.phrase, self.session.look
        sent = [(name, n) for name, n in (look.signals if look else ()) if n]
        if not sent:
            return nodes.status("", key="signals")
        return nodes.card(
            *(nodes.status(say(f"console.signal_{name}", n=n), key=name) for name, n in sent),
            nodes.row(nodes.button("signals-clear", say("console.signals_clear"))),
            tone="safe",
            key="signals",
        )

    def _end(self) -> Node:
        say = self.library.phrase
        if self.asks_to_end:
            ask: list[Node | None] = [
                nodes.alert(say("console.end_ask"), key="ask"),
                nodes.row(
                    nodes.button("end-now", say("app.yes"), "danger"), nodes.button("keep", say("app.no"), "primary")
                ),
            ]
        else:
            ask = [
                nodes.row(
                    nodes.button("export", say("console.export")), nodes.button("end", say("console.end"), "danger")
                )
            ]
        return nodes.card(*ask, tone="quiet", key="end")
