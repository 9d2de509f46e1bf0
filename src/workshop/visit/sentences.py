"""What a room can't do, as a sentence in the language of the page."""

from __future__ import annotations

from workshop.content import Library
from workshop.room import (
    CardNeeded,
    CardUsed,
    DoorClosed,
    ExerciseClosed,
    MoreSharesThanVoices,
    MovedMeanwhile,
    NotAdmitted,
    RoomClosed,
    RoomError,
    RoomExpired,
    RoomNotFound,
    StoreUnavailable,
)

#: Reasons for which a store did not take something, and perhaps did.
SILENT = ("away", "unknown")

_SAID: dict[type[RoomError], str] = {
    MovedMeanwhile: "console.moved_meanwhile",
    MoreSharesThanVoices: "door.more_shares",
    DoorClosed: "door.is_closed",
    CardNeeded: "door.needs_card",
    CardUsed: "door.card_used",
    NotAdmitted: "error.ticket",
    ExerciseClosed: "error.exercise_closed",
    RoomClosed: "error.room_closed",
    RoomExpired: "error.room_closed",
    RoomNotFound: "error.room_closed",
}


def sentence(error: RoomError, library: Library, *, leads: bool = False) -> str:
    """Return what to tell a person whose tap a room refused.

    Parameters
    ----------
    error
        What the room said.
    library
        Wording of the session's language.
    leads
        True for somebody who leads: no tap of theirs goes by itself later, as a share does.
    """
    if isinstance(error, StoreUnavailable):
        return library.phrase(_away(error.reason, leads=leads))
    key = next((key for kind, key in _SAID.items() if isinstance(error, kind)), "error.message_damaged")
    return library.phrase(key)


def _away(reason: str, *, leads: bool) -> str:
    """Return the phrase for a store that did not take something; one that said nothing may have taken it."""
    if not leads:
        return "error.store_full" if reason == "full" else "error.store_away"
    if reason == "full":
        return "console.store_full"
    return "console.perhaps_done" if reason in SILENT else "console.not_done"
