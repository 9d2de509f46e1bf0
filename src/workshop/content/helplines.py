"""Who to call: numbers once for all languages, wording per language."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from .base import Flag, Id, Model, Text

Need = Literal["emergency", "crisis", "abuse"]
_ORDER: dict[str, int] = {"emergency": 0, "crisis": 1, "abuse": 2}

#: Days after ``last_checked`` from which a number is said to be getting old, and may no longer be shown.
WARN_DAYS = 150
FAIL_DAYS = 180


class Sms(Model):
    """A text message to send: to which number, with which word (none: any)."""

    to: Annotated[str, Field(pattern=r"^[0-9]+$")]
    word: Text | None = None


class LineData(Model):
    """One line as ``helplines.yaml`` knows it."""

    id: Id
    need: Need
    number: Text | None = None
    tel: Annotated[str, Field(pattern=r"^\+?[0-9]+$")] | None = None
    sms: Sms | None = None
    chat: Text | None = None
    website: Text | None = None
    free: Flag | None = None
    always_open: Flag | None = None
    languages: tuple[Text, ...] = ()
    state: Literal["verified", "unverified"]
    source: Text
    last_checked: date | None = None

    @model_validator(mode="after")
    def _reachable(self) -> LineData:
        if not (self.tel or self.sms or self.chat or self.website):
            raise ValueError("has no way to reach it: no tel, sms, chat or website")
        if bool(self.number) != bool(self.tel):
            raise ValueError("needs both a number to read and a tel to dial, or neither")
        if self.state == "verified" and self.last_checked is None:
            raise ValueError("is verified but has no last_checked")
        return self

    def age(self, today: date) -> int | None:
        """Return the days since it was last checked, None if it never was."""
        return (today - self.last_checked).days if self.last_checked else None


class CountryData(Model):
    """The lines of one country; ``elsewhere`` stands for all others."""

    id: Id
    lines: Annotated[tuple[LineData, ...], Field(min_length=1)]


class HelplineFile(Model):
    """The file ``helplines.yaml``."""

    countries: tuple[CountryData, ...]


class LineWords(Model):
    """What a language says about one line."""

    name: Text
    hours: Text | None = None
    cost: Text | None = None
    languages: Text | None = None
    note: Text | None = None


class HelplineWords(Model):
    """The file ``<lang>/helplines.yaml``."""

    countries: dict[Id, Text]
    local_emergency: Text
    lines: dict[Id, LineWords]


class Helpline(Model):
    """One line to show: numbers and words together."""

    data: LineData
    words: LineWords


class Country(Model):
    """A country to choose, with the lines that may be shown, emergency first."""

    id: Id
    name: Text
    lines: tuple[Helpline, ...]

    @property
    def has_emergency(self) -> bool:
        """Return whether an emergency number is known; if not, say `Helplines.local_emergency`."""
        return any(line.data.need == "emergency" for line in self.lines)


class Helplines(Model):
    """All countries, in the order of the file."""

    countries: tuple[Country, ...]
    local_emergency: Text

    def country(self, country_id: str) -> Country:
        """Return a country; an unknown one counts as ``elsewhere``."""
        found = {country.id: country for country in self.countries}
        return found.get(country_id, found["elsewhere"])


def join_helplines(data: HelplineFile, words: HelplineWords) -> Helplines:
    """Put numbers and wording together. Lines that are not verified are left out: nobody may dial a guess."""
    countries = []
    for country in data.countries:
        shown = sorted((line for line in country.lines if line.state == "verified"), key=lambda x: _ORDER[x.need])
        lines = tuple(Helpline(data=line, words=words.lines[line.id]) for line in shown)
        countries.append(Country(id=country.id, name=words.countries[country.id], lines=lines))
    return Helplines(countries=tuple(countries), local_emergency=words.local_emergency)
