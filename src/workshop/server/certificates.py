"""Certificates for names of one's own, as they lie in the data folder."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509

from workshop import paths
from workshop.server.settings import StartError

_NAME = re.compile(r"(?=.{4,253}$)(?:(?!-)[a-z0-9-]{1,63}(?<!-)\.)+(?=[a-z])(?!-)[a-z0-9-]{2,63}(?<!-)")
_SOON = dt.timedelta(days=30)


def plain_name(said: str) -> str:
    """Return a name as the DNS writes it.

    Raises
    ------
    StartError
        If it is none.
    """
    try:
        name = said.strip().rstrip(".").lower().encode("idna").decode("ascii")
    except UnicodeError:
        name = ""
    if not _NAME.fullmatch(name):
        raise StartError(
            f"“{said}” is not a name that a certificate can be for. It is one that you own, such as "
            "workshop.example.org: without https://, without a port, and no number."
        )
    return name


def folder(name: str) -> Path:
    """Return where everything about a name is kept, for its owner only."""
    place = paths.home() / "certificates" / name
    for one in (place.parent, place):
        one.mkdir(mode=0o700, exist_ok=True)
    return place


@dataclass(frozen=True)
class Kept:
    """A certificate that is there.

    Attributes
    ----------
    file
        Its key and its chain in one file, so that a renewed one takes the place of both at once.
    begins, ends
        From when until when it is good.
    """

    file: Path
    begins: dt.datetime
    ends: dt.datetime

    @property
    def left(self) -> dt.timedelta:
        """How long it is still good."""
        return self.ends - dt.datetime.now(dt.UTC)

    @property
    def over(self) -> bool:
        """True if no browser takes it any more."""
        return self.left <= dt.timedelta()

    @property
    def due(self) -> bool:
        """True if it is time to renew it: thirty days are left, or a third of a short one's life."""
        return self.left <= min(_SOON, (self.ends - self.begins) / 3)


def _file(name: str) -> Path:
    return folder(name) / "certificate.pem"


def kept(name: str) -> Kept | None:
    """Return the certificate of a name; None if there is none yet."""
    file = _file(name)
    if not file.is_file():
        return None
    try:
        first = x509.load_pem_x509_certificates(file.read_bytes())[0]
    except (OSError, ValueError) as error:
        raise StartError(f"The certificate in {file} is damaged. Delete it and start again.") from error
    return Kept(file, first.not_valid_before_utc, first.not_valid_after_utc)


def keep(name: str, key: str, chain: str) -> Kept:
    """Put a new certificate in the place of the one before."""
    paths.write_whole(_file(name), key + chain)
    found = kept(name)
    assert found is not None
    return found
