"""What every kind of exercise has in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from workshop.content.base import Model


class KindBody(Model):
    """The part of an exercise that differs from kind to kind.

    Attributes
    ----------
    keeps_nothing
        True if whatever a person does here stays in their browser's memory: no answer, no pass, no share, no trace.
    """

    keeps_nothing: ClassVar[bool] = False

    def fact_ids(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield place and id of each fact the body shows."""
        yield from ()

    def looking_back(self) -> Sequence[tuple[str, str]]:
        """Return what is said about each item once it was answered, for the guide: pairs of item and text."""
        return ()

    def offered(self) -> Sequence[tuple[str, str]]:
        """Return id and wording of what a person may choose from; empty where nothing is offered."""
        return ()

    @property
    def kept_for_later(self) -> bool:
        """True if paper has to hold something back, on a page of its own, until the sheet is filled in."""
        return bool(self.looking_back())
