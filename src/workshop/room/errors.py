"""What can go wrong in a room, each with a sentence for the person it happens to."""

# ruff: noqa: N818  (the names say what happened to the room)

from __future__ import annotations


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
