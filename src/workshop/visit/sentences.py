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


def sentence(error: RoomError, library: Library, *, away: str = "error.store_away") -> str:
    """Return what to tell a person whose tap a room refused.

    Parameters
    ----------
    error
        What the room said.
    library
        Wording of the session's language.
    away
        Phrase for a store that can't be reached.
    """
    if isinstance(error, StoreUnavailable):
        return library.phrase("error.store_full" if error.reason == "full" else away)
    key = next((key for kind, key in _SAID.items() if isinstance(error, kind)), "error.message_damaged")
    return library.phrase(key)
