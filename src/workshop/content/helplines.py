"""Who to call: numbers and names once for all languages, notes per language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from .base import Flag, Id, Model, Text

Need = Literal["emergency", "crisis", "abuse"]
_ORDER: dict[str, int] = {"emergency": 0, "crisis": 1, "abuse": 2}

#: The country that stands for all that are not listed.
ELSEWHERE = "elsewhere"

#: Days after ``last_checked`` from which a number is said to be getting old, and may no longer be shown.
WARN_DAYS = 150
FAIL_DAYS = 180

Dialled = Annotated[str, Field(pattern=r"^\+?[0-9*#]+$")]


class Call(Model):
    """A number to call.

    Attributes
    ----------
    number
        As people write it; what is dialled is its digits, with a star or plus before them.
    letters
        The same number in letters, where it is known by them.
    press
        The key to press once somebody or something answers.
    what
        Who answers, or from where it may be called.
    """

    number: Annotated[Text, Field(pattern=r"^[+*]?[0-9][0-9 -]*$")]
    letters: Text | None = None
    press: Annotated[str, Field(pattern=r"^[0-9]$")] | None = None
    what: Literal["police", "ambulance", "mobile", "outside"] | None = None

    @property
    def tel(self) -> str:
        """Return what is dialled."""
        return re.sub(r"[ -]", "", self.number)


class Sms(Model):
    """A text message to send: to which number, with which word (none: any)."""

    to: Annotated[str, Field(pattern=r"^[0-9]+$")]
    word: Text | None = None


class LineData(Model):
    """One line as ``helplines.yaml`` knows it.

    Attributes
    ----------
    name
        What the line calls itself; an emergency number may have none.
    cost
        ``unbilled``: free, and not on the bill either.
    confidence
        ``official``: the line's own or a government's page says it; ``two sources``: two others that don't know each
        other; ``unconfirmed``: never shown.
    newest
        The year of the newest source that has a date.
    last_checked
        When its sources were last read.
    """

    id: Id
    need: Need
    name: Text | None = None
    calls: tuple[Call, ...] = ()
    sms: Sms | None = None
    whatsapp: Annotated[Text, Field(pattern=r"^\+[0-9 ]+$")] | None = None
    chat: Text | None = None
    website: Text | None = None
    always_open: Flag = False
    cost: Literal["free", "unbilled", "local"] | None = None
    languages: tuple[Id, ...] = ()
    interpreters: Flag = False
    confidence: Literal["official", "two sources", "unconfirmed"]
    newest: int | None = None
    last_checked: date
    sources: Annotated[tuple[Text, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _reachable(self) -> LineData:
        if not (self.calls or self.sms or self.whatsapp or self.chat or self.website):
            raise ValueError("has no way to reach it: no calls, sms, whatsapp, chat or website")
        if not self.name and self.need != "emergency":
            raise ValueError("has no name, and only an emergency number may have none")
        return self

    def age(self, today: date) -> int:
        """Return the days since it was last checked."""
        return (today - self.last_checked).days


class CountryData(Model):
    """The lines of one country, by its two letters (ISO 3166); `ELSEWHERE` stands for all others."""

    id: Id
    lines: Annotated[tuple[LineData, ...], Field(min_length=1)]


class HelplineFile(Model):
    """The file ``helplines.yaml``."""

    countries: tuple[CountryData, ...]


class HelplineWords(Model):
    """The file ``<lang>/helplines.yaml``: notes to lines, by their ids. A line needs none."""

    elsewhere: Text
    local_emergency: Text
    notes: dict[Id, Text] = Field(default_factory=dict)
    hours: dict[Id, Text] = Field(default_factory=dict)


class Helpline(Model):
    """One line to show: numbers and words together."""

    data: LineData
    hours: Text | None = None
    note: Text | None = None


class Country(Model):
    """A country to choose, with the lines that may be shown, emergency first."""

    id: Id
    lines: tuple[Helpline, ...]

    @property
    def emergency(self) -> LineData | None:
        """Return the number to call in an emergency; if none is known, say `Helplines.local_emergency`."""
        return next((line.data for line in self.lines if line.data.need == "emergency"), None)

    @property
    def missing(self) -> tuple[Need, ...]:
        """Return what nobody could confirm a line for."""
        known = {line.data.need for line in self.lines}
        needs: tuple[Need, ...] = ("crisis", "abuse")
        return tuple(need for need in needs if need not in known)


class Helplines(Model):
    """All countries, in the order of the file."""

    countries: tuple[Country, ...]
    words: HelplineWords


def join_helplines(data: HelplineFile, words: HelplineWords, language: str) -> Helplines:
    """Put numbers and wording together.

    Lines that are not confirmed are left out: nobody may dial a guess. Within a need, lines that answer in the
    page's language come first, and those where it is their first one before others.
    """
    countries = []
    for country in data.countries:
        known = (line for line in country.lines if line.confidence != "unconfirmed")
        shown = sorted(known, key=lambda line: (_ORDER[line.need], _distance(line, language), not line.calls))
        lines = tuple(_worded(line, words.notes, words.hours) for line in shown)
        if lines:
            countries.append(Country(id=country.id, lines=lines))
    return Helplines(countries=tuple(countries), words=words)


def _worded(line: LineData, notes: Mapping[str, str], hours: Mapping[str, str]) -> Helpline:
    return Helpline(data=line, note=notes.get(line.id), hours=hours.get(line.id))


def _distance(line: LineData, language: str) -> int:
    """Return how far a language is from the first that a line answers in; far away if it isn't said to."""
    own = language.partition("-")[0]
    return line.languages.index(own) if own in line.languages else len(line.languages) + 9
