"""What a group shares: rooms, their privacy rules and their snapshots.

>>> store = Store("sqlite:////srv/workshop/rooms.sqlite")  # doctest: +SKIP
>>> room = store.create()  # doctest: +SKIP
>>> room.open("cases")  # doctest: +SKIP
>>> me = new_admission()  # doctest: +SKIP
>>> room.door.admit(voice := pseudonym(me, room.id, VOICE))  # doctest: +SKIP
>>> room.share("cases", pseudonym(me, room.id, "cases"), {"story-1": ["lie"]}, voice=voice)  # doctest: +SKIP
"""

from workshop.room.bands import ENOUGH
from workshop.room.errors import (
    AnswerRefused,
    CardNeeded,
    CardUsed,
    DoorClosed,
    ExerciseClosed,
    ExerciseRevealed,
    MoreSharesThanVoices,
    MovedMeanwhile,
    NameTaken,
    NotAdmitted,
    NotLetIn,
    NotRevealed,
    RoomClosed,
    RoomError,
    RoomExpired,
    RoomNotFound,
    StoreUnavailable,
)
from workshop.room.hours import LONGEST, Hours
from workshop.room.pseudonyms import HOSTING, LEAD, PRESENCE, VOICE, new_admission, pseudonym
from workshop.room.registry import LONGEST_NAME, MOST_ROOMS, Invitation, RoomSummary
from workshop.room.room import Room
from workshop.room.snapshots import Cell, Mean, Snapshot, TableResult, Word
from workshop.room.states import HOST, ExerciseState, RoomState, Shared, Signal, Timer, Visit
from workshop.room.store import Store

__all__ = [
    "ENOUGH",
    "HOST",
    "HOSTING",
    "LEAD",
    "LONGEST",
    "LONGEST_NAME",
    "MOST_ROOMS",
    "PRESENCE",
    "VOICE",
    "AnswerRefused",
    "CardNeeded",
    "CardUsed",
    "Cell",
    "DoorClosed",
    "ExerciseClosed",
    "ExerciseRevealed",
    "ExerciseState",
    "Hours",
    "Invitation",
    "Mean",
    "MoreSharesThanVoices",
    "MovedMeanwhile",
    "NameTaken",
    "NotAdmitted",
    "NotLetIn",
    "NotRevealed",
    "Room",
    "RoomClosed",
    "RoomError",
    "RoomExpired",
    "RoomNotFound",
    "RoomState",
    "RoomSummary",
    "Shared",
    "Signal",
    "Snapshot",
    "Store",
    "StoreUnavailable",
    "TableResult",
    "Timer",
    "Visit",
    "Word",
    "new_admission",
    "pseudonym",
]
