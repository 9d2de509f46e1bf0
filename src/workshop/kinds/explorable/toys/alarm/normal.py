"""The standard normal distribution, from the standard library alone."""

from __future__ import annotations

from math import erfc, sqrt

import numpy as np

from workshop.kinds.explorable.parameters import Floats

_ROOT_2 = sqrt(2.0)


def upper(z: float) -> float:
    """Return P(Z > z), precise far into the tail."""
    return 0.5 * erfc(z / _ROOT_2)


def upper_of_each(z: Floats) -> Floats:
    """Return P(Z > z) for each element of a one-dimensional array."""
    return np.array([0.5 * erfc(value / _ROOT_2) for value in z.tolist()], dtype=np.float64)


def density(z: Floats) -> Floats:
    """Return the density of the standard normal distribution at ``z``."""
    return np.asarray(np.exp(-0.5 * z**2) / sqrt(2.0 * np.pi), dtype=np.float64)
