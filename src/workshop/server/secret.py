"""The server's secret: 32 random bytes in the data folder that sign tickets, cookies and links."""

from __future__ import annotations

import os
import secrets
import tempfile
from pathlib import Path

from workshop import paths

FILE = "secret"


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
        folder = folder or paths.home()
        file = folder / FILE
        if not file.exists():
            _create(file)
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


def _create(file: Path) -> None:
    """Write a new secret beside the file, then link it into place unless another server was faster."""
    handle, name = tempfile.mkstemp(prefix=".secret-", dir=file.parent)  # 0600 from the first moment
    part = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as out:
            out.write(secrets.token_hex(32) + "\n")
            out.flush()
            os.fsync(out.fileno())
        try:
            os.link(part, file)
        except FileExistsError:
            return
        except OSError:  # a file system without hard links
            if not file.exists():
                part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def _sentence(folder: Path | None, error: Exception) -> str:
    place = folder or os.environ.get("WORKSHOP_HOME") or "the data folder"
    if isinstance(error, ValueError):
        return f"The file {place}/{FILE} is damaged. Delete it and start again: every link changes."
    reason = getattr(error, "strerror", None) or str(error)
    return f"The data folder {place} can't be used ({reason}). Name another one in WORKSHOP_HOME."
