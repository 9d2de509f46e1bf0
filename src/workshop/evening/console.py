"""The console: one page from which a facilitator leads the room.

It shows where the group is and what comes next, the run of the evening with its clock, the wall as it is and what it
may show instead, and how many are here, never who. It shows no answer that the room's rules do not publish.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping
from typing import Any

from workshop.content import Part, Step
from workshop.content.calendar import calendar, evenings
from workshop.content.plan import as_yaml
from workshop.controls import nodes, room_nodes
from workshop.controls.nodes import Node
from workshop.exercises.helplines import helplines
from workshop.exercises.model import tables_of
from workshop.exercises.room_context import Role, RoomActionError, Status
from workshop.paper import report
from workshop.room import Room, RoomError
from workshop.visit.sentences import sentence
from workshop.visit.session import Session
from workshop.visit.top import ends_soon

from . import choosing, console_wall, door, hours, now, plan
from .projector import origin_of
from .room_page import RoomPage
from .run import clock, lines
from .timer import USUAL, controls
from .timer import clock as timer_clock

_LONGEST_TIMER = 180  # minutes
_LATE = 5  # minutes over the plan from which shortening is offered

Handler = Callable[["Console", Room, Mapping[str, Any]], None]


class Console(RoomPage):
    """Everything a facilitator sees and taps, over one room.

    Parameters
    ----------
    language, session
        See :class:`RoomPage`.
    in_notebook
        True among the cells of a notebook, whose keys are its own and whose address has no projector beside it.
    """

    news = ""
    trouble = ""
    asks_to_end = False
    shows_help = False
    has_keys = True
    asks_to_reveal = ""
    _said_at: tuple[str, str | None] | None = None

    def __init__(
        self, language: str | None = None, session: Session | None = None, *, in_notebook: bool = False
    ) -> None:
        self._in_notebook = in_notebook
        self._door = door.ConsoleDoor(self, in_notebook=in_notebook)
        self._on_wall = console_wall.ConsoleWall(self, in_notebook=in_notebook)
        super().__init__(language, session)
        self.widget.on_action(self.act)
        self.widget.observe(self._edited, names=["answer"])

    def greet(self, message: Mapping[str, Any]) -> None:
        """Take the greeting, and the address that people are to go to."""
        self.origin = origin_of(message)
        super().greet(message)

    @property
    def part(self) -> Part:
        """The part in which the room is; the first one until it is moved."""
        parts, look = self.library.parts, self.session.look
        current = look.state.part if look else None
        return parts[current] if current is not None and current in parts else next(iter(parts.values()))

    @property
    def step(self) -> Step | None:
        """The step where the group is; None before the beginning, and where a plan has lost it."""
        at = self.session.look.state.step if self.session.look else None
        return next((step for step in self.part.steps if step.id == at), None)

    # -- taps ---------------------------------------------------------------------------------------------

    def act(self, action: str, args: Mapping[str, Any]) -> None:
        """Carry out a facilitator's tap; nobody else's page has a console, and the role is asked again here."""
        self.news = self.trouble = ""
        room, handler = self.session.room, _ACTIONS.get(action)
        if self.session.role is not Role.FACILITATOR or room is None:
            self.trouble = self.library.phrase("error.not_allowed")
        elif handler is not None or action in door.ACTIONS or action in console_wall.ACTIONS:
            try:
                if handler is not None:
                    handler(self, room, args)
                else:
                    tools = self._door if action in door.ACTIONS else self._on_wall
                    self.news = tools.act(action, args, room)
                if self.session.room is not None:
                    self.session.refresh()
            except RoomActionError as error:
                self.trouble = str(error)
            except RoomError as error:
                self.trouble = sentence(error, self.library, leads=True)
        self._said_at = self._at()  # another console may move on: what was said here is then over
        self.session.changed()
        if self._in_notebook:  # it has many views, and stays where it is
            return
        if action in _LEADS_TO:
            self.widget.tell("focus", id=_LEADS_TO[action])
        elif action == "go":  # wherever one tapped: what is now comes into sight, and the focus stays
            self.widget.tell("show", id="said")

    def _edited(self, _change: object) -> None:
        """Show at once what was set on the console's own controls: a model on the wall, a plan that adds up."""
        if self.session.room is not None and self.session.role is Role.FACILITATOR:
            self.trouble = self._on_wall.drive() or self.trouble
            self.redraw()

    def _at(self) -> tuple[str, str | None]:
        return self.part.id, self.step.id if self.step else None

    def _go(self, room: Room, args: Mapping[str, Any]) -> None:
        self.asks_to_reveal = ""
        part = self.library.parts.get(str(args.get("part")))
        if part is None:
            return
        if "step" not in args and part is self.part and self.step is not None:
            return  # a second tap, or a remote's key on the button tapped last, throws nobody back to the beginning
        step = next((step for step in part.steps if step.id == args.get("step")), part.steps[0])
        seen = args.get("seen")
        room.go_to(part.id, step.id, seen=_pair(seen))
        room.set_timer(step.minutes * 60, shown=self._timer_shown())
        self.news = self.library.phrase("console.moved", title=step.title)

    def _open(self, _room: Room, args: Mapping[str, Any]) -> None:
        self._steer("open", args)

    def _close(self, _room: Room, args: Mapping[str, Any]) -> None:
        self._steer("close", args)

    def _steer(self, what: str, args: Mapping[str, Any]) -> None:
        content = self.library.exercises.get(str(args.get("exercise")))
        if content is not None:
            self.news = self.session.steer(content.id, what, tables_of(content, self.library))

    def _reveal(self, _room: Room, args: Mapping[str, Any]) -> None:
        name = str(args.get("exercise"))
        if self.session.status(name) in (Status.OPEN, Status.CLOSED):
            self.asks_to_reveal = name
            self.widget.tell("announce", text=now.asked(name, self.library, self.session).replace("\n\n", " "))

    def _reveal_now(self, _room: Room, args: Mapping[str, Any]) -> None:
        if self.asks_to_reveal == args.get("exercise"):
            self._keep_waiting(_room, args)
            self._steer("reveal", args)

    def _keep_waiting(self, _room: Room, _args: Mapping[str, Any]) -> None:
        self.asks_to_reveal = ""

    def _timer_start(self, room: Room, _args: Mapping[str, Any]) -> None:
        minutes = self.widget.answer.get("minutes", USUAL)
        if isinstance(minutes, int | float) and not isinstance(minutes, bool) and 0 < minutes <= _LONGEST_TIMER:
            room.set_timer(float(minutes) * 60, shown=self._timer_shown())
            self.news = self.library.phrase("console.timer_runs", n=round(minutes))
        else:
            self.trouble = self.library.phrase("error.number_range", min=1, max=_LONGEST_TIMER)

    def _timer_stop(self, room: Room, _args: Mapping[str, Any]) -> None:
        room.set_timer(None, shown=False)
        self.news = self.library.phrase("console.timer_off")

    def _timer_show(self, room: Room, _args: Mapping[str, Any]) -> None:
        look = self.session.look
        if look is not None and look.state.timer.ends_at is not None:
            room.set_timer(max(1.0, look.state.timer.ends_at - time.time()), shown=not self._timer_shown())

    def _timer_shown(self) -> bool:
        return bool(self.session.look and self.session.look.state.timer.shown)

    def _pin(self, room: Room, _args: Mapping[str, Any]) -> None:
        room.pin(plan.rules_from(self.library, self.widget.answer))
        self.news = self.library.phrase("console.pinned")

    def _plan_use(self, room: Room, _args: Mapping[str, Any]) -> None:
        made = choosing.proposed(self.whole, self.widget.answer)
        if made is not None:
            room.set_plan(choosing.kept(made.tonight(dt.date.today())))  # noqa: DTZ011 - the day it is here
            self.news = self.library.phrase("plan.used")

    def _plan_drop(self, room: Room, _args: Mapping[str, Any]) -> None:
        room.set_plan([])
        self.news = self.library.phrase("plan.whole")

    def _plan_save(self, _room: Room, _args: Mapping[str, Any]) -> None:
        made = choosing.proposed(self.whole, self.widget.answer)
        if made is not None:
            text = as_yaml(made, self.whole)
            self.widget.tell("download", filename="evening.yaml", mime="application/yaml", text=text)

    def _plan_calendar(self, _room: Room, _args: Mapping[str, Any]) -> None:
        made = choosing.proposed(self.whole, self.widget.answer)
        if made is not None and made.evenings[0].starts is not None:
            text = calendar(evenings(made, self.whole))
            self.widget.tell("download", filename="evenings.ics", mime="text/calendar", text=text)

    def _toggle_keys(self, _room: Room, _args: Mapping[str, Any]) -> None:
        """Single keys press buttons, unless somebody who speaks to their computer would press them by every word."""
        self.has_keys = not self.has_keys

    def _toggle_help(self, _room: Room, _args: Mapping[str, Any]) -> None:
        self.shows_help = not self.shows_help

    def _signals_clear(self, room: Room, _args: Mapping[str, Any]) -> None:
        room.clear_signals()

    def _hide_word(self, room: Room, args: Mapping[str, Any]) -> None:
        exercise, index = args.get("exercise"), args.get("index")
        if isinstance(exercise, str) and isinstance(index, int):
            self.session.hide_word(room, exercise, index)
            shown = self.session.snapshot(exercise)
            if shown is not None:
                left = sum(not word.hidden for word in shown.words)
                self.news = self.library.phrase("console.word_removed", n=left)

    def _export(self, room: Room, _args: Mapping[str, Any]) -> None:
        text = report.as_csv(report.results(room, self.library), self.library)
        name = self.library.phrase("app.file_name")
        self.widget.tell("download", filename=f"{name}.csv", mime="text/csv", text=text)

    def _prolong(self, room: Room, _args: Mapping[str, Any]) -> None:
        self.news = hours.prolong(room, self.library.phrase)

    def _end(self, _room: Room, _args: Mapping[str, Any]) -> None:
        self.asks_to_end = True

    def _keep(self, _room: Room, _args: Mapping[str, Any]) -> None:
        self.asks_to_end = False

    def _end_now(self, room: Room, _args: Mapping[str, Any]) -> None:
        room.end()
        self.asks_to_end = False
        self.news = self.library.phrase("console.ended")
        self.widget.tell("announce", text=self.news)

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
            return [nodes.heading(say("console.ended"), 2, key="ended")]
        said = [
            nodes.status(self.session.trouble, "trouble", key="store"),
            ends_soon(self.session, say),
            hours.button(room, say, "prolong-soon") if look.soon else None,
            *self._answer(),
            self._gone(),
        ]
        part, step = self.part, self.step
        tools = [
            self._on_wall.draw(step, has_keys=self.has_keys),
            controls(look.state.timer, say),
            plan.agreement(self.library, look.state.agreement),
            plan.about(part, self.library),
            plan.parts(part, self.library),
            choosing.draw(self.whole, self.widget.answer, look.state.plan),
            self._end_card(room),
        ]
        # Below each other on a phone, in this order; on a wide screen the run and the tools stand beside the step.
        return [
            nodes.stack(*said, self._signals(), gap="s", key="said"),
            nodes.stack(
                now.draw(part, step, self.library, self.session, self.asks_to_reveal, self._keys),
                *now.result(step, self.library, self.session),
                gap="l", key="way",
            ),
            nodes.stack(self._room(), self._help(), key="people"),
            nodes.stack(self._run(), gap="l", key="run"),
            nodes.stack(*tools, gap="l", key="tools"),
        ]  # fmt: skip

    def _answer(self) -> list[Node | None]:
        """What the last tap came to."""
        news = self.news if self._said_at == self._at() else ""
        return [nodes.alert(self.trouble) if self.trouble else None, nodes.status(news, "good", key="news")]

    def beside(self, exercise: str) -> list[Node | None]:
        """Return the taps of an exercise in a notebook: the console's own at its step, else the way there."""
        part, step, look = self.part, self.step, self.session.look
        if look is None or look.state.closed:
            return []
        if step is not None and step.exercise == exercise:
            return [*now.taps(part, step, self.library, self.session, self.asks_to_reveal, ()), *self._answer()]
        for there in self.library.parts.values():
            for one in there.steps:
                if one.exercise == exercise:
                    args = {"part": there.id, "step": one.id, **now.seen_at(part, step)}
                    return [nodes.row(nodes.button("go", self.library.phrase("console.go_here"), args=args, key="go"))]
        return []

    @property
    def _keys(self) -> tuple[str, ...]:
        return now.KEYS if self.has_keys and not self._in_notebook else ()

    def _gone(self) -> Node | None:
        """Say what the evening's plan names and the workshop does not have."""
        steps = self.session.look.state.plan if self.session.look else ()
        names = choosing.missing(self.whole, steps)
        return nodes.note(self.library.phrase("plan.gone", names=names), "guide", key="gone") if names else None

    def _help(self) -> Node:
        """The lines of a country, one tap away: a worry about somebody can't wait for the printed guide."""
        # Many lines: they travel only when somebody asks for them.
        button = nodes.button("help", self.library.phrase("console.helplines"), pressed=self.shows_help)
        return nodes.stack(nodes.row(button), helplines(self.library) if self.shows_help else None, key="help-lines")

    def _run(self) -> Node:
        """Every step with planned and actual minutes, and the clock of the part."""
        say, look, part = self.library.phrase, self.session.look, self.part
        assert look is not None
        moment = time.time()
        at = self.step.id if self.step else None
        clocked = clock(part, look.state.run, moment, at)
        seen = now.seen_at(part, self.step)
        rows = [
            room_nodes.RunRow(
                title=line.step.title,
                planned=line.step.minutes,
                actual=None if line.actual is None else round(line.actual),
                place=line.place,
                action="go",
                args={"part": part.id, "step": line.step.id, **seen},
            )
            for line in lines(part, look.state.run, moment, at)
        ]
        late = clocked is not None and clocked.over >= _LATE
        return nodes.section(
            say("console.run"),
            room_nodes.run(key="rows", rows=rows, minutes=say("console.minutes", n="{n}"), now=say("console.now"),
                took=say("console.took"), go=say("console.go_here"),
            ),
            room_nodes.clock_line(
                key="clock-line", started=clocked.started, over=round(clocked.over), ends=clocked.ends,
                text=self.library.phrases["console.clock_over" if clocked.over >= 1 else "console.clock_in_time"],
            ) if clocked else None,
            nodes.note(part.short, "guide", say("console.short"), key="shorten") if late else None,
            level=2, key="plan",
        )  # fmt: skip

    def _room(self) -> Node:
        say, look, room = self.library.phrase, self.session.look, self.session.room
        assert look is not None
        assert room is not None
        here = look.here or 0
        line = say("console.here", n=here) if here else say("console.here_none")
        return nodes.card(
            nodes.row(
                room_nodes.code(key="code", text=room.code, label=self.origin.partition("://")[2] or say("room.code")),
                nodes.stack(nodes.status(line, key="here"), timer_clock(look.state.timer, say), gap="s"),
            ),
            *self._door.draw(room, look.state),
            tone="warm",
            key="room",
        )

    def _signals(self) -> Node | None:
        say, look = self.library.phrase, self.session.look
        sent = [(name, n) for name, n in (look.signals if look else ()) if n]
        if not sent:
            return nodes.status("", key="signals")
        return nodes.card(
            nodes.stack(*(nodes.status(say(f"console.signal_{name}", n=n), key=name) for name, n in sent), gap="s"),
            nodes.button("signals-clear", say("console.signals_clear")),
            tone="safe",
            key="signals",
        )

    def _end_card(self, room: Room) -> Node:
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
                    nodes.button("export", say("console.export")),
                    nodes.button("end", say("console.end"), "danger", key="end-room"),
                )
            ]
        return nodes.card(*hours.draw(room, self.library), *ask, tone="quiet", key="end")


def _pair(seen: object) -> tuple[str | None, str | None] | None:
    """Return where the tapping console saw the group, None if it did not say."""
    if not isinstance(seen, list) or len(seen) != 2 or not all(one is None or isinstance(one, str) for one in seen):
        return None
    return seen[0], seen[1]


#: Where the focus goes after taps whose own button goes away: on to what comes next, or back where it came from. "end"
#: has none: the page leads it to "No" a moment later, when the question was read out.
_LEADS_TO = {
    "reveal": "reveal-now",
    "reveal-now": "next",
    "keep-waiting": "next",
    "keep": "end-room",
    "end-now": "ended",
    "cards": "cards-show",
    "cards-off": "cards-on",
}

#: What a console may be asked to do; anything else a page sends is passed over.
_ACTIONS: dict[str, Handler] = {
    "go": Console._go,
    "open": Console._open,
    "close": Console._close,
    "reveal": Console._reveal,
    "reveal-now": Console._reveal_now,
    "keep-waiting": Console._keep_waiting,
    "timer-start": Console._timer_start,
    "timer-stop": Console._timer_stop,
    "timer-show": Console._timer_show,
    "pin": Console._pin,
    "plan-use": Console._plan_use,
    "plan-drop": Console._plan_drop,
    "plan-save": Console._plan_save,
    "plan-calendar": Console._plan_calendar,
    "keys": Console._toggle_keys,
    "help": Console._toggle_help,
    "signals-clear": Console._signals_clear,
    "hide-word": Console._hide_word,
    "export": Console._export,
    "prolong": Console._prolong,
    "end": Console._end,
    "keep": Console._keep,
    "end-now": Console._end_now,
}
