"""When does another try pay? The value of information, by dynamic programming [exact].

Honoured trust pays +1, betrayed trust -1. Not trusting pays 0 and teaches nothing, so who stops once stops
for ever::

    V_m(a, b) = max(0, Q_m(a, b)),   V_0 = 0,   mu = a/(a + b)
    Q_m(a, b) = (2 mu - 1) + mu V_{m-1}(a + 1, b) + (1 - mu) V_{m-1}(a, b + 1)
"""

from __future__ import annotations

import numpy as np

from workshop.kinds.explorable.parameters import Floats, whole


def values_of_trying(good: int, bad: int, most_left: int = 100) -> Floats:
    """Return Q_m(good, bad), the worth of one more try with m encounters left.

    Parameters
    ----------
    good, bad
        The belief Beta(good, bad), whole, 1 to 1000.
    most_left
        The largest m, 1 to 300.

    Returns
    -------
    ndarray
        Shape (most_left,), for m = 1, 2, ..., in payoffs of +-1.
    """
    a0, b0 = whole("good", good, 1, 1000), whole("bad", bad, 1, 1000)
    most = whole("most_left", most_left, 1, 300)
    seen = np.arange(most)
    a, b = a0 + seen[:, None], b0 + seen[None, :]
    mu = a / (a + b)
    value = np.zeros((most + 1, most + 1))
    worth = np.empty(most)
    for m in range(1, most + 1):
        k = most + 1 - m  # only counts that can still matter at the root
        p = mu[:k, :k]
        tried = 2 * p - 1 + p * value[1 : k + 1, :k] + (1 - p) * value[:k, 1 : k + 1]
        worth[m - 1] = tried[0, 0]
        value[:k, :k] = np.maximum(0.0, tried)
    return worth


def tries_needed(good: int, bad: int, most_left: int = 100) -> int | None:
    """Return the fewest encounters left with which another try is worth more than stopping.

    From prior (1, 1): 11 after a first betrayal, Beta(1, 2); 47 after two in a row, Beta(1, 3). None if even
    ``most_left`` are not enough.
    """
    worth = values_of_trying(good, bad, most_left)
    where = np.flatnonzero(worth > 1e-12)
    return int(where[0]) + 1 if where.size else None
