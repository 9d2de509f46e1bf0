"""Who is in the room at the start: counts per strategy, or a list of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from workshop.kinds.explorable.parameters import ParameterError, one_of, whole
from workshop.kinds.explorable.toys.society.maths.strategies import STRATEGIES

MOST_AGENTS = 60
Start = Mapping[str, int] | Sequence[str]


def room_of(start: Start) -> NDArray[np.int8]:
    """Return the agents' kinds from counts per strategy, or from a list of strategies.

    Raises
    ------
    ParameterError
        If a strategy is unknown, a count is not whole, or there are fewer than 2 or more than 60 agents.
    """
    if isinstance(start, Mapping):
        counts = {
            one_of("strategy", s, STRATEGIES): whole(f"number of {s}", n, 0, MOST_AGENTS) for s, n in start.items()
        }
        names = [name for name, count in counts.items() for _ in range(count)]
    elif isinstance(start, Sequence) and not isinstance(start, str):
        names = [one_of("strategy", name, STRATEGIES) for name in start]
    else:
        raise ParameterError("start", start, "counts per strategy, or a list of strategies")
    whole("number of agents", len(names), 2, MOST_AGENTS)
    return np.array([STRATEGIES.index(name) for name in names], dtype=np.int8)
