"""The addresses a facilitator hands out."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.room import Room
from workshop.server import keys


@dataclass(frozen=True)
class Links:
    """Makes addresses from the site's own one.

    Attributes
    ----------
    base
        The site's address without a slash at its end.
    secret
        The server's secret, from which the keys in two of the links are made.
    """

    base: str
    secret: bytes

    def join(self, room: Room) -> str:
        """Return the address behind the QR code."""
        return f"{self.base}/j/{room.code}"

    def console(self, room: Room) -> str:
        """Return the facilitator's secret address."""
        return f"{self.base}/console/{keys.make_key(self.secret, 'facilitator', room.id, room.code)}"

    def projector(self, room: Room) -> str:
        """Return the address to open on the big screen."""
        return f"{self.base}/projector/{keys.make_key(self.secret, 'projector', room.id, room.code)}"
