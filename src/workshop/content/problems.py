"""What is wrong with a content file, said so that an author can mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend in one place.

    Attributes
    ----------
    file
        Path of the file, relative to the assets folder, with forward slashes.
    line
        Line in the file, counted from 1; 0 if the whole file is meant.
    field
        Name of the field with dots and item numbers from 1, "" if none is meant.
    message
        What is wrong, as the end of a sentence that begins with the field.
    """

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        """Return the problem as one line: where, which field, what."""
        where = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{where}: {self.field} {self.message}" if self.field else f"{where}: {self.message}"


class ContentError(ValueError):
    """The content can't be used; ``problems`` lists every reason at once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        count = len(self.problems)
        head = f"The content has {count} problem{'' if count == 1 else 's'} to mend:"
        super().__init__("\n".join([head, *(f"  {problem}" for problem in self.problems)]))
