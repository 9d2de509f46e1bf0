"""What stands around every exercise: why, steps, privacy, passing, sharing, results and debrief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from workshop.controls import nodes
from workshop.controls.nodes import Node

from . import results, steering
from .desk import Role, Status
from .fork import fork

if TYPE_CHECKING:
    from .exercise import ExerciseOnPage


def draw(page: ExerciseOnPage) -> Node:
    """Return the whole view of an exercise for whoever looks at it."""
    content, say = page.content, page.library.phrase
    children: list[Node | None] = [
        _guide(page) if page.desk.role is Role.FACILITATOR else None,
        nodes.prose(content.why, key="why"),
        nodes.note(content.content_note, key="content-note") if content.content_note else None,
    ]
    if content.safety_fork:
        children.append(fork(page.library, folded=True))
    if content.body.keeps_nothing:
        # Passing, sharing and looking back are taps that the kernel would hear of; here nothing may be heard.
        children += [nodes.listing(content.steps, ordered=True), *page.drawing.body(), _gentler(page)]
    elif page.passed:
        children += [
            nodes.status(" ".join(filter(None, [say("pass.done"), _with_room(page)])), key="status"),
            nodes.row(nodes.button("return", say("pass.undo")), key="passing"),
        ]
    else:
        children += [
            _steps(page),
            nodes.stack(*page.drawing.body(), gap="l", key="body"),
            _gentler(page),
            nodes.alert(page.trouble) if page.trouble else None,
            *_sharing(page),
            _ways_on(page),
        ]
    if not content.body.keeps_nothing:
        children += [_revealed(page), *_debrief(page)]
    if page.desk.role is Role.ALONE and content.alone:
        children.append(nodes.note(content.alone, "info", say("exercise.alone"), key="alone"))
    meta = say("nav.minutes", n=content.minutes)
    return nodes.card(
        nodes.section(content.title, nodes.node("meta", key="meta", items=[meta, _privacy(page)]), *children,
                      level=3, id=f"exercise-{content.id}", key="exercise"),
        key=content.id,
    )  # fmt: skip


def _steps(page: ExerciseOnPage) -> Node | None:
    """What to do; folded where the body says it at each moment, so that playing comes before reading."""
    steps = page.content.steps
    if not steps:
        return None
    listed = nodes.listing(steps, ordered=len(steps) > 1)
    if not page.drawing.explains_itself:
        return listed
    return nodes.details(page.library.phrase("exercise.steps"), listed, key="steps")


def _gentler(page: ExerciseOnPage) -> Node | None:
    gentler = page.content.gentler
    if not gentler:
        return None
    return nodes.details(page.library.phrase("exercise.gentler"), nodes.prose(gentler), key="gentler")


def _privacy(page: ExerciseOnPage) -> str:
    if page.content.body.keeps_nothing:
        return page.library.phrase("kinds.safety.nobody")
    return page.library.phrase("share.level.count" if page.standing.is_with_room else "share.level.me")


def _with_room(page: ExerciseOnPage) -> str:
    """Say what the room still has, to somebody who passed; "" if it has nothing."""
    if page.standing.is_with_room:
        return page.library.phrase(page.standing.says)
    return page.news


def _sharing(page: ExerciseOnPage) -> list[Node | None]:
    """The level, the second tap, and how to take it back; nothing where nothing can be shared."""
    say, content = page.library.phrase, page.content
    if page.desk.role is not Role.PARTICIPANT:
        return [nodes.status(page.news)]
    if content.sharing.room == "none":
        return [nodes.note(content.sharing.explain, "private", key="private"), nodes.status(page.news)]
    if page.status in (Status.WAITING, Status.CLOSED, Status.ENDED):
        key = "room.ended" if page.status is Status.ENDED else f"exercise.state_hint.{page.status}"
        return [nodes.note(say(key), "private", key="private"), nodes.status(_standing(page))]
    if page.status is Status.REVEALED:
        return [nodes.status(_standing(page))]
    levels = [nodes.option("me", say("share.level.me")), nodes.option("count", say("share.level.count"))]
    if content.sharing.words:
        levels.append(nodes.option("words", say("share.level.words")))
    shared = page.standing.may_withdraw
    taps = nodes.row(
        nodes.button("share", say("share.change_hint" if shared else "share.do"), "primary")
        if page.standing.may_share
        else None,
        nodes.button("withdraw", say("share.withdraw")) if shared else None,
        key="taps",
    )
    return [
        nodes.card(
            nodes.segmented(say("share.title"), levels, field="_level", value=page.level),
            nodes.prose(_means(page)),
            taps if taps["children"] else None,
            nodes.status(_standing(page)),
            tone="quiet",
            key="sharing",
        )
    ]


def _means(page: ExerciseOnPage) -> str:
    """Say what the chosen level means: for this exercise if it is shared, in general if it is not."""
    say = page.library.phrase
    if page.level == "me":
        return say("share.level_hint.me")
    return say("share.room_sees", explain=page.content.sharing.explain)


def _standing(page: ExerciseOnPage) -> str:
    """Say what has just happened, else what the room has; both where one is not told by the other."""
    says = page.library.phrase(page.standing.says) if page.standing.says else ""
    if page.news and says != page.news and page.standing.is_with_room:
        return f"{page.news} {says}"
    return page.news or says


def _ways_on(page: ExerciseOnPage) -> Node:
    """Pass and clear: as large as any other button."""
    say = page.library.phrase
    wants_debrief = (
        not page.shows_debrief
        and page.content.debrief.text
        and page.status is not Status.OPEN
        and page.drawing.has_begun()
    )
    is_next = page.desk.role is Role.ALONE and not page.model.is_empty and not page.drawing.leads_on()
    return nodes.row(
        nodes.button("debrief", say("exercise.debrief"), "primary" if is_next else "secondary")
        if wants_debrief and (page.content.debrief.shown == "after_answer" or page.status is Status.ALONE)
        else None,
        nodes.button("pass", say("pass.do")),
        nodes.button("clear", say("app.clear"), "quiet") if not page.model.is_empty else None,
        nodes.button("unclear", say("app.unclear")) if page.emptied is not None else None,
        key="ways-on",
    )


def _revealed(page: ExerciseOnPage) -> Node | None:
    snapshot = page.desk.snapshot(page.content.id) if page.status is Status.REVEALED else None
    if snapshot is None:
        return None
    title = page.library.phrase("room.result")
    return nodes.section(title, *results.draw(snapshot, page.model.tables(), page.library), level=4, key="results")


def _debrief(page: ExerciseOnPage) -> list[Node | None]:
    if not page.shows_debrief:
        return []
    debrief, say = page.content.debrief, page.library.phrase
    facts = [page.library.facts[name] for name in debrief.facts]
    return [
        nodes.section(
            say("exercise.debrief"),
            *page.drawing.after(),
            nodes.prose(debrief.text),
            *(results.fact(fact, page.library) for fact in facts),
            level=4,
            id=f"debrief-{page.content.id}",
            key="debrief",
        )
    ]


def _guide(page: ExerciseOnPage) -> Node:
    """Notes and controls for the facilitator. Never drawn for anybody else."""
    content, say, status = page.content, page.library.phrase, page.status
    count = page.desk.count(content.id)
    steps: list[Node | None] = []
    if content.sharing.room != "none":
        steps = [
            *steering.controls(content.id, status, count, say, page.model.tables()),
            nodes.status(page.news, key="news"),
            nodes.alert(page.trouble) if page.trouble else None,
        ]
    return nodes.card(
        nodes.heading(say("page.guide_title"), 4),
        *steering.lines(content.guide, say),
        *steps,
        tone="guide",
        key="guide",
    )
