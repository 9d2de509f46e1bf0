"""A part's plan as the console shows it: steps with minutes, say / ask / do, and the exercise of each step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workshop.content import Exercise, Library, Part, Step
from workshop.content.guide import Appendix
from workshop.content.kinds import kind
from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.exercises import results, steering
from workshop.exercises.answers import several_of, words
from workshop.kinds.choice.content import ChoiceBody
from workshop.visit.session import Session

_LONGEST_RULE = 160
_MOST_RULES = 12


def draw(part: Part, library: Library, session: Session) -> Node:
    """Return the plan of a part; the step whose exercise is on is open, all others are one tap away."""
    say = library.phrase
    current = session.look.state.current if session.look else None
    names = [step.exercise for step in part.steps]
    at = names.index(current) if current in names else 0
    steps = [_step(step, number == at, library, session) for number, step in enumerate(part.steps)]
    return nodes.section(
        say("console.plan"),
        nodes.heading(part.title, 3),
        nodes.details(
            say("console.aims"), nodes.listing(part.aims), nodes.heading(say("console.materials"), 5),
            nodes.listing(part.materials), key="aims",
        ),
        *steps,
        nodes.details(say("console.prompts"), nodes.listing(part.prompts, ordered=True), key="prompts"),
        nodes.details(say("console.short"), nodes.prose(part.short), key="short"),
        nodes.details(say("console.online"), nodes.prose(part.online), key="online"),
        nodes.details(say("console.take_home"), nodes.prose(part.take_home), key="take-home"),
        nodes.details(
            say("console.troubleshooting"),
            _protocol(library.guide.away, say, "away"),
            *(nodes.section(t.when, nodes.prose(t.do), level=5, key=t.when) for t in part.troubleshooting),
            key="troubleshooting",
        ),
        level=2,
        key="plan",
    )  # fmt: skip


def _protocol(appendix: Appendix, say: Callable[..., str], key: str) -> Node:
    """Return a protocol of the guide in full: what is needed at once can't wait for the printed copy."""
    drawn: list[Node | None] = [nodes.prose(appendix.intro)]
    for section in appendix.sections:
        drawn += [nodes.heading(section.title, 6), nodes.listing(section.points)]
        drawn += [nodes.prose(f"**{say('console.say')}**"), nodes.listing(section.say)] if section.say else []
    return nodes.details(appendix.title, *drawn, key=key)


def _step(step: Step, is_now: bool, library: Library, session: Session) -> Node:
    say = library.phrase
    exercise = library.exercises.get(step.exercise or "")
    shares = exercise is not None and exercise.sharing.room != "none"
    title = f"{step.title} · {say('console.minutes', n=step.minutes)}"
    return nodes.details(
        title,
        *(_exercise(exercise, library, session) if exercise is not None and shares else ()),
        *steering.lines(step, say),
        nodes.details(
            say("page.guide_title") + ": " + exercise.title, *steering.lines(exercise.guide, say), key="guide"
        )
        if exercise is not None
        else None,
        open=is_now,
        key=f"step-{step.id}",
    )


def _exercise(exercise: Exercise, library: Library, session: Session) -> list[Node]:
    status, count = session.status(exercise.id), session.count(exercise.id)
    tables = kind(exercise.kind).model(exercise, library.phrase).tables()
    drawn = [
        nodes.heading(exercise.title, 4),
        *steering.controls(exercise.id, status, count, library.phrase, tables),
    ]
    if (snapshot := session.snapshot(exercise.id)) is not None:
        drawn += results.draw(snapshot, tables, library)
        drawn += _words(exercise, library, session)
    return [nodes.card(*drawn, key="exercise")]


def _words(exercise: Exercise, library: Library, session: Session) -> list[Node]:
    """The words people chose to show, mixed, each of which can be put away."""
    say, snapshot = library.phrase, session.snapshot(exercise.id)
    shown = [word for word in snapshot.words if not word.hidden] if snapshot else []
    if not shown:
        return []
    rows = [
        nodes.row(
            nodes.prose(nodes.escape(word.text)),
            nodes.button("hide-word", say("app.remove"), "quiet", key=f"hide-{word.index}",
                         args={"exercise": exercise.id, "index": word.index}),
            key=f"word-{word.index}",
        )
        for word in shown
    ]  # fmt: skip
    return [nodes.heading(say("console.words"), 5), nodes.note(say("console.words_hint"), "guide"), *rows]


def parts(current: Part, library: Library) -> Node:
    """Return the taps that move the room to another part."""
    say = library.phrase
    taps = [
        nodes.button("go-to", part.title, args={"part": part.id}, key=f"go-{part.id}", pressed=part.id == current.id)
        for part in library.parts.values()
    ]
    return nodes.section(say("console.go_to"), nodes.row(*taps), level=3, key="parts")


def agreement(library: Library, pinned: tuple[str, ...]) -> Node | None:
    """Return where the final list of ground rules is put together and pinned."""
    say, rules = library.phrase, _offered(library)
    if not rules:
        return None
    return nodes.details(
        say("console.agreement"),
        nodes.listing(pinned) if pinned else None,
        nodes.prose(say("console.pin_hint")),
        nodes.choice("rules", say("console.agreement"), [nodes.option(n, t) for n, t in rules.items()], multiple=True),
        nodes.text("own-rules", say("choice.suggestion"), long=True, max_length=_LONGEST_RULE * 4),
        nodes.row(nodes.button("pin", say("console.pin"), "primary")),
        key="agreement",
    )


def _offered(library: Library) -> dict[str, str]:
    exercise = library.exercises.get("agreement")
    if exercise is None or not isinstance(exercise.body, ChoiceBody):
        return {}
    return {option.id: option.label for option in exercise.body.options}


def rules_from(library: Library, answer: Mapping[str, Any]) -> list[str]:
    """Return the rules a facilitator put together: the marked ones, then one for each line of their own."""
    offered = _offered(library)
    marked = [offered[name] for name in several_of(answer.get("rules"), list(offered))]
    own = [line.strip()[:_LONGEST_RULE] for line in words(answer.get("own-rules")).splitlines() if line.strip()]
    return (marked + own)[:_MOST_RULES]
