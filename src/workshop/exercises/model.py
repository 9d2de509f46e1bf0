"""The contract of every exercise: an answer that can be read, cleared, shared and rebuilt.

A model imports no widget. Whatever it knows follows from its content and its ``answer``, so a view, a printed
workbook or a page after a reload can be made from these two at any time.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from typing import Any, Generic, TypeVar, cast, final

from markupsafe import Markup
from traitlets import Dict, HasTraits, TraitError, validate

from workshop.content import Exercise, Library
from workshop.content.kind_body import KindBody
from workshop.content.kinds import kind
from workshop.content.sharing import Payload, Table

Answer = dict[str, Any]
B = TypeVar("B", bound=KindBody)
#: Longest text one field may hold; longer ones are cut, never refused.
LONGEST = 4000
#: Names beginning so belong to the frame around an exercise (level of sharing, passed), not to its answer.
FRAME_PREFIX = "_"


class AnswerError(ValueError):
    """An answer that this exercise cannot hold. Its text is a sentence for the person."""


class ExerciseModel(HasTraits, Generic[B]):
    """What a person answered to one exercise.

    Attributes
    ----------
    content
        The exercise's wording and options.
    body
        The part of it that the kind needs.
    say
        Words of the interface by key, as :meth:`workshop.content.Library.phrase` gives them.
    answer
        JSON in the form of the kind, always valid: what cannot be read is refused with an :class:`AnswerError`,
        what does not belong there is dropped.
    """

    answer = Dict()

    def __init__(self, content: Exercise, say: Callable[..., str]) -> None:
        self.content, self.say = content, say
        self.body = cast("B", content.body)
        super().__init__()

    # -- what each kind says ------------------------------------------------------------------------------

    def read(self, raw: Mapping[str, Any]) -> Answer:
        """Return the valid form of an answer that came from outside; raise AnswerError if there is none."""
        raise NotImplementedError

    def countable(self) -> tuple[Table, ...]:
        """Return what a room could count; empty for a kind of which nothing is ever shared."""
        return ()

    def shareable(self) -> Payload:
        """Return what one person's share would hold: one entry for each of :meth:`countable`, and nothing else."""
        return {}

    def words(self) -> str | None:
        """Return the words that may be shown to the facilitator, or None."""
        return None

    def as_text(self) -> list[tuple[str, str]]:
        """Return question and answer as text, for the workbook on paper."""
        raise NotImplementedError

    def picture(self) -> Markup | None:
        """Return the answer drawn as SVG, for the workbook beside its text; None if a drawing says no more."""
        return None

    # -- what all kinds share -----------------------------------------------------------------------------

    @final
    def tables(self) -> tuple[Table, ...]:
        """Return what the room may count; nothing if the exercise's content says that nothing is shared."""
        return self.countable() if self.content.sharing.shared else ()

    @final
    def payload(self) -> Payload:
        """Return what one person's share holds; nothing if the exercise's content says that nothing is shared."""
        return self.shareable() if self.content.sharing.shared else {}

    @validate("answer")
    def _valid(self, proposal: Mapping[str, Any]) -> Answer:
        try:
            return self.set_from(proposal["value"])
        except AnswerError as error:
            raise TraitError(str(error)) from error

    def set_from(self, raw: object) -> Answer:
        """Return the answer in ``raw`` without the frame's own fields, valid."""
        outer = mapping(raw, self.content.id)
        return self.read({name: value for name, value in outer.items() if not name.startswith(FRAME_PREFIX)})

    @property
    def is_empty(self) -> bool:
        """True while nothing is answered."""
        return not _holds_something(self.answer)

    def clear(self) -> None:
        """Forget the answer."""
        self.answer = {}


def _holds_something(value: object) -> bool:
    if isinstance(value, Mapping):
        return any(_holds_something(inner) for inner in value.values())
    if isinstance(value, list):
        return any(_holds_something(inner) for inner in value)
    return value not in (None, "", False)


def tables_of(exercise: Exercise, library: Library) -> tuple[Table, ...]:
    """Return what a room counts in an exercise, its questions in words; empty where nothing is shared."""
    tables: tuple[Table, ...] = kind(exercise.kind).model(exercise, library.phrase).tables()
    return tables


# What comes from outside: a browser, a saved workbook, an older version of the kit.


def mapping(value: object, what: str) -> Mapping[str, Any]:
    """Return a mapping, an empty one for None.

    Raises
    ------
    AnswerError
        If it is anything else.
    """
    if value is None:
        return {}
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        message = f"The part “{what}” of this answer is not in the form the exercise writes."
        raise AnswerError(message)
    return value


def words(value: object, longest: int = LONGEST) -> str:
    """Return text without control characters, cut to ``longest``; "" for anything that is not text."""
    if not isinstance(value, str):
        return ""
    return "".join(c for c in value if c == "\n" or c.isprintable())[:longest]


def number(value: object, low: float, high: float) -> float | None:
    """Return a number held to [low, high]; None for anything that is not a finite number."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    held = min(max(value, low), high)  # before anything is made of it: 4000 digits are no float
    return int(held) if held == int(held) else float(held)


def one_of(value: object, allowed: Collection[str]) -> str | None:
    """Return the value if it is one of the allowed words, else None."""
    return value if isinstance(value, str) and value in allowed else None


def several_of(value: object, allowed: Collection[str]) -> list[str]:
    """Return the allowed words in the value, each once, in the order in which they are offered."""
    chosen = set(value) if isinstance(value, list | tuple) and all(isinstance(v, str) for v in value) else set()
    return [word for word in allowed if word in chosen]
