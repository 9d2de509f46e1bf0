"""Where one answer stands between a person and the room: one rule, in one table, with no widget in it.

The person says how far an answer may go (:class:`Reach`); the room holds what they shared. The rule is that **the
room never holds more than the person wishes, as long as that can still be changed**, and that nothing gets there
without a tap on *share*. :meth:`Standing.duty` is what has to happen for the rule to hold, and
:attr:`Standing.says` is the one sentence that is true meanwhile.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Any

from .room_context import Status

#: Fields of the frame that say how far an answer may go, and what this device remembers of sharing it.
LEVEL, PASSED, SHARED = "_level", "_passed", "_shared"
FIELDS = (LEVEL, PASSED, SHARED)


class Reach(IntEnum):
    """How far an answer goes: to nobody, into the count, or its words to the facilitator as well."""

    NOBODY = 0
    COUNTED = 1
    READ = 2


class Duty(Enum):
    """What has to be done in the room for the rule to hold."""

    NOTHING = "nothing"
    WITHDRAW = "withdraw"
    KEEP_WORDS_OUT = "keep words out"


_LEVELS = {"count": Reach.COUNTED, "words": Reach.READ}


def wish(fields: Mapping[str, Any], *, words: bool) -> Reach:
    """Return how far the person lets the answer go.

    Parameters
    ----------
    fields
        The frame's fields as the device keeps them.
    words
        True if the exercise offers to show words.
    """
    if fields.get(PASSED) is True:
        return Reach.NOBODY
    level = fields.get(LEVEL)
    reach = _LEVELS.get(level, Reach.NOBODY) if isinstance(level, str) else Reach.NOBODY
    return Reach.NOBODY if reach is Reach.READ and not words else reach


@dataclass(frozen=True)
class Standing:
    """One answer at one moment.

    Attributes
    ----------
    status
        How the exercise stands in the room.
    wish
        How far the person lets the answer go.
    held
        How far the room has it; None if the room can't be asked.
    remembered
        True if the device remembers a share that it has not seen taken back.
    outdated
        True if the answer was changed since in a way that the room would see.
    """

    status: Status
    wish: Reach
    held: Reach | None = Reach.NOBODY
    remembered: bool = False
    outdated: bool = False

    @property
    def duty(self) -> Duty:
        """What has to be done now, if anything can be."""
        if self.status is not Status.OPEN or self.held is None or self.held <= self.wish:
            return Duty.NOTHING
        return Duty.KEEP_WORDS_OUT if self.wish is Reach.COUNTED else Duty.WITHDRAW

    @property
    def may_share(self) -> bool:
        """True if a tap on *share* may hand the answer to the room."""
        return self.status is Status.OPEN and self.wish is not Reach.NOBODY

    @property
    def may_withdraw(self) -> bool:
        """True if there is something in the room, or may be, that can be taken back."""
        return self.status is Status.OPEN and self.is_with_room

    @property
    def is_with_room(self) -> bool:
        """True if the answer is with the room, or was counted by it, as far as this page knows."""
        if self.status is Status.REVEALED or self.held is None:
            return self.remembered and self.status in _TAKEN
        return self.status in _TAKEN and self.held > Reach.NOBODY

    @property
    def is_as_wished(self) -> bool:
        """True if the room has the answer just as the page has it: nothing is left to do for it."""
        return self.is_with_room and self.held is not None and self.held <= self.wish and not self.outdated

    @property
    def says(self) -> str:
        """Phrase that is true of this answer now, "" where there is nothing to say."""
        if not self.is_with_room:
            return "share.ready" if self.may_share else ""
        if self.status is Status.REVEALED:
            return "share.counted"
        if self.held is None:
            return "share.unsure"
        is_wished = self.held <= self.wish
        if self.status is Status.CLOSED:
            return "share.fixed" if is_wished else "share.fixed_unwished"
        if not is_wished:
            return "share.owed"
        return "share.outdated" if self.outdated else _SHARED[self.held]


#: Where something may be with the room.
_TAKEN = (Status.OPEN, Status.CLOSED, Status.REVEALED)
_SHARED = {Reach.COUNTED: "share.done", Reach.READ: "share.done_words"}
