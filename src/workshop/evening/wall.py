"""The wall: one thing, large, to be looked at from ten metres. Drawn for the projector, and small for the console."""

from __future__ import annotations

from collections.abc import Callable

from workshop import qr as scanning
from workshop.content import Library
from workshop.content.kinds import kind
from workshop.controls import nodes, room_nodes
from workshop.controls.nodes import Node
from workshop.exercises.model import tables_of
from workshop.room import Room, RoomState
from workshop.visit.keys import join_link
from workshop.visit.session import Session

from . import questions
from .scene import Scene, scene
from .timer import clock

Say = Callable[..., str]


def draw(library: Library, session: Session, origin: str) -> Node:
    """Return the wall as it is now.

    Parameters
    ----------
    library
        Wording.
    session
        Who looks; a projector's or a facilitator's, over one room.
    origin
        Address that people go to, such as ``http://192.168.0.7:8866``.
    """
    say, look, room = library.phrase, session.look, session.room
    if room is None or look is None:
        children: list[Node | None] = [nodes.status(session.trouble or say("app.loading"), key="waiting")]
    elif look.state.closed:
        children = [nodes.heading(say("projector.ended"), 1)]
    else:
        now = scene(library, session)
        children = _SCENES[now.show](now, library, session, origin)
        if now.show != "blank":
            own = now.show in ("timer", "break")  # they have the clock in large
            timer = clock(look.state.timer, say) if look.state.timer.shown and not own else None
            corner = None if now.show == "join" else _corner(room, origin, look.state, say)
            children = [corner, *children, timer]
    return nodes.stack(*children, size="wall", gap="l")


def told(view: Node) -> str:
    """Return what a wall shows in words: its headings, and what came of a question in its sentence.

    The line above a question stands there for every question, and is not said again.
    """
    said = [view["text"]] if view["node"] == "heading" and view.get("key") != "kicker" else []
    if view["node"] == "bars":
        said = [view["title"], view.get("lead") or ""]
    said += [told(child) for child in view.get("children", []) if child is not None]
    return " ".join(one if one[-1] in ".?!…:" else f"{one}." for one in said if one)


def _join(_now: Scene, library: Library, session: Session, origin: str) -> list[Node | None]:
    say, room = library.phrase, session.room
    assert room is not None
    voices = session.look.state.voices if session.look else 0
    shown = origin.partition("://")[2] or origin
    said = [
        nodes.prose(say("projector.private"), key="private"),
        nodes.prose(say("door.voices", n=voices), key="voices") if voices else None,
    ]
    state = session.look.state if session.look else None
    if state and (state.shut or state.cards is not None):
        way = say("door.shut") if state.shut else say("door.card_way", address=f"**{shown}**")
        title = say("door.all_in") if state.shut else say("projector.join")
        return [nodes.heading(title, 1), nodes.prose(way, key="way"), *said]
    return [
        nodes.heading(say("projector.join"), 1),
        nodes.row(
            qr(join_link(room, origin), say),
            nodes.stack(
                nodes.prose(say("projector.scan", address=f"**{shown}**")),
                room_nodes.code(key="code", size="wall", text=room.code, label=say("room.code")),
                *said,
            ),
            key="join",
        ),
    ]


def qr(address: str, say: Say) -> Node:
    """Return an address to scan."""
    return room_nodes.qr(
        key="qr", size="wall", svg=scanning.svg(address), alt=say("qr.alt", address=address.partition("#")[0])
    )


def _question(now: Scene, library: Library, _session: Session, _origin: str) -> list[Node | None]:
    step = now.step
    if step is None:
        return [nodes.heading(library.phrase("app.name"), 1)]
    ask = step.ask[0] if step.ask else ""
    return [
        nodes.prose(nodes.escape(step.title), key="kicker") if ask else None,
        nodes.heading(ask or step.title, 1),
    ]


def _exercise(now: Scene, library: Library, _session: Session, _origin: str) -> list[Node | None]:
    assert now.exercise is not None
    return [
        nodes.heading(now.exercise.title, 1),
        nodes.prose(now.exercise.why, key="why"),
        nodes.prose(library.phrase("projector.working"), key="working"),
    ]


def _result(now: Scene, library: Library, session: Session, _origin: str) -> list[Node | None]:
    assert now.exercise is not None
    snapshot = session.snapshot(now.exercise.id)
    if snapshot is None:
        return _exercise(now, library, session, _origin)
    chosen = session.look.state.question if session.look else None
    kicker = nodes.heading(now.exercise.title, 1, key="kicker")
    return [kicker, *questions.question(snapshot, tables_of(now.exercise, library), library, chosen)]


def _model(now: Scene, library: Library, _session: Session, _origin: str) -> list[Node | None]:
    """A toy model as the one who leads has set it: its figures, without anything to tap."""
    assert now.exercise is not None
    found = kind(now.exercise.kind)
    model = found.model(now.exercise, library.phrase)
    model.answer = model.set_from(dict(now.answer or {}))
    body = found.view(model, library).body()
    return [nodes.heading(now.exercise.title, 1), *_to_look_at(body)]


#: What can be looked at from ten metres; the words around it are on the console, for the one who leads.
_TO_SEE = ("figure", "ribbon", "bars", "comparison")


def _to_look_at(children: list[Node | None]) -> list[Node]:
    """Return the pictures, and that it is a toy, whatever they stand in."""
    kept = []
    for child in children:
        if child is None:
            continue
        if child["node"] in _TO_SEE or child.get("key") == "toy":
            kept.append(child)
        elif child["node"] != "details":
            kept += _to_look_at(child.get("children", []))
    return kept


def _agreement(_now: Scene, library: Library, session: Session, _origin: str) -> list[Node | None]:
    rules = [nodes.escape(rule) for rule in session.look.state.agreement] if session.look else []
    say = library.phrase
    return [nodes.heading(say("projector.agreement"), 1), nodes.listing(rules) if rules else None]


def _timer(_now: Scene, library: Library, session: Session, _origin: str) -> list[Node | None]:
    timer = clock(session.look.state.timer, library.phrase) if session.look else None
    return [{**timer, "size": "wall"} if timer else nodes.heading(library.phrase("wall.no_timer"), 1)]


def _break(now: Scene, library: Library, session: Session, _origin: str) -> list[Node | None]:
    timer = clock(session.look.state.timer, library.phrase) if session.look else None
    title = now.step.title if now.step is not None and now.step.id.startswith("break") else library.phrase("wall.break")
    return [nodes.heading(title, 1), {**timer, "size": "wall"} if timer else None]


def _grounding(_now: Scene, library: Library, _session: Session, _origin: str) -> list[Node | None]:
    return [room_nodes.calm(key="calm", text=library.phrase("wall.grounding"))]


def _blank(_now: Scene, _library: Library, _session: Session, _origin: str) -> list[Node | None]:
    return [nodes.status("", key="blank")]


def _corner(room: Room, origin: str, state: RoomState, say: Say) -> Node:
    """The way in for those who come late, always in sight while they may come; and how many joined."""
    place = origin.partition("://")[2] or say("room.code")
    joined = say("door.voices", n=state.voices) if state.voices else ""
    if state.shut or state.cards is not None:
        return nodes.row(nodes.status(joined, key="corner-voices"), key="corner")
    label = f"{place} · {joined}" if joined else place
    return nodes.row(
        room_nodes.code(key="corner-code", text=room.code, label=label),
        {**qr(join_link(room, origin), say), "key": "corner-qr", "size": "small"},
        key="corner",
    )


_SCENES: dict[str, Callable[[Scene, Library, Session, str], list[Node | None]]] = {
    "join": _join,
    "question": _question,
    "exercise": _exercise,
    "result": _result,
    "model": _model,
    "agreement": _agreement,
    "timer": _timer,
    "break": _break,
    "grounding": _grounding,
    "blank": _blank,
}
