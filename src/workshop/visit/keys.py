"""What somebody who leads may hand out: the codes of cards, and a link for one who leads too."""

from __future__ import annotations

from functools import lru_cache

from workshop.room import Room
from workshop.server import credentials


def card_codes(room: Room, cards: int) -> list[str]:
    """Return the codes of a room's cards, in order."""
    return _codes(room.id, room.code, cards)


@lru_cache(maxsize=4)
def _codes(room_id: str, code: str, cards: int) -> list[str]:
    return credentials.card_codes(credentials.load_secret(), room_id, code, cards)


@lru_cache(maxsize=64)
def join_link(code: str, origin: str) -> str:
    """Return the address behind the QR code of a room or of a card; where no server runs, it needs no key."""
    return credentials.Links(origin, credentials.load_secret()).enter(code) if origin else f"/j/{code}"


def lead_link(room: Room, origin: str) -> str:
    """Return a new link that lets one more browser lead; the one before, if nobody used it, is worthless now."""
    room.door.renew_link()
    return credentials.Links(origin, credentials.load_secret()).console(room)
