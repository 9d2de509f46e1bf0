"""Turning what a database says when it fails into a sentence for people."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from workshop.room.errors import StoreUnavailable

_SENTENCES = {
    "locked": "The room is busy right now. Nothing was lost; try again in a moment.",
    "read-only": "The room's storage cannot be written to. Nothing was lost; please tell the facilitator.",
    "full": "The room's storage is full. Nothing was lost; please tell the facilitator, and try again.",
    "away": "The room's storage cannot be reached. Nothing was lost; try again in a moment.",
    "unknown": "The room's storage had a problem. Nothing was lost; try again in a moment.",
}
_SQLITE = {
    "locked": "locked",
    "busy": "locked",
    "readonly": "read-only",
    "is full": "full",
    "unable to open": "away",
    "disk i/o": "away",
    "no such table": "away",
    "not a database": "away",
    "malformed": "away",
}
_POSTGRESQL = {
    "55P03": "locked",
    "57014": "locked",
    "40": "locked",
    "25006": "read-only",
    "42501": "read-only",
    "53100": "full",
    "53": "away",
    "57": "away",
    "08": "away",
    "28": "away",
    "3D": "away",
    "42P01": "away",
}


def unavailable(error: Exception) -> StoreUnavailable:
    """Return the error for people; it holds nothing of the statement, its values or the address."""
    reason = _reason(error)
    return StoreUnavailable(_SENTENCES[reason], reason)


def locked() -> StoreUnavailable:
    """Return the error for having waited too long."""
    return StoreUnavailable(_SENTENCES["locked"], "locked")


def _reason(error: Exception) -> str:
    if isinstance(error, PoolTimeoutError):
        return "locked"
    original = error.orig if isinstance(error, DBAPIError) else error
    state = getattr(original, "sqlstate", None)
    if state:
        return next((reason for start, reason in _POSTGRESQL.items() if state.startswith(start)), "unknown")
    said = str(original).lower()
    known = next((reason for part, reason in _SQLITE.items() if part in said), None)
    if known:
        return known
    lost = isinstance(error, InterfaceError) or getattr(error, "connection_invalidated", False)
    return "away" if lost or "connect" in said else "unknown"
