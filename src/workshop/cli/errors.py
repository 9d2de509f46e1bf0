"""Which errors are sentences for the person at the terminal."""

from __future__ import annotations


class CommandError(Exception):
    """A command can't do what it was asked; the message is one sentence that says what to do."""


def sentence_of(error: Exception) -> str | None:
    """Return the sentence an error carries, ``None`` if it is a mistake of ours that needs its traceback."""
    from workshop.content import ContentError
    from workshop.content.plugins import PluginError
    from workshop.paths import FolderError
    from workshop.room import RoomError
    from workshop.server.credentials import SecretError
    from workshop.server.settings import StartError

    if isinstance(error, RoomError):
        return error.sentence
    if isinstance(error, (CommandError, ContentError, FolderError, PluginError, SecretError, StartError)):
        return str(error)
    return None
