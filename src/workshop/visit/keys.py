"""What somebody who leads may hand out: codes and links to come in, and a link for one who leads too."""

from __future__ import annotations

from workshop.room import Room
from workshop.server import credentials


def card_codes(room: Room, cards: int) -> list[str]:
    """Return the codes of a room's cards, in order."""
    return credentials.card_codes(credentials.load_secret(), room.code, cards)


def long_code(room: Room) -> str:
    """Return the room's code that can't be guessed."""
    return credentials.long_code(credentials.load_secret(), room.code)


def join_link(room: Room, origin: str) -> str:
    """Return the address behind the room's QR code."""
    return credentials.Links(origin, credentials.load_secret()).join(room)


def card_link(code: str, origin: str) -> str:
    """Return the address behind the QR code of a card."""
    return credentials.Links(origin, credentials.load_secret()).enter(code)


def lead_link(room: Room, origin: str) -> str:
    """Return a new link that lets one more browser lead; the one before, if nobody used it, is worthless now."""
    room.door.renew_link()
    return credentials.Links(origin, credentials.load_secret()).console(room)
