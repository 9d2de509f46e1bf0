"""What a facilitator does next: the step where the group is, in large type, and one button that is the right thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from workshop.content import Exercise, Library, Part, Step
from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.exercises import facilitator_controls, results
from workshop.exercises.model import tables_of
from workshop.exercises.room_context import Status
from workshop.visit.session import Session

from .run import neighbours

#: What presses the one big button: the space bar, and what presenters' remotes send.
KEYS = (" ", "ArrowRight", "PageDown")

_BELOW = 3  # headings under the step's own


@dataclass(frozen=True)
class Move:
    """The next right thing.

    Attributes
    ----------
    action
        ``go``, ``open`` or ``reveal`` as the console understands them, ``none`` at the end.
    label
        What stands on the button.
    args
        What goes along with the tap.
    """

    action: Literal["go", "open", "reveal", "none"]
    label: str
    args: Mapping[str, Any] = field(default_factory=dict)


def shares(exercise: Exercise | None, library: Library) -> bool:
    """Return True if something of an exercise may be shown to the room."""
    return exercise is not None and bool(tables_of(exercise, library))


def next_move(part: Part, step: Step | None, library: Library, session: Session) -> Move:
    """Return the next right thing for whoever leads: begin, open, reveal, go on.

    A result that would show nothing is not offered: with fewer than enough shares the button goes on instead, and
    revealing stays a tap of its own.
    """
    say = library.phrase
    exercise = library.exercises.get(step.exercise or "") if step else None
    if step is not None and exercise is not None and shares(exercise, library):
        status, count = session.status(exercise.id), session.count(exercise.id)
        if status is Status.WAITING:
            return Move("open", say("console.open_this", title=exercise.title), {"exercise": exercise.id})
        if status in (Status.OPEN, Status.CLOSED) and count is not None:
            return Move("reveal", say("console.reveal_this", title=exercise.title), {"exercise": exercise.id})
    return onward(part, step, library)


def onward(part: Part, step: Step | None, library: Library) -> Move:
    """Return the move to the next step, or to the next part after the last one."""
    say = library.phrase
    _, after = neighbours(part, step.id if step else None)
    if after is not None:
        label = say("console.begin" if step is None else "console.next_step", title=after.title)
        return Move("go", label, {"part": part.id, "step": after.id})
    parts = list(library.parts.values())
    later = parts[parts.index(part) + 1 :]
    if later:
        first = later[0].steps[0]
        return Move("go", say("console.next_part", title=later[0].title), {"part": later[0].id, "step": first.id})
    return Move("none", say("console.last_step"))


def draw(
    part: Part, step: Step | None, library: Library, session: Session, asks: str, keys: tuple[str, ...] = KEYS
) -> Node:
    """Return the step with its lines and its button.

    Parameters
    ----------
    part, step
        Where the group is.
    library, session
        Wording and room.
    asks
        Id of the exercise whose reveal is being asked about, "" if none is.
    keys
        What presses the big button; nothing where keys belong to somebody else.
    """
    say = library.phrase
    exercise = library.exercises.get(step.exercise or "") if step else None
    head = say("console.before") if step is None else say("console.now_at", minutes=step.minutes)
    title = part.title if step is None else step.title
    return nodes.card(
        nodes.prose(head, key="kicker"),
        nodes.heading(title, 2),
        *taps(part, step, library, session, asks, keys),
        *(facilitator_controls.lines(step, say, _BELOW) if step is not None else [nodes.listing(part.aims)]),
        nodes.details(
            f"{say('page.guide_title')}: {exercise.title}",
            *facilitator_controls.lines(exercise.guide, say, _BELOW),
            key="guide",
        )
        if exercise is not None
        else None,
        *_words(exercise, library, session),
        key="now",
    )  # fmt: skip


def taps(
    part: Part, step: Step | None, library: Library, session: Session, asks: str, keys: tuple[str, ...]
) -> list[Node | None]:
    """Return how the step's exercise stands, the one big button, and what else may be done; see :func:`draw`."""
    exercise = library.exercises.get(step.exercise or "") if step else None
    state = _exercise(exercise, library, session)
    if exercise is not None and asks == exercise.id:
        return [*state, _ask_to_reveal(exercise, library, session, keys)]
    move, seen = next_move(part, step, library, session), seen_at(part, step)
    return [
        *state,
        nodes.row(
            nodes.button(
                move.action, move.label, "primary", key="next", keys=keys, args={**move.args, **seen},
                disabled=move.action == "none",
            ),
            key="big",
        ),
        _aside(part, step, exercise, move, library, session),
    ]  # fmt: skip


def seen_at(part: Part, step: Step | None) -> dict[str, list[str | None]]:
    """Return where a console saw the group when it was tapped: a tap that comes late then does nothing."""
    return {"seen": [part.id if step else None, step.id if step else None]}


def _exercise(exercise: Exercise | None, library: Library, session: Session) -> list[Node | None]:
    """How the exercise of this step stands: open or not, and how many shared, from five on."""
    if exercise is None or not shares(exercise, library):
        return []
    say, status, count = library.phrase, session.status(exercise.id), session.count(exercise.id)
    line = say(f"exercise.state.{status}") if status is not Status.ENDED else say("room.ended")
    if status in (Status.OPEN, Status.CLOSED):
        line += " · " + (say("console.count_few") if count is None else say("console.count", n=count))
    return [nodes.status(line, key="state")]


def asked(exercise: str, library: Library, session: Session) -> str:
    """Return what is asked before a reveal; see :func:`facilitator_controls.asked`."""
    look = session.look
    return facilitator_controls.asked(session.count(exercise) or 0, look.here if look else None, library.phrase)


def _ask_to_reveal(exercise: Exercise, library: Library, session: Session, keys: tuple[str, ...]) -> Node:
    """Ask once: how many shared of how many that are here, and what a reveal now would show."""
    say = library.phrase
    return nodes.card(
        nodes.note(asked(exercise.id, library, session), "guide", key="ask"),
        nodes.row(
            nodes.button(
                "reveal-now", say("console.reveal_now"), "primary", args={"exercise": exercise.id}, keys=keys
            ),
            nodes.button("keep-waiting", say("console.reveal_wait")),
        ),
        tone="warm", key="asking",
    )  # fmt: skip


def _aside(
    part: Part, step: Step | None, exercise: Exercise | None, move: Move, library: Library, session: Session
) -> Node:  # fmt: skip
    """The taps that are not the next thing: back, go on without a result, close, reveal what shows little."""
    say, seen = library.phrase, seen_at(part, step)
    before, _ = neighbours(part, step.id if step else None)
    found: list[Node | None] = []
    if before is not None:
        args = {"part": part.id, "step": before.id, **seen}
        found.append(nodes.button("go", say("console.step_back"), "quiet", args=args, key="back"))
    if exercise is not None and shares(exercise, library):
        status = session.status(exercise.id)
        args = {"exercise": exercise.id}
        if status is Status.OPEN:
            found.append(nodes.button("close", say("console.close"), "quiet", args=args, key="close"))
        elif status is Status.CLOSED:
            found.append(nodes.button("open", say("console.open"), "quiet", args=args, key="open"))
        if move.action != "go":
            on = onward(part, step, library)
            found.append(
                nodes.button("go", say("console.skip"), "quiet", args={**on.args, **seen}, key="skip")
                if on.action == "go"
                else None
            )
        elif status in (Status.OPEN, Status.CLOSED) and session.count(exercise.id) is not None:
            found.append(nodes.button("reveal", say("console.reveal"), "quiet", args=args, key="reveal"))
    return nodes.row(*found, key="aside")


def _words(exercise: Exercise | None, library: Library, session: Session) -> list[Node | None]:
    """The words people chose to show, mixed, each of which can be put away."""
    say, snapshot = library.phrase, session.snapshot(exercise.id) if exercise else None
    shown = [word for word in snapshot.words if not word.hidden] if snapshot else []
    if exercise is None or not shown:
        return []
    rows = [
        nodes.row(
            nodes.prose(nodes.escape(word.text)),
            nodes.button(
                "hide-word", say("app.remove"), "quiet", key=f"hide-{word.index}",
                args={"exercise": exercise.id, "index": word.index}, about=word.text,
            ),
            key=f"word-{word.index}",
        )
        for word in shown
    ]  # fmt: skip
    return [nodes.heading(say("console.words"), _BELOW), nodes.note(say("console.words_hint"), "guide"), *rows]


def result(step: Step | None, library: Library, session: Session) -> list[Node]:
    """Return the revealed result of a step's exercise for the one who leads, also where only they may see it."""
    exercise = library.exercises.get(step.exercise or "") if step else None
    snapshot = session.snapshot(exercise.id) if exercise else None
    if exercise is None or snapshot is None:
        return []
    return results.draw(snapshot, tables_of(exercise, library), library)
