"""Everything that is taught, in one language, loaded and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .exercise import Exercise
from .facts import Fact, Reference
from .guide import GuideBook
from .helplines import Helplines
from .locale import as_text
from .manifest import Manifest
from .pages import Pages
from .part import Part
from .phrases import Phrases


@dataclass(frozen=True, eq=False)
class Library:
    """The content of one language; each is itself only, so what is made of it once can be kept.

    Attributes
    ----------
    language
        Name of the language folder, such as ``en``.
    manifest
        What the workshop says of itself.
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
    manifest: Manifest
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

        Days, lists, shares and numbers with decimals are written as the language writes them.
        """
        return self.phrases.say(key, **as_text(values, self.language))

    def exercises_of(self, part: str) -> tuple[Exercise, ...]:
        """Return the exercises of a part, in the order of its steps."""
        return tuple(exercise for exercise in self.exercises.values() if exercise.part == part)

    def reference_of(self, fact: str) -> Reference:
        """Return the source of a fact."""
        return self.references[self.facts[fact].reference]
