"""Generations: play, sum the coins, drop the last, clone the first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from workshop.kinds.explorable.parameters import Ints, ParameterError, whole
from workshop.kinds.explorable.toys.society.maths.matches import SocietySettings, play_everyone
from workshop.kinds.explorable.toys.society.maths.room import Start, room_of
from workshop.kinds.explorable.toys.society.maths.strategies import STRATEGIES


def next_generation(kinds: NDArray[np.int8], settings: SocietySettings, rng: np.random.Generator) -> NDArray[np.int8]:
    """Return the agents, shape (runs, agents), after the last have made room for copies of the first."""
    coins = play_everyone(kinds, settings, rng)
    # Shuffle, then sort: among equal coins chance decides.
    order = np.lexsort((rng.random(coins.shape), coins), axis=-1)
    ranked = np.take_along_axis(kinds, order, axis=1)
    gone = settings.replaced
    return np.concatenate([ranked[:, gone:], ranked[:, -gone:]], axis=1)


def _counts(kinds: NDArray[np.int8]) -> Ints:
    return np.stack([np.sum(kinds == index, axis=-1) for index in range(len(STRATEGIES))], axis=-1)


def _check_replaced(agents: int, settings: SocietySettings) -> None:
    if 2 * settings.replaced > agents:
        raise ParameterError("replaced", settings.replaced, f"at most half of the {agents} agents")


@dataclass(frozen=True)
class Evolution:
    """One society at one generation; `step` returns the next, nothing is changed in place.

    Attributes
    ----------
    settings
        Rules of the society.
    kinds
        Index into `STRATEGIES` per agent.
    history
        Counts per generation, each in the order of `STRATEGIES`.
    seed
        Each generation has its own stream, so a replay from the start gives the same society.
    """

    settings: SocietySettings
    kinds: NDArray[np.int8]
    history: tuple[tuple[int, ...], ...]
    seed: int

    @classmethod
    def begin(cls, start: Start, settings: SocietySettings, seed: int) -> Evolution:
        """Return generation 0 of a society; ``seed`` is 0 to 2^63 - 1."""
        kinds = room_of(start)
        _check_replaced(kinds.size, settings)
        first = tuple(int(n) for n in _counts(kinds))
        return cls(settings, kinds, (first,), whole("seed", seed, 0, 2**63 - 1))

    @property
    def generation(self) -> int:
        """Generations played."""
        return len(self.history) - 1

    @property
    def counts(self) -> dict[str, int]:
        """Agents per strategy now."""
        return dict(zip(STRATEGIES, self.history[-1], strict=True))

    @property
    def winner(self) -> str | None:
        """The strategy all agents have, or None while there are several."""
        alive = [name for name, count in self.counts.items() if count]
        return alive[0] if len(alive) == 1 else None

    def step(self) -> Evolution:
        """Return the next generation."""
        rng = np.random.default_rng([self.seed, self.generation])
        kinds = next_generation(self.kinds[None, :], self.settings, rng)[0]
        now = tuple(int(n) for n in _counts(kinds))
        return Evolution(self.settings, kinds, (*self.history, now), self.seed)

    def steps(self, generations: int) -> Iterator[Evolution]:
        """Yield the next ``generations`` (0 to 1000) one by one."""
        now = self
        for _ in range(whole("generations", generations, 0, 1000)):
            now = now.step()
            yield now
