"""What a room can't do, as a sentence in the language of the page."""

from __future__ import annotations

from workshop.content import Library
from workshop.room import (
    ExerciseClosed,
    MovedMeanwhile,
    RoomClosed,
    RoomError,
    RoomExpired,
    RoomNotFound,
    StoreUnavailable,
)


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
    if isinstance(error, MovedMeanwhile):
        return library.phrase("console.moved_meanwhile")
    if isinstance(error, ExerciseClosed):
        return library.phrase("error.exercise_closed")
    if isinstance(error, RoomClosed | RoomExpired | RoomNotFound):
        return library.phrase("error.room_closed")
    return library.phrase("error.message_damaged")
