"""What proves who may do what: the server's secret, the keys in secret links that are made from it, and those links.

The secret is 32 random bytes in the data folder, or what ``WORKSHOP_SECRET`` says made into as many; it signs
tickets, cookies and links. A key in a facilitator's or projector's link is ``<code>-<proof>``: the code says which
room, the proof (128 bits of HMAC-SHA256 over role, room id and number) says that this server gave the link out. A
facilitator's link is good once, and the next one has another number. A restart keeps them all.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from workshop import paths
from workshop.room.codes import ALPHABET, OWN_LENGTH
from workshop.room.states import HOST

if TYPE_CHECKING:
    from workshop.room import Invitation, Room, RoomSummary

FILE = "secret"
LinkRole = Literal["facilitator", "projector"]
#: Who keeps rooms: who was invited to open some, and the host.
Keeper = Literal["guest", "host"]
_SHORTEST = 32
_KEY = re.compile(r"([A-Za-z0-9]{4,12})-([A-Za-z0-9_-]{22})")


class SecretError(Exception):
    """The secret can't be read or written; the message says which file and what to do."""


def load_secret(folder: Path | None = None) -> bytes:
    """Return the secret of a data folder, made on first use.

    Two servers that start at the same moment get the same secret: the file appears complete or not at all.

    Parameters
    ----------
    folder
        The data folder; by default the one :func:`workshop.paths.home` names.

    Raises
    ------
    SecretError
        If the folder can't be written, or the file is damaged or readable by others.
    """
    try:
        if given := paths.said("WORKSHOP_SECRET"):
            return _of(given)
        folder = folder or paths.home()
        file = folder / FILE
        if not file.exists():
            paths.write_whole(file, secrets.token_hex(32) + "\n", keep=True)
        if os.name == "posix" and file.stat().st_mode & 0o077:
            raise SecretError(
                f"Other people on this computer can read {file}. Delete it and start again: every link changes."
            )
        secret = bytes.fromhex(file.read_text("ascii").strip())
    except (OSError, ValueError) as error:
        raise SecretError(_sentence(folder, error)) from error
    if len(secret) < 32:
        raise SecretError(f"The secret in {file} is too short. Delete the file and start again.")
    return secret


def _of(given: str) -> bytes:
    """Return the secret that several servers are told, so that each believes what another has signed."""
    if len(given) < _SHORTEST:
        raise SecretError(f"WORKSHOP_SECRET has {len(given)} characters; it needs {_SHORTEST} random ones or more.")
    return hashlib.sha256(f"workshop secret\0{given}".encode()).digest()


def _sentence(folder: Path | None, error: Exception) -> str:
    place = folder or os.environ.get("WORKSHOP_HOME") or "the data folder"
    if isinstance(error, ValueError):
        return f"The file {place}/{FILE} is damaged. Delete it and start again: every link changes."
    reason = getattr(error, "strerror", None) or str(error)
    return f"The data folder {place} can't be used ({reason}). Name another one in WORKSHOP_HOME."


def proof(secret: bytes, role: str, room_id: str, link: int = 0) -> str:
    """Return 22 characters that only this server can make for a role in a room, and for one link to it."""
    digest = hmac.new(secret, f"workshop link\0{role}\0{room_id}\0{link}".encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest[:16]).decode("ascii").rstrip("=")


def make_key(secret: bytes, role: LinkRole | Keeper, room_id: str, code: str, link: int = 0) -> str:
    """Return the key that stands in a secret link; ``room_id`` is an invitation's where it leads to no room."""
    return f"{code}-{proof(secret, role, room_id, link)}"


def split_key(key: str) -> tuple[str, str] | None:
    """Return the room's code and the proof, or ``None`` if this never was a key."""
    found = _KEY.fullmatch(key)
    return (found[1], found[2]) if found else None


def proves(secret: bytes, role: LinkRole | Keeper, room_id: str, given: str, link: int = 0) -> bool:
    """Say whether a proof is right, in a time that tells nothing about how wrong it is."""
    return hmac.compare_digest(proof(secret, role, room_id, link).encode(), given.encode())


def long_code(secret: bytes, code: str) -> str:
    """Return a room's code with nine characters more: what its links hold, and what no limit on guesses keeps out."""
    return code + _own(secret, f"workshop join\0{code}")


@lru_cache(maxsize=16)
def card_codes(secret: bytes, code: str, cards: int) -> list[str]:
    """Return the codes of a room's cards: its own code and nine characters more. No two are alike."""
    found: dict[str, None] = {}
    for turn in count():
        if len(found) >= cards:
            break
        found[_own(secret, f"workshop card\0{code}\0{turn}")] = None
    return [code + own for own in found]


def _own(secret: bytes, purpose: str) -> str:
    number = int.from_bytes(hmac.new(secret, purpose.encode(), hashlib.sha256).digest(), "big")
    return "".join(ALPHABET[number // len(ALPHABET) ** at % len(ALPHABET)] for at in range(OWN_LENGTH))


def device_key(secret: bytes, room_id: str) -> str:
    """Return the name under which a device keeps this room's answers; it doesn't give the room's id away."""
    return hmac.new(secret, f"workshop device\0{room_id}".encode(), hashlib.sha256).hexdigest()[:24]


def seal_key(secret: bytes, room_id: str) -> str:
    """Return the key with which a device seals what a tab keeps; it is lost with the room's id."""
    return hmac.new(secret, f"workshop seal\0{room_id}".encode(), hashlib.sha256).hexdigest()


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

    @property
    def secure(self) -> bool:
        """True if browsers reach the site by HTTPS."""
        return self.base.startswith("https:")

    @property
    def path(self) -> str:
        """Where the site begins on its host, with a slash at both ends."""
        return f"{urlsplit(self.base).path.rstrip('/')}/"

    @property
    def overheard(self) -> bool:
        """True if others on the same network could read along: plain HTTP that leaves this computer."""
        return not self.secure and not self.base.startswith("http://127.")

    def enter(self, code: str) -> str:
        """Return the address behind the QR code of a room or a card."""
        return self._address("j", code)

    def join(self, room: Room | RoomSummary) -> str:
        """Return the address behind a room's QR code."""
        return self.enter(long_code(self.secret, room.code))

    def console(self, room: Room) -> str:
        """Return the facilitator's secret address, which is good once."""
        return self._address("console", make_key(self.secret, "facilitator", room.id, room.code, room.door.link()))

    def projector(self, room: Room | RoomSummary) -> str:
        """Return the address to open on the big screen."""
        return self._address("projector", make_key(self.secret, "projector", room.id, room.code))

    def invitation(self, invitation: Invitation) -> str:
        """Return the secret address of who was invited, or the host's, which is good once."""
        keeper: Keeper = "host" if invitation.id == HOST else "guest"
        place = "host" if keeper == "host" else "invitation"
        return f"{self.base}/{place}/{make_key(self.secret, keeper, invitation.id, invitation.id, invitation.link)}"

    def _address(self, place: str, what: str) -> str:
        """Return an address; where others could read along, no browser sends what is behind its ``#``."""
        if not self.overheard:
            return f"{self.base}/{place}/{what}"
        from workshop.server import sealing

        return f"{self.base}/{place}#{what}.{sealing.public(self.secret)}"
