"""People in a room without a page: each is let in, and so has one voice."""

from __future__ import annotations

from workshop.content.sharing import Payload
from workshop.room import VOICE, Room, pseudonym


def admission_of(number: int) -> bytes:
    """Return the admission of somebody who is known by a number."""
    return bytes([number]) * 16


def let_in(room: Room, admission: bytes) -> str:
    """Let somebody in and return their voice."""
    voice = pseudonym(admission, room.id, VOICE)
    room.door.admit(voice)
    return voice


def share(room: Room, admission: bytes, exercise: str, payload: Payload, words: str | None = None) -> None:
    """Let somebody in who shares an answer."""
    voice = let_in(room, admission)
    room.share(exercise, pseudonym(admission, room.id, exercise), payload, words, voice=voice)
