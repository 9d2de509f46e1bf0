"""Matches: one pair with its ribbon of moves, and every pair of a room at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from workshop.kinds.explorable.parameters import Bools, Ints, Range, Settings, generator, one_of
from workshop.kinds.explorable.toys.society.maths.strategies import FIRST, MEANS, NEXT, STRATEGIES

RANGES: Mapping[str, Range] = MappingProxyType(
    {
        "rounds": Range(1, 50, 1, 10, unit="rounds", is_whole=True, mark="verified"),
        "noise": Range(0.0, 0.5, 0.01, 0.05, mark="verified"),
        "replaced": Range(1, 12, 1, 5, unit="agents", is_whole=True, mark="verified"),
    }
)
_RANDOM = STRATEGIES.index("random")
PAYOFF_RANGE = Range(-5, 5, 1, 0, unit="coins", is_whole=True)


@dataclass(frozen=True)
class Payoffs(Settings):
    """Coins per round, whole, -5 to 5: both cooperate, I cheat, I am cheated, both cheat."""

    ranges: ClassVar[Mapping[str, Range]] = MappingProxyType(
        dict.fromkeys(("reward", "temptation", "sucker", "punishment"), PAYOFF_RANGE)
    )
    reward: int = 2
    temptation: int = 3
    sucker: int = -1
    punishment: int = 0

    def table(self) -> NDArray[np.int16]:
        """Return coins at index 2 own move + other's move."""
        return np.array([self.punishment, self.temptation, self.sucker, self.reward], dtype=np.int16)


@dataclass(frozen=True)
class SocietySettings(Settings):
    """Rules of the society.

    Attributes
    ----------
    rounds
        Per match, 1 to 50.
    noise
        Probability that a move comes across as its opposite, 0 to .5.
    replaced
        Agents replaced per generation, 1 to 12, and never more than half.
    payoffs
        Coins per round.
    """

    ranges: ClassVar[Mapping[str, Range]] = RANGES
    rounds: int = 10
    noise: float = 0.05
    replaced: int = 5
    payoffs: Payoffs = field(default_factory=Payoffs)


@dataclass(frozen=True)
class Match:
    """One pair's match over T rounds; row 0 is the first strategy.

    Attributes
    ----------
    cooperated
        (2, T), moves as they came across.
    meant
        (2, T), moves as they were meant.
    coins
        (2, T), coins per round.
    scores
        Coins of each in all.
    """

    cooperated: Bools
    meant: Bools
    coins: Ints
    scores: tuple[int, int]


def match(first: str, second: str, settings: SocietySettings, rng: np.random.Generator) -> Match:
    """Return one match, move by move.

    Raises
    ------
    ParameterError
        If a strategy is unknown.
    """
    names = (one_of("first", first, STRATEGIES), one_of("second", second, STRATEGIES))
    luck = generator("rng", rng).random((settings.rounds, 2, 2))
    state = FIRST[[STRATEGIES.index(name) for name in names]]
    meant = np.empty((settings.rounds, 2), dtype=np.bool_)
    moves = np.empty_like(meant)
    for t in range(settings.rounds):
        meant[t] = luck[t, 0] < MEANS[state]
        moves[t] = meant[t] ^ (luck[t, 1] < settings.noise)
        state = NEXT[4 * state.astype(np.intp) + 2 * moves[t] + moves[t, ::-1]]
    coins = settings.payoffs.table()[2 * moves + moves[:, ::-1]].astype(np.int64)
    totals = coins.sum(axis=0)
    return Match(moves.T, meant.T, coins.T, (int(totals[0]), int(totals[1])))


def play_everyone(kinds: NDArray[np.int8], settings: SocietySettings, rng: np.random.Generator) -> Ints:
    """Return every agent's coins after each pair met once; nobody meets themselves.

    Parameters
    ----------
    kinds
        Index into `STRATEGIES` per agent, shape (runs, agents).
    settings
        Rules of the society.
    rng
        Source of noise and of the random strategy.

    Returns
    -------
    ndarray
        Coins, shape (runs, agents).
    """
    runs, agents = kinds.shape
    upper, lower = np.triu_indices(agents, 1)
    # Two rows per pair, [0] seen from the earlier agent and [1] from the later one.
    state = np.stack([FIRST[kinds[:, upper]], FIRST[kinds[:, lower]]])
    e = np.float32(settings.noise)
    chance = e + (1 - 2 * e) * MEANS
    coins, pays = np.zeros(state.shape, dtype=np.int16), settings.payoffs.table()
    certain = bool(np.all((chance == 0) | (chance == 1) | (MEANS == 0.5))) and not np.any(kinds == _RANDOM)
    for _ in range(settings.rounds):
        wish = np.take(chance, state)
        moves = (wish if certain else wish > rng.random(state.shape, dtype=np.float32)).astype(np.uint8)
        seen = 2 * moves + moves[::-1]
        coins += np.take(pays, seen)
        state = np.take(NEXT, 4 * state + seen)
    ends = np.concatenate([upper, lower])
    order = np.argsort(ends, kind="stable")
    by_agent = np.concatenate([coins[0], coins[1]], axis=1)[:, order]
    return np.asarray(by_agent.reshape(runs, agents, agents - 1).sum(axis=2, dtype=np.int64))
