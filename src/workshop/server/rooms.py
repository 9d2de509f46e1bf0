"""Opening rooms: the one with which a server starts, and every other, from a command or a page."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from workshop.content import load_library
from workshop.content.plan import Evening, gone
from workshop.room import Room, RoomError, Store
from workshop.server.settings import ServeSettings, StartError, own_name
from workshop.server.site import languages

Say = Callable[[str], None]
#: A room that was opened longer ago belongs to another evening, unless somebody is in it now.
SAME_EVENING = 12 * 3600


@dataclass(frozen=True)
class Begun:
    """The room a server starts with.

    Attributes
    ----------
    room
        That room; None where the server opens none.
    resumed
        True if it was open already.
    left
        A room that is open, too, and was not gone on with.
    """

    room: Room | None
    resumed: bool = False
    left: Room | None = None


def open_room(
    store: Store,
    language: str,
    hours: float,
    *,
    plan: Evening | None = None,
    owner: str | None = None,
    workshop: str | None = None,
    say: Say = print,
) -> Room:
    """Open a room, with the plan of its evening.

    Raises
    ------
    StartError
        With one sentence that says what to do.
    """
    check_language(language)
    try:
        room = store.create(language, hours, owner=owner, workshop=workshop)
    except RoomError as error:
        raise StartError(error.sentence) from error
    if plan is not None:
        follow_plan(room, plan, say)
    return room


def check_language(language: str) -> None:
    """Refuse a language in which there is no workshop."""
    if language not in (known := languages()):
        raise StartError(f"There is no language {language!r}. There are: {', '.join(known)}.")


def follow_plan(room: Room, evening: Evening, say: Say) -> None:
    """Give a room its plan; what the workshop does not have any more is said, and the rest is followed."""
    library = load_library(room.language)
    if names := gone(library, evening.steps):
        say(library.phrase("plan.gone", names=", ".join(names)))
    try:
        room.set_plan([(step.part, step.step, step.minutes) for step in evening.steps])
    except (RoomError, ValueError) as error:
        raise StartError(f"The plan can't be followed: {error}") from error


def room_to_begin(store: Store, settings: ServeSettings, ask: Callable[[Room, bool], bool], say: Say) -> Begun:
    """Return the room a server starts with: the one that is open, or a new one.

    Parameters
    ----------
    ask
        Asks whoever starts the server whether to go on with a room that was used; the second value is what fits best.
    """
    try:
        store.purge_expired()
        found = store.newest_open(own_name()) if settings.room != "none" else None
        if found is not None and _goes_on(found, settings, ask):
            if settings.plan is not None:
                follow_plan(found, settings.plan, say)
            return Begun(found, resumed=True)
    except RoomError as error:
        raise StartError(error.sentence) from error
    if settings.room == "none":
        return Begun(None)
    new = open_room(store, settings.language, settings.room_hours, plan=settings.plan, workshop=own_name(), say=say)
    return Begun(new, left=found)


def _goes_on(room: Room, settings: ServeSettings, ask: Callable[[Room, bool], bool]) -> bool:
    if settings.room in ("new", "go-on"):
        return settings.room == "go-on"
    if room.present():  # the server had stopped in the middle of an evening: no time for questions
        return True
    of_now = time.time() - room.hours.opened < SAME_EVENING
    return ask(room, of_now) if was_used(room) else of_now


def was_used(room: Room) -> bool:
    """Say whether anybody came in, or the group went anywhere."""
    state = room.state()
    return bool(state.voices or state.part or state.exercises)
