"""Tickets: what a page shows its kernel to prove which room and role it belongs to.

The server signs a ticket into a page, the page hands it to its kernel, the kernel reads it here. No secret
travels to the browser, and a kernel believes nobody who only says "I am the facilitator".
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import Literal, get_args

from tornado.web import create_signed_value, decode_signed_value

from workshop.server.credentials import load_secret

Role = Literal["participant", "facilitator", "projector", "alone"]
NAME = "workshop-ticket"
#: What the server opens at a kernel whose page has no connection left.
NOBODY = "workshop.nobody"
HOURS = 26.0  # a room's day and a little more, so that the room's own end is what people meet


class TicketError(ValueError):
    """The ticket is missing, forged, damaged or too old; the message is for people."""


@dataclass(frozen=True)
class Ticket:
    """A room, a role in it, the admission of whoever has it, and when the right ends (seconds since 1970)."""

    room_id: str | None
    role: Role
    admission: bytes
    expires: int

    def is_of(self, other: Ticket) -> bool:
        """Say whether two tickets are of the same one, in the same room and role."""
        return (self.room_id, self.role, self.admission) == (other.room_id, other.role, other.admission)


def issue(
    room_id: str | None,
    role: Role,
    admission: bytes = b"",
    *,
    hours: float = HOURS,
    secret: bytes | None = None,
) -> str:
    """Return a signed ticket for a role in a room; ``room_id`` is ``None`` for someone alone."""
    if role not in get_args(Role):
        raise TicketError(f"There is no role {role!r}: use one of {', '.join(get_args(Role))}.")
    value = json.dumps([room_id, role, admission.hex(), int(time.time() + hours * 3600)], separators=(",", ":"))
    return create_signed_value(secret or load_secret(), NAME, value, version=2).decode("ascii")


def read(ticket: str, *, secret: bytes | None = None) -> Ticket:
    """Return what a ticket says, after checking its signature and its age.

    Raises
    ------
    TicketError
        If it was not signed by this server, or its time is over.
    """
    value = decode_signed_value(secret or load_secret(), NAME, ticket, max_age_days=3660, min_version=2)
    if value is None:
        raise TicketError("This page's pass is not valid. Open the page again from the room's link.")
    try:
        room_id, role, admission, expires = json.loads(value)
        found = Ticket(room_id, role, bytes.fromhex(admission), int(expires))
    except (TypeError, ValueError) as error:
        raise TicketError("This page's pass can't be read. Open the page again from the room's link.") from error
    if found.expires <= time.time():
        raise TicketError("This page's pass is too old. Open the page again from the room's link.")
    return found
