"""What a group shares: rooms, their privacy rules and their snapshots.

>>> store = Store("sqlite:////srv/workshop/rooms.sqlite")  # doctest: +SKIP
>>> room = store.create()  # doctest: +SKIP
>>> room.open("cases")  # doctest: +SKIP
>>> room.share("cases", pseudonym(secret, room.id, "cases"), {"story-1": ["lie"]})  # doctest: +SKIP
"""

from workshop.room.bands import ENOUGH
from workshop.room.errors import (
    AnswerRefused,
    ExerciseClosed,
    ExerciseRevealed,
    MovedMeanwhile,
    NotRevealed,
    RoomClosed,
    RoomError,
    RoomExpired,
    RoomNotFound,
    StoreUnavailable,
)
from workshop.room.pseudonyms import PRESENCE, pseudonym
from workshop.room.room import Room
from workshop.room.snapshots import Cell, Mean, Snapshot, TableResult, Word
from workshop.room.states import ExerciseState, RoomState, Shared, Signal, Timer, Visit
from workshop.room.store import Store

__all__ = [
    "ENOUGH",
    "PRESENCE",
    "AnswerRefused",
    "Cell",
    "ExerciseClosed",
    "ExerciseRevealed",
    "ExerciseState",
    "Mean",
    "MovedMeanwhile",
    "NotRevealed",
    "Room",
    "RoomClosed",
    "RoomError",
    "RoomExpired",
    "RoomNotFound",
    "RoomState",
    "Shared",
    "Signal",
    "Snapshot",
    "Store",
    "StoreUnavailable",
    "TableResult",
    "Timer",
    "Visit",
    "Word",
    "pseudonym",
]
