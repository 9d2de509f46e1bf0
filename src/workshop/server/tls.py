"""HTTPS in the server itself, with a certificate that somebody else renews."""

from __future__ import annotations

import asyncio
import ssl
from pathlib import Path

from workshop.server.logs import log
from workshop.server.settings import ServeSettings, StartError

_LOOK = 60  # seconds between two looks at the files


class Certificate:
    """A certificate and its key; what is renewed on disk is taken up by the next connection.

    Parameters
    ----------
    certfile
        The chain in PEM, as ``fullchain.pem`` of any ACME client.
    keyfile
        Its key in PEM, without a password.

    Raises
    ------
    StartError
        If they can't be read, or don't belong together.
    """

    def __init__(self, certfile: Path, keyfile: Path) -> None:
        self._files = (certfile, keyfile)
        self.context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        try:
            self._load()
        except (OSError, ValueError) as error:
            raise StartError(
                f"The certificate {certfile} with the key {keyfile} can't be used ({_why(error)}). "
                "Both are files in PEM; the key has no password."
            ) from error

    @classmethod
    def of(cls, settings: ServeSettings) -> Certificate | None:
        """Return the one that was asked for; ``None`` for plain HTTP."""
        if settings.certfile is None and settings.keyfile is None:
            return None
        if settings.certfile is None or settings.keyfile is None:
            raise StartError("--certfile and --keyfile go together: name the certificate and its key.")
        if not (settings.public_url or "").startswith("https://"):
            raise StartError(
                "With a certificate, say which address it is for: --public-url https://workshop.example.org "
                "(with :PORT if it isn't 443)."
            )
        return cls(settings.certfile, settings.keyfile)

    def _load(self) -> None:
        self._seen = self._state()
        # Without a function for the password, OpenSSL would ask for one in the terminal and hold up the server.
        self.context.load_cert_chain(*self._files, password=lambda: b"")

    def _state(self) -> list[tuple[int, int]]:
        return [(stat.st_mtime_ns, stat.st_size) for stat in (file.stat() for file in self._files)]

    def renew(self) -> None:
        """Take up what lies on disk if it has changed; keep what is in use while that does not fit together."""
        try:
            if self._state() != self._seen:
                self._load()
                log.warning("The renewed certificate is in use.")
        except (OSError, ValueError) as error:
            log.warning("The renewed certificate can't be used (%s). The one before stays in use.", _why(error))

    async def keep_renewed(self) -> None:
        """Look at the files once a minute."""
        while True:
            await asyncio.sleep(_LOOK)
            self.renew()


def _why(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else "") or str(error)
