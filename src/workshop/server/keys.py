"""Keys in the facilitator's and the projector's links, made from secret and room: a restart keeps them.

A key is ``<code>-<proof>``. The code says which room, the proof (128 bits of HMAC-SHA256 over role and
room id) says that this server gave the link out.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from typing import Literal

LinkRole = Literal["facilitator", "projector"]
_KEY = re.compile(r"([A-Za-z0-9]{4,12})-([A-Za-z0-9_-]{22})")


def proof(secret: bytes, role: str, room_id: str) -> str:
    """Return 22 characters that only this server can make for a role in a room."""
    digest = hmac.new(secret, f"workshop link\0{role}\0{room_id}".encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest[:16]).decode("ascii").rstrip("=")


def make_key(secret: bytes, role: LinkRole, room_id: str, code: str) -> str:
    """Return the key that stands in a facilitator's or projector's link."""
    return f"{code}-{proof(secret, role, room_id)}"


def split_key(key: str) -> tuple[str, str] | None:
    """Return the room's code and the proof, or ``None`` if this never was a key."""
    found = _KEY.fullmatch(key)
    return (found[1], found[2]) if found else None


def proves(secret: bytes, role: LinkRole, room_id: str, given: str) -> bool:
    """Say whether a proof is right, in a time that tells nothing about how wrong it is."""
    return hmac.compare_digest(proof(secret, role, room_id).encode(), given.encode())


def device_key(secret: bytes, room_id: str) -> str:
    """Return the name under which a device keeps this room's answers; it doesn't give the room's id away."""
    return hmac.new(secret, f"workshop device\0{room_id}".encode(), hashlib.sha256).hexdigest()[:24]
