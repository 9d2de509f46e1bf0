"""The shape of what may be stored: checked when shared, before the exercise's tables are known."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from workshop.content.sharing import Payload
from workshop.room.errors import AnswerRefused

LONGEST_WORDS = 500
LONGEST_RULE = 200
MOST_RULES = 20
MOST_BYTES = 16_384
MOST_TABLES = 64
MOST_OPTIONS = 64
LONGEST_ID = 64
LARGEST_NUMBER = 1e6

_EXERCISE = re.compile(rf"[A-Za-z0-9][A-Za-z0-9._-]{{0,{LONGEST_ID - 1}}}")
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_KEPT = {"\n", "\u200d", "\u200c"}


def exercise_id(exercise: str) -> str:
    """Return the id as it is; raise ValueError for what cannot be one (a mistake of the caller)."""
    if not _EXERCISE.fullmatch(exercise):
        raise ValueError(f"{exercise[:LONGEST_ID]!r} is not an id of letters, digits, dots and dashes")
    return exercise


def words(text: str | None, longest: int = LONGEST_WORDS) -> str:
    """Return a person's words without control characters, trimmed and cut to ``longest`` characters."""
    if not text:
        return ""
    whole = unicodedata.normalize("NFC", text[: 8 * longest].replace("\r\n", "\n").replace("\t", " "))
    seen = "".join(c for c in whole if c in _KEPT or unicodedata.category(c) not in _UNSEEN)
    return seen.strip()[:longest].rstrip()


def rules(texts: Iterable[str]) -> list[str]:
    """Return the agreement's rules, cleaned, without empty or repeated ones."""
    cleaned = (words(text, LONGEST_RULE).replace("\n", " ") for text in texts)
    return [rule for rule in dict.fromkeys(cleaned) if rule][:MOST_RULES]


def payload(given: Payload) -> str:
    """Return a share as JSON text for the store.

    Keys and options are sorted, so that the text says what was chosen and not in which order.

    Raises
    ------
    AnswerRefused
        If it is not a mapping of table ids to lists of option ids, finite numbers or None, or is too large.
    """
    if not isinstance(given, Mapping) or len(given) > MOST_TABLES:
        raise _refused()
    text = json.dumps({_id(key): _value(given[key]) for key in given}, sort_keys=True, separators=(",", ":"))
    if len(text) > MOST_BYTES:
        raise _refused()
    return text


def _value(value: object) -> list[str] | float | None:
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        if not abs(value) <= LARGEST_NUMBER:  # so written that it holds for nan, too
            raise _refused()
        return value
    if isinstance(value, Sequence) and not isinstance(value, str | bytes) and len(value) <= MOST_OPTIONS:
        return sorted({_id(option) for option in value})
    raise _refused()


def _id(value: object) -> str:
    if not isinstance(value, str) or len(value) > LONGEST_ID:
        raise _refused()
    return words(value, LONGEST_ID)


def _refused() -> AnswerRefused:
    return AnswerRefused("This answer could not be read, so nothing was shared. Reload the page and try again.")
