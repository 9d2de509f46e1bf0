"""What every kind of exercise has in common."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from workshop.content.base import Model


class KindBody(Model):
    """The part of an exercise that differs from kind to kind.

    Attributes
    ----------
    keeps_nothing
        True if whatever a person does here stays in their browser's memory: no answer, no pass, no share, no trace.
    """

    keeps_nothing: ClassVar[bool] = False

    def misfits(self, answer: Mapping[str, Any]) -> Iterator[str]:
        """Yield a sentence for each thing in `answer` that this exercise can't take.

        Parameters
        ----------
        answer
            An answer in the kind's format. An empty one always fits: leaving out is allowed.
        """
        raise NotImplementedError

    def fact_ids(self) -> Iterator[tuple[tuple[str | int, ...], str]]:
        """Yield place and id of each fact the body shows."""
        yield from ()


def extra_keys(answer: Mapping[str, Any], known: set[str], what: str) -> Iterator[str]:
    """Yield a sentence for each key of `answer` that is not in `known`."""
    for key in answer:
        if key not in known:
            yield f"has “{key}”, which is not {what} (those are: {', '.join(sorted(known))})"


def mapping(answer: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """Return the mapping under `key`, empty if it is absent or no mapping."""
    value = answer.get(key, {})
    return value if isinstance(value, Mapping) else {}


def wrong_shape(answer: Mapping[str, Any], shapes: Mapping[str, type | tuple[type, ...]]) -> Iterator[str]:
    """Yield a sentence for each unknown top key and each value of the wrong type."""
    yield from extra_keys(answer, set(shapes), "a part of this answer")
    for key, shape in shapes.items():
        if key in answer and not isinstance(answer[key], shape):
            yield f"has something under “{key}” that is not of the right type"


def number_misfit(value: object, low: float, high: float) -> str | None:
    """Return the end of a sentence if `value` is no number from `low` to `high`."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "is not a number"
    if not low <= value <= high:
        return f"is {value:g}, outside {low:g} to {high:g}"
    return None


def text_misfit(value: object, max_length: int) -> str | None:
    """Return the end of a sentence if `value` is no text of at most `max_length` characters."""
    if not isinstance(value, str):
        return "is not text"
    if len(value) > max_length:
        return f"has {len(value)} characters, more than {max_length}"
    return None
