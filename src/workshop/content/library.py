"""Everything that is taught, in one language, loaded and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workshop import paths

from .exercise import Exercise
from .facts import Fact, Reference
from .guide import GuideBook
from .helplines import Helplines
from .locale import in_words
from .pages import Pages
from .part import Part
from .phrases import Phrases


@dataclass(frozen=True)
class Library:
    """The content of one language.

    Attributes
    ----------
    language
        Name of the language folder, such as ``en``.
    parts, exercises, facts, references
        By id; parts in their order, exercises in the order of their parts' steps.
    helplines, pages
        As the pages show them.
    guide
        The appendices of the facilitator's guide.
    phrases
        Words of the interface; use `phrase` to fill in values.
    """

    language: str
    parts: Mapping[str, Part]
    exercises: Mapping[str, Exercise]
    facts: Mapping[str, Fact]
    references: Mapping[str, Reference]
    helplines: Helplines
    pages: Pages
    guide: GuideBook
    phrases: Phrases

    def phrase(self, key: str, **values: object) -> str:
        """Return a phrase of the interface with `values` filled in; an unknown key raises `PhraseError`.

        Days and numbers with decimals are written as the language writes them.
        """
        return self.phrases.say(key, **in_words(values, self.language))

    def exercises_of(self, part: str) -> tuple[Exercise, ...]:
        """Return the exercises of a part, in the order of its steps."""
        return tuple(exercise for exercise in self.exercises.values() if exercise.part == part)

    def reference_of(self, fact: str) -> Reference:
        """Return the source of a fact."""
        return self.references[self.facts[fact].reference]


def load_library(language: str, folder: Path | None = None) -> Library:
    """Return the content of a language, from memory if it was loaded before.

    Parameters
    ----------
    language
        Name of a folder in the workshop's.
    folder
        The workshop: ``references.yaml`` and a folder for each language. Default: the one that is held.

    Raises
    ------
    ContentError
        If anything is wrong; its ``problems`` say file, line, field and what.
    """
    return _load(language, (folder or paths.workshop()).resolve())


@cache
def _load(language: str, folder: Path) -> Library:
    from .loading import read_library

    return read_library(language, folder)


def languages(folder: Path | None = None) -> tuple[str, ...]:
    """Return the language folders there are, the default language first."""
    found = [path.parent.name for path in (folder or paths.workshop()).glob("*/content") if path.is_dir()]
    return tuple(sorted(found, key=lambda name: (name != paths.DEFAULT_LANGUAGE, name)))
