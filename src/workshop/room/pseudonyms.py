"""Names that let a person find their own answer again, and nobody find two answers of one person.

Whoever is let in gets an admission: 16 random bytes, in a cookie that the server has signed. For each exercise it
becomes somebody else: ``HMAC-SHA256(admission, room|exercise)`` names the answer, and a second one,
``room|exercise/words``, names the words. Without the admission, which is never stored with the room, no two of them
can be told to belong together. And with one admission nobody is two people, whatever their page says.
"""

from __future__ import annotations

import hmac
import re
import secrets
from hashlib import sha256

from workshop.room.errors import AnswerRefused

PRESENCE = "presence"
#: Purposes that can't be the id of an exercise.
VOICE, LEAD, HOSTING = "/voice", "/lead", "/house"  # as they stand in the stores that there are

_HALF = sha256().digest_size * 2
#: A pseudonym that nobody has.
NOBODY = "0" * (2 * _HALF)
_SHAPE = re.compile(rf"[0-9a-f]{{{2 * _HALF}}}")
_LENGTH = 16


def new_admission() -> bytes:
    """Return what makes somebody one person in a room."""
    return secrets.token_bytes(_LENGTH)


def pseudonym(admission: bytes, room_id: str, purpose: str) -> str:
    """Return who this person is in one room, for one purpose and no other.

    Parameters
    ----------
    admission
        From :func:`new_admission`; at least 16 random bytes.
    room_id
        The room's id (not its code); for ``HOSTING`` an invitation's.
    purpose
        An exercise id, ``presence``, or one of the purposes above.

    Returns
    -------
    str
        128 hex digits: two independent HMAC-SHA256, the first names the answer, the second the words.
        The store keeps the halves in different tables, so words cannot be matched with an answer.
        The same exercise always gives the same name, so changing and withdrawing work after a reload.

    Raises
    ------
    ValueError
        If the admission is shorter than 16 bytes.
    """
    if len(admission) < _LENGTH:
        raise ValueError(f"the admission has {len(admission)} bytes; at least {_LENGTH} random bytes are needed")
    halves = (f"{room_id}|{purpose}", f"{room_id}|{purpose}/words")
    return "".join(hmac.new(admission, half.encode(), sha256).hexdigest() for half in halves)


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
