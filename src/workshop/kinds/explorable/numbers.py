"""Numbers as people read them, in their language."""

from __future__ import annotations

from workshop.content import Library
from workshop.content.locale import format_number, format_share

from .game import Form


class Numbers:
    """Writes numbers, shares and ratios in the language of the library."""

    def __init__(self, library: Library) -> None:
        self._say = library.phrase
        self._language = library.language

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number with so many decimals, none where they are zero."""
        return format_number(value, self._language, digits)

    def whole(self, value: float) -> str:
        """Return a number without decimals."""
        return self.number(value)

    def of_100(self, share: float) -> str:
        """Return a share as "so many of 100" without the words."""
        return self.number(100 * share)

    def percent(self, share: float, digits: int = 0) -> str:
        """Return a share with the sign for percent."""
        return format_share(share, self._language, digits)

    def ratio(self, value: float) -> str:
        """Return a ratio to one, with the one on the side that keeps both sides whole."""
        if value >= 1:
            return self._say("explorable.ratio", a=self.number(value), b="1")
        return self._say("explorable.ratio", a="1", b=self.number(1 / value))

    def form(self, value: float, form: Form, digits: int) -> str:
        """Return a number in one of the three forms."""
        if form == "percent":
            return self.percent(value)
        return self.ratio(value) if form == "ratio" else self.number(value, digits)
