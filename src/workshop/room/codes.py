"""Room codes: six characters that survive a projector, a phone keyboard and being read aloud.

The alphabet keeps one of each pair that people mix up (0 not O, 1 not I or L, 2 not Z, 5 not S, 8 not B,
V not U) and no other vowels, so that a code never spells a word. What people type is turned back into it.
"""

from __future__ import annotations

import secrets
import unicodedata

from workshop.room.errors import RoomNotFound

ALPHABET = "0123456789CDFGHJKMNPQRTVWXY"
LENGTH = 6
#: What a link or a card has beside the room's code: with it a code is too long to be guessed, however fast.
OWN_LENGTH = 9
MOST_CARDS = 200

_LOOKS_LIKE = str.maketrans("OILZSBU", "011258V")
_LONGEST_TYPED = 200


def new_code() -> str:
    """Return a fresh code: one of 27**6, about 390 million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def spaced(code: str) -> str:
    """Return a code as it is read aloud and typed, three characters at a time."""
    return " ".join(code[at : at + 3] for at in range(0, len(code), 3))


def plain(typed: str) -> str:
    """Return what a person typed or pasted as codes are written; it need not be one."""
    last = typed[-_LONGEST_TYPED:].strip().rstrip("/").rsplit("/", 1)[-1].rpartition("#")[2].partition(".")[0]
    shown = unicodedata.normalize("NFKC", last).upper()
    return "".join(c for c in shown if c.isalnum()).translate(_LOOKS_LIKE)


def normalise(typed: str) -> str:
    """Return the room code that a person meant.

    Parameters
    ----------
    typed
        Anything from "k7mq 2p" to a pasted join link; case, spaces, dashes and look-alikes do not matter.

    Raises
    ------
    RoomNotFound
        If it cannot be a code, with a sentence that says what a code looks like.
    """
    code = plain(typed)
    if len(code) != LENGTH or any(c not in ALPHABET for c in code):
        raise RoomNotFound(
            "That does not look like a room code. A code has six letters and digits, like K7MQ2P; "
            "it is on the screen in the room."
        )
    return code
