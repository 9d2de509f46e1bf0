"""What stands around every exercise: why, steps, privacy, passing, sharing, results and debrief."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from workshop.content import Exercise, Library
from workshop.controls import nodes
from workshop.controls.nodes import Node
from workshop.room.snapshots import Snapshot

from . import facilitator_controls, results
from .model import ExerciseModel
from .room_context import Role, Status
from .safety_check import safety_check
from .standing import Standing
from .view import KindView


@dataclass(frozen=True)
class CardState:
    """All that the card of an exercise is drawn from.

    Attributes
    ----------
    role
        Who looks at it.
    status, standing
        How the exercise stands in the room, and where this person's answer does.
    level
        How far the person lets the answer go: ``me``, ``count`` or ``words``.
    news, trouble
        What has just happened, and what went wrong, in sentences.
    passed, shows_debrief, may_bring_back
        Whether the person passes, may read the debrief, and can take back that they emptied it.
    beside
        What somebody who leads the room from a notebook sees and taps here; nothing for everybody else.
    snapshot
        What was revealed, None before.
    """

    library: Library
    content: Exercise
    model: ExerciseModel[Any]
    drawing: KindView[Any]
    role: Role
    status: Status
    standing: Standing
    level: str
    news: str
    trouble: str
    passed: bool
    shows_debrief: bool
    may_bring_back: bool
    beside: tuple[Node | None, ...]
    snapshot: Snapshot | None


def draw(card: CardState) -> Node:
    """Return the whole view of an exercise for whoever looks at it."""
    content, say = card.content, card.library.phrase
    meta = nodes.meta([say("nav.minutes", n=content.minutes), _privacy(card)])
    children: list[Node | None] = [
        _guide(card) if card.role is Role.FACILITATOR else None,
        nodes.row(meta, _more(card), key="about"),
    ]
    if content.safety_check:
        children.append(safety_check(card.library, folded=True))
    if content.body.keeps_nothing:
        # Passing, sharing and looking back are taps that the kernel would hear of; here nothing may be heard.
        children += [nodes.stack(*card.drawing.body(), gap="l", key="body")]
    elif card.passed:
        children += [
            _revealed(card),
            nodes.status(" ".join(filter(None, [say("pass.done"), _with_room(card)])), key="status"),
            nodes.row(nodes.button("return", say("pass.undo")), key="passing"),
        ]
    else:
        children += [
            _revealed(card),
            _first(card),
            nodes.stack(*card.drawing.body(), gap="l", key="body"),
            nodes.alert(card.trouble) if card.trouble else None,
            *_sharing(card),
            _ways_on(card),
        ]
    if not content.body.keeps_nothing:
        children += _debrief(card)
    return nodes.card(
        nodes.section(content.title, *children, level=3, id=f"exercise-{content.id}", key="exercise"),
        key=content.id,
    )


def _first(card: CardState) -> Node | None:
    """What to do first; the steps after it are behind "More", so that doing comes before reading."""
    steps = card.content.steps
    return nodes.prose(steps[0], key="first") if steps and not card.drawing.explains_itself else None


def _more(card: CardState) -> Node:
    """All that a person may want to know before, in one fold: two or three boxes at a time are enough."""
    content, say = card.content, card.library.phrase
    alone = content.alone if card.role is Role.ALONE else None
    folded = [
        ("content_note", content.content_note),
        ("why", content.why),
        ("gentler", content.gentler),
        ("private", content.sharing.explain if not content.sharing.shared and not content.body.keeps_nothing else None),
        ("alone", alone),
    ]
    told = [
        nodes.section(say(f"exercise.{name}"), nodes.prose(text), level=4, key=name) for name, text in folded if text
    ]
    steps = nodes.listing(content.steps, ordered=True) if content.steps else None
    return nodes.details(
        say("exercise.more_touches" if content.content_note else "exercise.more"),
        nodes.section(say("exercise.steps"), steps, level=4, key="steps") if steps else None,
        *told,
        key="more",
    )


def _privacy(card: CardState) -> str:
    if card.content.body.keeps_nothing:
        return card.library.phrase("kinds.safety.nobody")
    return card.library.phrase("share.level.count" if card.standing.is_with_room else "share.level.me")


def _with_room(card: CardState) -> str:
    """Say what the room still has, to somebody who passed; "" if it has nothing."""
    if card.standing.is_with_room:
        return card.library.phrase(card.standing.says)
    return card.news


def _sharing(card: CardState) -> list[Node | None]:
    """The level, the second tap, and how to take it back; nothing where nothing can be shared."""
    say, content = card.library.phrase, card.content
    if card.role is not Role.PARTICIPANT:
        return [nodes.status(card.news)]
    if not content.sharing.shared:
        return [nodes.status(card.news)]
    if card.status in (Status.WAITING, Status.CLOSED, Status.ENDED):
        key = "room.ended" if card.status is Status.ENDED else f"exercise.state_hint.{card.status}"
        # What happened is announced once, with the exercise's name; the line that stays is there to be read.
        return [nodes.status(_standing(card)), nodes.prose(nodes.escape(say(key)), key="state-hint")]
    if card.status is Status.REVEALED:
        return [nodes.status(_standing(card))]
    levels = [nodes.option("me", say("share.level.me")), nodes.option("count", say("share.level.count"))]
    if content.sharing.words:
        levels.append(nodes.option("words", say("share.level.words")))
    shared = card.standing.may_withdraw
    is_next = not shared or card.standing.outdated  # else nothing is to be done here, and the way on is the loudest
    taps = nodes.row(
        nodes.button("share", say("share.change_hint" if shared else "share.do"), "primary" if is_next else "quiet")
        if card.standing.may_share
        else None,
        nodes.button("withdraw", say("share.withdraw")) if shared else None,
        key="taps",
    )
    return [
        nodes.card(
            nodes.segmented(say("share.title"), levels, field="_level", value=card.level),
            nodes.prose(_means(card)),
            nodes.status(_standing(card), "good" if card.standing.is_as_wished else "quiet"),
            taps if taps["children"] else None,
            tone="quiet",
            key="sharing",
        )
    ]


def _means(card: CardState) -> str:
    """Say what the chosen level means: for this exercise if it is shared, in general if it is not."""
    say = card.library.phrase
    if card.level == "me":
        return say("share.level_hint.me")
    return say("share.room_sees", explain=card.content.sharing.explain)


def _standing(card: CardState) -> str:
    """Say what has just happened, else what the room has; both where one is not told by the other."""
    says = card.library.phrase(card.standing.says) if card.standing.says else ""
    if card.news and says != card.news and card.standing.is_with_room:
        return f"{card.news} {says}"
    return card.news or says


def _ways_on(card: CardState) -> Node:
    """Pass and clear: as large as any other button."""
    say = card.library.phrase
    wants_debrief = (
        not card.shows_debrief
        and card.content.debrief.text
        and card.status is not Status.OPEN
        and card.drawing.has_begun()
    )
    is_next = card.role is Role.ALONE and not card.model.is_empty and not card.drawing.leads_on()
    return nodes.row(
        nodes.button("debrief", say("exercise.debrief"), "primary" if is_next else "secondary")
        if wants_debrief and (card.content.debrief.shown == "after_answer" or card.status is Status.ALONE)
        else None,
        nodes.button("pass", say("pass.do")),
        nodes.button("clear", say("app.clear"), "quiet") if not card.model.is_empty else None,
        nodes.button("unclear", say("app.unclear")) if card.may_bring_back else None,
        key="ways-on",
    )


def _revealed(card: CardState) -> Node | None:
    snapshot = card.snapshot
    if snapshot is None:
        return None
    title = card.library.phrase("room.result")
    return nodes.section(title, *results.draw(snapshot, card.model.tables(), card.library), level=4, key="results")


def _debrief(card: CardState) -> list[Node | None]:
    if not card.shows_debrief:
        return []
    debrief, say = card.content.debrief, card.library.phrase
    facts = [card.library.facts[name] for name in debrief.facts]
    return [
        nodes.section(
            say("exercise.debrief"),
            *card.drawing.after(),
            nodes.prose(debrief.text),
            *(results.fact(fact, card.library) for fact in facts),
            level=4,
            id=f"debrief-{card.content.id}",
            key="debrief",
        )
    ]


def _guide(card: CardState) -> Node:
    """Notes and controls for the facilitator. Never drawn for anybody else."""
    say = card.library.phrase
    return nodes.card(
        nodes.heading(say("page.guide_title"), 4),
        *card.beside,
        *facilitator_controls.lines(card.content.guide, say),
        tone="guide",
        key="guide",
    )
