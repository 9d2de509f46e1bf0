"""The words of the interface, by dotted key, with the plural forms that a language has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from string import Formatter
from typing import Any

from workshop.paths import DEFAULT_LANGUAGE

from .locale import PLURALS, direction, plural_of
from .problems import Problem
from .yamlfile import Place, YamlFile


class PhraseError(LookupError):
    """A phrase was asked for that doesn't exist, or without the values it needs."""


class Phrases(Mapping[str, str]):
    """Dotted key to wording.

    A key with ``other`` below it is counted by the value ``n``: the language's own categories (``one``, ``few``, …)
    may stand beside it.

    Parameters
    ----------
    words
        The wording by key.
    language
        Whose plural forms they have.
    english
        What is said for a phrase that the language does not have yet; the mapping itself does not hold it.
    """

    def __init__(self, words: Mapping[str, str], language: str, english: Mapping[str, str] | None = None) -> None:
        self._words = dict(words)
        self._below: dict[str, dict[str, Any]] = {}
        self.language = language
        known = {stem_of(key) for key in words}
        self._english = {key: text for key, text in (english or {}).items() if stem_of(key) not in known}

    def __getitem__(self, key: str) -> str:
        return self._words[key] if key in self._words else self._english[key]

    def __contains__(self, key: object) -> bool:
        return key in self._words

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def say(self, key: str, **values: object) -> str:
        """Return the wording of `key` with `values` filled in.

        Raises
        ------
        PhraseError
            If the key is unknown or a value is missing.
        """
        own = key in self._words or f"{key}.other" in self._words
        words, language = (self._words, self.language) if own else (self._english, DEFAULT_LANGUAGE)
        if key not in words and f"{key}.other" in words:
            counted = f"{key}.{plural_of(values.get('n'), language)}"
            key = counted if counted in words else f"{key}.other"
        try:
            return words[key].format(**values)
        except KeyError as error:
            if key not in words:
                raise PhraseError(f"There is no phrase “{key}” in phrases.yaml.") from None
            raise PhraseError(f"The phrase “{key}” needs a value for {error}.") from None

    @cached_property
    def extended(self) -> bool:
        """Whether the language has letters such as “ł” and “ğ”, which a typeface keeps in a file of their own."""
        return any("\u0100" <= letter <= "\u024f" and letter not in "ıŒœ" for text in self.values() for letter in text)

    def below(self, key: str) -> dict[str, Any]:
        """Return what stands below a key, nested as in the file: words that the browser fills in itself.

        It is the same each time, for all who ask: nobody changes it.
        """
        if key not in self._below:
            self._below[key] = self._nested(key)
        return self._below[key]

    def _nested(self, key: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, text in (self._english | self._words).items():
            if name.startswith(f"{key}."):
                *way, last = name[len(key) + 1 :].split(".")
                at = found
                for step in way:
                    at = at.setdefault(step, {})
                at[last] = text
        if not found:
            raise PhraseError(f"There is nothing below “{key}” in phrases.yaml.")
        return found


def of_controls(phrases: Phrases) -> dict[str, Any]:
    """Return what the browser's controls say themselves, for a widget to bring along."""
    return {
        "language": phrases.language,
        "direction": direction(phrases.language),
        "phrases": phrases.below("kit"),
    }


def stem_of(key: str) -> str:
    """Return the key by which a phrase is asked for: without the plural category at its end."""
    stem, _, last = key.rpartition(".")
    return stem if last in PLURALS else key


def placeholders(text: str) -> set[str]:
    """Return the names in curly brackets; raise ``ValueError`` if the brackets don't match."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def flatten(file: YamlFile) -> tuple[dict[str, str], list[Problem]]:
    """Return the words of a file by dotted key, and what is wrong in it."""
    words: dict[str, str] = {}
    problems: list[Problem] = []

    def walk(data: Any, place: Place) -> None:
        if isinstance(data, dict):
            for key, value in data.items():
                walk(value, (*place, key))
        elif not isinstance(data, str) or not data.strip():
            problems.append(
                file.problem(place, "should be some text; put it in quotes if it is a single word like yes.")
            )
        else:
            try:
                placeholders(data)
            except ValueError:
                problems.append(file.problem(place, "has curly brackets that don't match."))
            words[".".join(map(str, place))] = data

    walk(file.data, ())
    return words, problems
