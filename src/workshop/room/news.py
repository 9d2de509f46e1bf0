"""How a room stands, as one server reads it once and tells all of its pages; and how it travels there."""

from __future__ import annotations

import pickle
import struct
from collections.abc import Callable
from dataclasses import dataclass

from workshop.room.errors import RoomError
from workshop.room.snapshots import Snapshot
from workshop.room.states import Entry, RoomState

_HEAD = struct.Struct(">I")
HEAD_BYTES = _HEAD.size
#: Names the server's socket to its kernels. Where it is not set, or nobody answers, pages ask the store themselves.
WHERE = "WORKSHOP_NEWS"
#: Names the file by which its kernels take turns at the few connections to PostgreSQL that they share.
TURNS = "WORKSHOP_TURNS"


@dataclass(frozen=True)
class Numbers:
    """What only those who lead are told.

    Attributes
    ----------
    counts
        How many shared, for each exercise that was opened; None below five.
    here
        How many pages are here.
    signals
        How many asked for a pause, or to go slower.
    leads
        The names of those who lead, by which each knows whether it still does.
    """

    counts: tuple[tuple[str, int | None], ...]
    here: int
    signals: tuple[tuple[str, int], ...]
    leads: frozenset[str]


@dataclass(frozen=True)
class News:
    """How a room stands; ``numbers`` only for those who lead, and ``results`` without words."""

    entry: Entry
    state: RoomState
    numbers: Numbers | None = None
    results: tuple[Snapshot, ...] = ()


def frame(word: News | RoomError) -> bytes:
    """Return what a server writes to a page; an error says why there is no news."""
    body = pickle.dumps(word)
    return _HEAD.pack(len(body)) + body


def read_frame(receive: Callable[[int], bytes]) -> News | RoomError:
    """Read one word with a function that gives so many bytes.

    It comes from the server whose kernel this is, over a socket in a folder that only their user can open.
    """
    (length,) = _HEAD.unpack(receive(HEAD_BYTES))
    word = pickle.loads(receive(length))  # noqa: S301
    if not isinstance(word, (News, RoomError)):
        raise TypeError(f"{type(word).__name__} is no news")
    return word
