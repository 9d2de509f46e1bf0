"""How hard a piece of English is to read.

The grade is Flesch and Kincaid's (1975, Naval Technical Training Command, Research Branch Report 8-75):
``0.39 words/sentences + 11.8 syllables/words − 15.59``, about the school year that reads it with ease.
Syllables are counted as groups of vowels without a silent final e, right to within a few in a hundred words.
It knows nothing of other languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel

from workshop.content import Exercise

_SENTENCE_END = re.compile(r"[.!?:…](?=[\s”\"*)]|$)|\n+")
_WORD = re.compile(r"[A-Za-zÀ-ÿ’']+")
_VOWELS = re.compile(r"[aeiouyáéíóúà-ü]+", re.IGNORECASE)
#: Fields of an exercise that are no wording for a participant, or no sentences.
_SKIP = {
    "id",
    "part",
    "kind",
    "covers",
    "facts",
    "fact",
    "guide",
    "sample",
    "model",
    "room",
    "shown",
    "form",
    "size",
}


def syllables(word: str) -> int:
    """Return the number of syllables of an English word, as good as its letters tell."""
    word = re.sub(r"(?<=[^aeiouyl])(es|ed|e)$", "", word.lower().strip("’'")) or word
    return max(1, len(_VOWELS.findall(word)))


def sentences(text: str) -> list[list[str]]:
    """Return the sentences of a text as lists of words; a line of its own counts as a sentence."""
    return [words for part in _SENTENCE_END.split(text) if part and (words := _WORD.findall(part))]


def grade(text: str) -> float:
    """Return the Flesch–Kincaid grade of a text; 0 for no words."""
    found = sentences(text)
    words = [word for sentence in found for word in sentence]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(found) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def wording(item: object) -> Iterator[str]:
    """Yield every piece of wording that a participant reads in an exercise or a page."""
    if isinstance(item, str):
        yield item
    elif isinstance(item, BaseModel):
        for name in type(item).model_fields:
            if name not in _SKIP:
                yield from wording(getattr(item, name))
    elif isinstance(item, dict):
        for value in item.values():
            yield from wording(value)
    elif isinstance(item, tuple | list):
        for value in item:
            yield from wording(value)


def grade_of(item: Exercise | BaseModel) -> float:
    """Return the grade of all wording for participants in an exercise or a page."""
    return grade("\n".join(wording(item)))
