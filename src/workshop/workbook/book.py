"""The workbook: every answer of one person, by exercise, in memory and as JSON.

It holds what the browser holds, so that a saved file restores each exercise as it was left, with the level of
sharing the person had chosen. Nothing here writes to a disk; see :mod:`workshop.workbook.keeping` for that.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

#: Marks our files, whatever they are called. The browser writes the same (``frontend/kit/notes.js``).
FORMAT = "workshop-notes"
#: What they were marked with before; such files still come back.
OLD_FORMATS = frozenset({"trust-workshop-notes", "workshop-answers"})
#: Raised when the form of an answer changes in a way older kits can't read.
VERSION = 1
#: Larger files are not notes of this workshop.
LARGEST = 1_000_000

#: Fields of the frame that belong to one visit or one room, and so do not travel in a file.
_VISIT_ONLY = frozenset({"_shared"})


class BookError(ValueError):
    """A file that can't be brought back.

    Attributes
    ----------
    key
        Phrase that says so to the person: ``error.file_damaged``, ``error.file_newer`` or ``error.file_large``.
    """

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _lasting(answer: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if key not in _VISIT_ONLY}


@dataclass
class Workbook:
    """Answers by exercise id, as the browser writes them."""

    answers: dict[str, dict[str, Any]] = field(default_factory=dict)

    def put(self, exercise: str, answer: Mapping[str, Any]) -> None:
        """Keep an answer; an empty one is forgotten."""
        if answer:
            self.answers[exercise] = dict(answer)
        else:
            self.answers.pop(exercise, None)

    def to_json(self, language: str) -> str:
        """Return the whole workbook as text that :meth:`from_json` reads."""
        kept = {name: _lasting(answer) for name, answer in sorted(self.answers.items())}
        book = {"format": FORMAT, "version": VERSION, "language": language, "answers": kept}
        return json.dumps(book, ensure_ascii=False, indent=1)

    @classmethod
    def from_json(cls, text: str, known: Iterable[str]) -> tuple[Workbook, list[str]]:
        """Return the workbook in a file, and the names of exercises in it that can't be used here.

        Parameters
        ----------
        text
            Content of the file.
        known
            Ids of the exercises of this kit.

        Raises
        ------
        BookError
            If the file is too large, not one of ours, or written by a newer kit.
        """
        if len(text) > LARGEST:
            raise BookError("error.file_large")
        try:
            book = json.loads(text)
        except (ValueError, RecursionError):
            raise BookError("error.file_damaged") from None
        ours = isinstance(book, dict) and book.get("format") in {FORMAT, *OLD_FORMATS}
        if not ours or not isinstance(book.get("answers"), dict):
            raise BookError("error.file_damaged")
        version = book.get("version")
        if not isinstance(version, int) or version > VERSION:
            raise BookError("error.file_newer")
        allowed = set(known)
        usable = {name: _lasting(a) for name, a in book["answers"].items() if name in allowed and isinstance(a, dict)}
        skipped = [name for name in book["answers"] if name not in usable]
        return cls(usable), skipped
