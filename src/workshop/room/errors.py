"""What can go wrong in a room, each with a sentence for the person it happens to."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError


class RoomError(Exception):
    """Something a room cannot do.

    Attributes
    ----------
    sentence
        What happened and what to do next, fit to be shown to a participant or facilitator as it is.
        It never holds an answer, a pseudonym, a path or a database address.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class RoomNotFound(RoomError):
    """No room has this code."""


class RoomClosed(RoomError):
    """The facilitator ended the room."""


class RoomExpired(RoomError):
    """The room's hours are over."""


class ExerciseClosed(RoomError):
    """The exercise takes no answers: not open yet, closed, or already revealed."""


class ExerciseRevealed(ExerciseClosed):
    """The exercise was revealed, which is final."""


class MovedMeanwhile(RoomError):
    """Another console has moved the group since this one looked."""


class NotRevealed(RoomError):
    """Something was asked of a reveal that has not happened."""


class AnswerRefused(RoomError):
    """What was shared does not have the shape of an answer."""


class NameTaken(RoomError):
    """Somebody of this name was invited already."""


class NotLetIn(RoomError):
    """Nobody may come in this way now."""


class DoorClosed(NotLetIn):
    """The facilitator has closed the door: all are in."""


class CardNeeded(NotLetIn):
    """In this room everybody comes in with a card of their own."""


class CardUsed(NotLetIn):
    """Somebody came in with this card already."""


class NotAdmitted(RoomError):
    """Whoever shares was never let into this room."""


class MoreSharesThanVoices(RoomError):
    """An exercise holds more answers than people were let in, so they can't be one person's each."""


class StoreUnavailable(RoomError):
    """The store could not be read or written; nothing was half written, and trying again is safe.

    Attributes
    ----------
    reason
        ``locked``, ``read-only``, ``full``, ``away``, ``newer``, ``address`` or ``unknown``.
    """

    def __init__(self, sentence: str, reason: str = "unknown") -> None:
        super().__init__(sentence)
        self.reason = reason


def closed(code: str) -> RoomClosed:
    """Return the error for a room that its facilitator ended."""
    return RoomClosed(f"Room {code} is closed. Ask the facilitator for a new code.")


def expired(code: str) -> RoomExpired:
    """Return the error for a room whose hours are over."""
    return RoomExpired(f"Room {code} has expired. Ask the facilitator for a new code.")


_SENTENCES = {
    "locked": "The room is busy right now. Nothing was lost; try again in a moment.",
    "read-only": "The room's storage cannot be written to. Nothing was lost; please tell the facilitator.",
    "full": "The room's storage is full. Nothing was lost; please tell the facilitator, and try again.",
    "away": "The room's storage cannot be reached. Nothing was lost; try again in a moment.",
    "unknown": "The room's storage had a problem. Nothing was lost; try again in a moment.",
}
_SQLITE = {
    "locked": "locked",
    "busy": "locked",
    "readonly": "read-only",
    "is full": "full",
    "unable to open": "away",
    "disk i/o": "away",
    "no such table": "away",
    "not a database": "away",
    "malformed": "away",
}
_POSTGRESQL = {
    "55P03": "locked",
    "57014": "locked",
    "40": "locked",
    "25006": "read-only",
    "42501": "read-only",
    "53100": "full",
    "53": "away",
    "57": "away",
    "08": "away",
    "28": "away",
    "3D": "away",
    "42P01": "away",
}


def unavailable(error: Exception) -> StoreUnavailable:
    """Return the error for people; it holds nothing of the statement, its values or the address."""
    reason = _reason(error)
    return StoreUnavailable(_SENTENCES[reason], reason)


def away() -> StoreUnavailable:
    """Return the error for a store that says nothing."""
    return StoreUnavailable(_SENTENCES["away"], "away")


def locked() -> StoreUnavailable:
    """Return the error for having waited too long."""
    return StoreUnavailable(_SENTENCES["locked"], "locked")


def _reason(error: Exception) -> str:
    if isinstance(error, PoolTimeoutError):
        return "locked"
    original = error.orig if isinstance(error, DBAPIError) else error
    state = getattr(original, "sqlstate", None)
    if state:
        return next((reason for start, reason in _POSTGRESQL.items() if state.startswith(start)), "unknown")
    said = str(original).lower()
    known = next((reason for part, reason in _SQLITE.items() if part in said), None)
    if known:
        return known
    lost = isinstance(error, InterfaceError) or getattr(error, "connection_invalidated", False)
    return "away" if lost or "connect" in said else "unknown"
