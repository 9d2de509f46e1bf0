"""Dates, numbers, countries and languages as a language writes them; what shows any of them comes through here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from unicodedata import combining, normalize

from babel import Locale, UnknownLocaleError
from babel.dates import format_date as write_date
from babel.languages import get_official_languages
from babel.numbers import get_decimal_symbol

_MINUS = "−"


@cache
def _locale(language: str) -> Locale | None:
    """Return what Babel knows of a language, None if it does not know it."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def format_date(day: date, language: str) -> str:
    """Return a day in words, such as “December 4, 2026”; in a language nobody has described, as 2026-12-04."""
    locale = _locale(language)
    return day.isoformat() if locale is None else str(write_date(day, format="long", locale=locale))


def format_number(value: float, language: str, digits: int = 2) -> str:
    """Return a number with at most so many decimals and none that are only noughts.

    Parameters
    ----------
    value
        The number.
    language
        Name of a language folder, such as ``en``.
    digits
        Decimals to keep.
    """
    written = f"{value:.{digits}f}"
    if digits:
        written = written.rstrip("0").rstrip(".")
    if written.strip("-0.") == "":
        written = "0"
    locale = _locale(language)
    point = "." if locale is None else get_decimal_symbol(locale)
    return written.replace("-", _MINUS).replace(".", point)


def as_text(values: Mapping[str, object], language: str) -> dict[str, object]:
    """Return the values of a phrase with days and fractions as the language writes them; the rest as it is."""
    return {name: _written(value, language) for name, value in values.items()}


def _written(value: object, language: str) -> object:
    if isinstance(value, date):
        return format_date(value, language)
    return format_number(value, language) if isinstance(value, float) else value


def spoken_in(language: str, country: str) -> bool:
    """Return whether a language has a place of its own in a country, by its two letters."""
    found = get_official_languages(country.upper(), regional=True, de_facto=True)
    return language.partition("-")[0] in found


def country_name(country: str, language: str) -> str:
    """Return what a language calls a country; the two letters if nobody has said."""
    locale = _locale(language)
    return country.upper() if locale is None else locale.territories.get(country.upper(), country.upper())


def language_name(name: str, language: str) -> str:
    """Return what a language calls another one; its code if nobody has said."""
    locale = _locale(language)
    return name if locale is None else locale.languages.get(name, name)


def in_order(words: Iterable[str]) -> list[str]:
    """Return words as a person would look them up: accents and capitals make no difference."""
    return sorted(words, key=lambda word: [one for one in normalize("NFKD", word.casefold()) if not combining(one)])
