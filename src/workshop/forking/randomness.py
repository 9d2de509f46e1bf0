"""Random numbers of a fork are its own: which generators must be renewed after a fork.

Renewed are the global generators of ``random`` and ``numpy.random``, always, and every generator object that
was seeded from the operating system. A generator that an author seeded with a number of their own
(``default_rng(7)``, for a figure that is the same for everybody) goes on as written.
"""

from __future__ import annotations

import gc
import random
import sys
from types import ModuleType
from typing import Any
from weakref import WeakSet

_own_seed = random.Random.seed
_from_system: WeakSet[random.Random] = WeakSet()
_entropies: set[int] = set()
_bit_generators: list[Any] = []


def watch() -> None:
    """Start noting which generators are seeded from the operating system. Called before the notebook."""

    def seed(self: random.Random, a: Any = None, version: int = 2) -> None:
        (_from_system.add if a is None else _from_system.discard)(self)
        _own_seed(self, a, version)

    random.Random.seed = seed  # type: ignore[method-assign]


def watch_numpy() -> None:
    """Note the seeds NumPy takes from the operating system. Called once NumPy's generators are imported."""
    source: ModuleType = sys.modules["numpy.random.bit_generator"]
    draw = source.randbits

    def randbits(count: int) -> int:
        entropy = int(draw(count))
        _entropies.add(entropy)
        return entropy

    source.randbits = randbits  # type: ignore[attr-defined]


def remember() -> None:
    """List NumPy's generators that a fork must renew. Called after the notebook, before the first fork."""
    numpy_random: Any = sys.modules.get("numpy.random")
    if numpy_random is None:
        return
    for thing in gc.get_objects():
        if isinstance(thing, numpy_random.BitGenerator):
            entropy = getattr(getattr(thing, "seed_seq", None), "entropy", None)
            if isinstance(entropy, int) and entropy in _entropies:
                _bit_generators.append(thing)


def renew() -> None:
    """Give this fork randomness of its own."""
    random.Random.seed = _own_seed  # type: ignore[method-assign]
    random.seed()
    for generator in list(_from_system):
        generator.seed()
    numpy_random: Any = sys.modules.get("numpy.random")
    if numpy_random is not None:
        numpy_random.seed()
        for bits in _bit_generators:
            bits.state = type(bits)().state
