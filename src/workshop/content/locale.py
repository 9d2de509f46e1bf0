"""Dates, numbers, lists, plurals, names of countries and languages, all by Babel; the browser does it by ``Intl``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any
from unicodedata import combining, normalize

from babel import Locale, UnknownLocaleError
from babel.dates import format_date as write_date
from babel.dates import format_time as write_time
from babel.dates import get_datetime_format
from babel.languages import get_official_languages
from babel.lists import format_list as write_list
from babel.numbers import (
    format_decimal,
    format_percent,
    get_decimal_symbol,
    get_minus_sign_symbol,
    get_plus_sign_symbol,
)

#: The plural categories of all languages; each language uses some of them, and always ``other``.
PLURALS = ("zero", "one", "two", "few", "many", "other")
#: Smaller whole numbers are counted here.
COUNTED = 200

_MINUS = "−"
#: Smaller numbers are easier to read in one piece, and some languages write them so.
_GROUPED = 10_000


@lru_cache(64)  # strangers' browsers name languages, too, as many as they like
def locale_of(language: str) -> Locale:
    """Return what Babel knows of a language; of one that nobody has described, what holds everywhere."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale.parse("root")


def direction(language: str) -> str:
    """Return ``ltr`` or ``rtl``: where a line of the language begins."""
    return str(locale_of(language).text_direction)


def isolated(text: str, language: str) -> str:
    """Return a text to be filled into another: where lines begin on the right, in Unicode's isolates.

    Without them a phone number or a code in an Arabic sentence is shown in another order.
    """
    return f"\u2068{text}\u2069" if direction(language) == "rtl" else text


def fitting(wanted: str, known: Iterable[str]) -> str | None:
    """Return the language for a tag such as ``es-MX``: that one, else a wider one, else one of the same language."""
    names = {name.lower(): name for name in known}
    for tag in (wanted.lower(), str(locale_of(wanted)).replace("_", "-").lower()):  # zh-TW is also zh-Hant-TW
        steps = tag.split("-")
        for length in range(len(steps), 0, -1):
            if found := names.get("-".join(steps[:length])):
                return found
    short = wanted.partition("-")[0].lower()
    return next((name for low, name in names.items() if low.partition("-")[0] == short), None) if short else None


@cache
def categories(language: str) -> tuple[str, ...]:
    """Return the plural categories that a language needs for the numbers that are counted here, and ``other``."""
    used = {"other", *(plural_of(n, language) for n in range(COUNTED))}
    return tuple(name for name in PLURALS if name in used)


def plural_of(n: object, language: str) -> str:
    """Return the plural category of a number in a language, such as ``few``; ``other`` for what is no number."""
    return str(locale_of(language).plural_form(abs(n))) if isinstance(n, int | float) else "other"


def format_date(day: date, language: str) -> str:
    """Return a day in words, such as “December 4, 2026”; in a language nobody has described, as 2026-12-04."""
    locale = locale_of(language)
    return day.isoformat() if locale.language == "root" else str(write_date(day, format="long", locale=locale))


def format_moment(when: datetime, language: str) -> str:
    """Return a day and a time of day, such as “4. Dezember 2026, 19:00”."""
    locale = locale_of(language)
    written = str(get_datetime_format("medium", locale=locale))
    return written.replace("{1}", format_date(when.date(), language)).replace(
        "{0}", write_time(when, format="short", locale=locale)
    )


def between_cells(language: str) -> str:
    """Return what stands between the cells of a table in a file: a semicolon where numbers have a comma."""
    return ";" if get_decimal_symbol(locale_of(language)) == "," else ","


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
    return _written(format_decimal, value, language, "#,##0." + "#" * digits, digits)


class Share(float):
    """A number from 0 to 1 that is written in percent."""


class Signed(float):
    """A number that is written with its sign, as levels above and below a middle are."""


def format_signed(value: float, language: str) -> str:
    """Return a number with its sign, such as “+3” or “−4”; nought has none."""
    written = format_number(value, language)
    return str(get_plus_sign_symbol(locale_of(language))) + written if value > 0 else written


def format_share(share: float, language: str, digits: int = 0) -> str:
    """Return a share from 0 to 1 in percent, with the sign where the language puts it."""
    pattern = locale_of(language).percent_formats[None].pattern.replace("0", "0." + "#" * digits, 1)
    return _written(format_percent, share, language, pattern, digits + 2)


def _written(write: Any, value: float, language: str, pattern: str, digits: int) -> str:
    rounded = round(value, digits) + 0.0  # never “−0”
    grouped = abs(rounded) >= _GROUPED
    locale = locale_of(language)
    written = str(write(rounded, format=pattern, locale=locale, group_separator=grouped))
    # The locale's own minus: from right to left a mark comes before it, else it stands behind a number that is alone.
    return written.replace("-", get_minus_sign_symbol(locale)).replace("-", _MINUS)


def format_list(items: Sequence[str], language: str) -> str:
    """Return several things as a sentence names them: “a, b and c” in the language's own way."""
    return str(write_list(list(items), locale=locale_of(language)))


def as_text(values: Mapping[str, object], language: str) -> dict[str, object]:
    """Return the values of a phrase with days, shares, fractions and lists as the language writes them."""
    return {name: _said(value, language) for name, value in values.items()}


def _said(value: object, language: str) -> object:
    if isinstance(value, date):
        return format_date(value, language)
    if isinstance(value, Share):
        return format_share(value, language)
    if isinstance(value, Signed):
        return format_signed(value, language)
    if isinstance(value, list | tuple):
        return format_list([isolated(str(item), language) for item in value], language)
    if isinstance(value, str):
        return isolated(value, language)
    return format_number(value, language) if isinstance(value, float) else value


def spoken_in(language: str, country: str, *, regional: bool = False) -> bool:
    """Return whether a country, by its two letters, speaks a language; ``regional``: also if only a part of it does."""
    found = get_official_languages(country.upper(), regional=regional, de_facto=True)
    return language.partition("-")[0] in found


def country_name(country: str, language: str) -> str:
    """Return what a language calls a country; the two letters if nobody has said."""
    return str(locale_of(language).territories.get(country.upper(), country.upper()))


def own_name(language: str) -> str:
    """Return a language's name in that language, such as “Español”."""
    name = language_name(language, language)
    return name[:1].upper() + name[1:]


def language_name(name: str, language: str) -> str:
    """Return what a language calls another one, such as “português (Brasil)”; its code if nobody has said."""
    named = locale_of(name)
    return str((named.language != "root" and named.get_display_name(locale_of(language))) or name)


def in_order(words: Iterable[str]) -> list[str]:
    """Return words as a person would look them up: accents and capitals make no difference."""
    return sorted(words, key=lambda word: [one for one in normalize("NFKD", word.casefold()) if not combining(one)])
