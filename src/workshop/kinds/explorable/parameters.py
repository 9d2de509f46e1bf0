"""What the models accept: ranges for sliders, checks, and one error that a person can act on."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from numbers import Integral, Real
from typing import Any, ClassVar, Literal, Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

#: How well a number is founded: exact mathematics, a source that was read, or a default of our own.
Mark = Literal["exact", "verified", "illustrative"]


class ParameterError(ValueError):
    """A model was given something it cannot use.

    Attributes
    ----------
    name
        The parameter as it is called in the function.
    value
        What was given.
    allowed
        What would have been accepted, in words ("a number from 0 to 0.3").
    """

    def __init__(self, name: str, value: object, allowed: str) -> None:
        super().__init__(f"{name} is {_shown(value)}; it must be {allowed}.")
        self.name, self.value, self.allowed = name, value, allowed


def _shown(value: object) -> str:
    text = repr(value.item() if isinstance(value, np.generic) else value)
    return text if len(text) <= 60 else text[:57] + "..."


def number(name: str, value: object, low: float = -math.inf, high: float = math.inf) -> float:
    """Return ``value`` as a float within ``[low, high]``.

    Raises
    ------
    ParameterError
        If it is no real number (booleans and text are not), not finite, or outside the range.
    """
    words = "a number" if math.isinf(low) and math.isinf(high) else f"a number from {low:g} to {high:g}"
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real):
        raise ParameterError(name, value, words)
    found = float(value)
    if not (math.isfinite(found) and low <= found <= high):
        raise ParameterError(name, value, words)
    return found


def whole(name: str, value: object, low: int, high: int) -> int:
    """Return ``value`` as an int within ``[low, high]``; 3.0 counts as whole, as browsers send it.

    Raises
    ------
    ParameterError
        If it is no whole number or outside the range.
    """
    words = f"a whole number from {low} to {high}"
    if isinstance(value, bool | np.bool_) or not isinstance(value, Real):
        raise ParameterError(name, value, words)
    if not isinstance(value, Integral) and not float(value).is_integer():
        raise ParameterError(name, value, words)
    found = int(value) if isinstance(value, Integral) else int(float(value))
    if not low <= found <= high:
        raise ParameterError(name, value, words)
    return found


def one_of(name: str, value: object, allowed: Sequence[str]) -> str:
    """Return ``value`` if it is one of the words allowed, else raise `ParameterError`."""
    if not isinstance(value, str) or value not in allowed:
        raise ParameterError(name, value, "one of " + ", ".join(allowed))
    return value


def numbers(name: str, values: object, low: float = -math.inf, high: float = math.inf) -> Floats:
    """Return ``values`` as a float array, not empty, finite and within ``[low, high]``.

    Raises
    ------
    ParameterError
        If it is empty, holds anything but numbers, or leaves the range.
    """
    span = "" if math.isinf(low) and math.isinf(high) else f" from {low:g} to {high:g}"
    words = f"at least one number{span}, in a list"
    try:
        array = np.asarray(values)
    except ValueError:  # rows of unequal length
        raise ParameterError(name, values, words) from None
    if array.ndim == 0 or array.size == 0 or array.dtype.kind not in "iuf":
        raise ParameterError(name, values, words)
    found = array.astype(np.float64)
    if not bool(np.all(np.isfinite(found) & (found >= low) & (found <= high))):
        raise ParameterError(name, values, words)
    return found


def generator(name: str, value: object) -> np.random.Generator:
    """Return ``value`` if it is a `numpy.random.Generator`, else raise `ParameterError`."""
    if not isinstance(value, np.random.Generator):
        raise ParameterError(name, value, "a numpy.random.Generator, such as numpy.random.default_rng(7)")
    return value


def flag(name: str, value: object) -> bool:
    """Return ``value`` if it is True or False, else raise `ParameterError`."""
    if not isinstance(value, bool | np.bool_):
        raise ParameterError(name, value, "True or False")
    return bool(value)


@dataclass(frozen=True)
class Range:
    """One slider: where it starts, ends and stands at first.

    Attributes
    ----------
    low, high, step, default
        In the unit of the parameter.
    unit
        "" for a probability or a pure number.
    is_whole
        Only whole numbers are accepted.
    stops
        The values of an uneven slider, which moves over their positions; empty for an even one.
    mark
        How well the default is founded.
    """

    low: float
    high: float
    step: float
    default: float
    unit: str = ""
    is_whole: bool = False
    stops: tuple[float, ...] = ()
    mark: Mark = "illustrative"

    def check(self, name: str, value: object) -> float:
        """Return ``value`` if it lies in the range (any value, not only those on a step)."""
        if self.is_whole:
            return whole(name, value, int(self.low), int(self.high))
        return number(name, value, self.low, self.high)


@dataclass(frozen=True)
class Settings:
    """Base of each model's settings: every field with a range is checked when the object is made."""

    ranges: ClassVar[Mapping[str, Range]] = {}

    def __post_init__(self) -> None:
        for name, allowed in self.ranges.items():
            object.__setattr__(self, name, allowed.check(name, getattr(self, name)))

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Self:
        """Return settings from a screen's values; what is missing keeps its default.

        Raises
        ------
        ParameterError
            If a name is unknown or a value is outside its range.
        """
        known = [field.name for field in fields(cls)]
        for name in values:
            one_of("setting", name, known)
        return cls(**values)
