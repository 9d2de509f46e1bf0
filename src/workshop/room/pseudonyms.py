"""Names that let a device find its own answer again, and nobody find two answers of one person.

A device keeps 32 random bytes. For each exercise it becomes somebody else: ``HMAC-SHA256(secret,
room|exercise)`` names the answer, and a second one, ``room|exercise/words``, names the words. Without the
secret, which is never stored with the room, no two of them can be told to belong together.
"""

from __future__ import annotations

import hmac
import re
from hashlib import sha256

from workshop.room.errors import AnswerRefused

PRESENCE = "presence"

_HALF = sha256().digest_size * 2
#: A pseudonym that nobody has.
NOBODY = "0" * (2 * _HALF)
_SHAPE = re.compile(rf"[0-9a-f]{{{2 * _HALF}}}")
_SHORTEST_SECRET = 16


def pseudonym(device_secret: bytes, room_id: str, purpose: str) -> str:
    """Return who this device is in one room, for one purpose and no other.

    Parameters
    ----------
    device_secret
        The device's own random bytes, at least 16.
    room_id
        The room's id (not its code).
    purpose
        An exercise id, or ``presence``.

    Returns
    -------
    str
        128 hex digits: two independent HMAC-SHA256, the first names the answer, the second the words.
        The store keeps the halves in different tables, so words cannot be matched with an answer.
        The same exercise always gives the same name, so changing and withdrawing work after a reload.

    Raises
    ------
    ValueError
        If the secret is shorter than 16 bytes.
    """
    if len(device_secret) < _SHORTEST_SECRET:
        raise ValueError(f"device_secret has {len(device_secret)} bytes; at least 16 random bytes are needed")
    halves = (f"{room_id}|{purpose}", f"{room_id}|{purpose}/words")
    return "".join(hmac.new(device_secret, half.encode(), sha256).hexdigest() for half in halves)


def halves(who: str) -> tuple[str, str]:
    """Split a pseudonym into the name of the answer and the name of the words.

    Raises
    ------
    AnswerRefused
        If it is not a pseudonym made by :func:`pseudonym`; a raw secret or a name is never stored by mistake.
    """
    if not _SHAPE.fullmatch(who):
        raise AnswerRefused("This page could not show that the answer is yours. Reload it and share again.")
    return who[:_HALF], who[_HALF:]
