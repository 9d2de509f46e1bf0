"""Ribbons of moves: what a pair does, round by round, with what was meant and what came across."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from workshop.kinds.explorable.parameters import Bools, Floats, generator, one_of, whole
from workshop.kinds.explorable.toys.echo.maths.chain import RULES, intention
from workshop.kinds.explorable.toys.echo.maths.pair import EchoSettings

#: The partner as the screen calls it -> the partner's rule; ``same`` is whatever the first person's rule is.
PARTNERS: Mapping[str, str] = MappingProxyType({"same": "", "always_hurts": "all_d", "alternates": "alternator"})


@dataclass(frozen=True)
class Ribbon:
    """Moves of two people over T rounds; row 0 is the first person.

    Attributes
    ----------
    kind
        (2, T), True where the move came across as kind.
    meant
        (2, T), True where it was meant as kind.
    slipped
        (2, T), True where the two differ.
    forgave
        (2, T), True where a kind move was meant although the last thing received was a hurt.
    """

    kind: Bools
    meant: Bools
    slipped: Bools
    forgave: Bools


def _rules(partner: str, rule: str) -> tuple[str, str]:
    own = one_of("rule", rule, RULES)
    return own, PARTNERS[one_of("partner", partner, tuple(PARTNERS))] or own


def _draw(
    settings: EchoSettings, rules: tuple[str, str], trip: int | None, pairs: int, rng: np.random.Generator
) -> tuple[Bools, Bools]:
    n = settings.rounds
    when = None if trip is None else whole("trip", trip, 1, n)
    luck = generator("rng", rng).random((n, 2, 2, pairs))  # the same luck for every slider position
    last = np.ones((2, 2, pairs))  # last and before last, of both, as if all had been kind
    meant, kind = np.empty((n, 2, pairs), dtype=np.bool_), np.empty((n, 2, pairs), dtype=np.bool_)
    for t in range(n):
        odd = np.full(pairs, float(t % 2))
        for i in (0, 1):
            own, others = last[0, i], (last[0, 1 - i], last[1, 1 - i])
            chance = intention(rules[i], own, others, odd, settings.forgiveness)
            meant[t, i] = luck[t, 0, i] < chance
        kind[t] = meant[t] ^ (luck[t, 1] < settings.noise)
        if t + 1 == when:
            kind[t, 0] = False
        last = np.stack([kind[t].astype(np.float64), last[0]])
    return meant, kind


def ribbon(
    settings: EchoSettings,
    rng: np.random.Generator,
    *,
    partner: str = "same",
    trip: int | None = None,
    rule: str = "reciprocal",
) -> Ribbon:
    """Return one pair's moves.

    Parameters
    ----------
    settings
        epsilon, g and the number of rounds T.
    rng
        With the same seed, moving a slider changes the rule, not the luck.
    partner
        ``same``, ``always_hurts`` or ``alternates``.
    trip
        Round (1 to T) in which the first person hurts by mistake, once.
    rule
        The first person's rule.
    """
    drawn_meant, drawn_kind = _draw(settings, _rules(partner, rule), trip, 1, rng)
    meant, kind = drawn_meant[:, :, 0].T, drawn_kind[:, :, 0].T
    received = np.ones_like(kind)
    received[:, 1:] = kind[::-1, :-1]
    return Ribbon(kind, meant, kind != meant, meant & ~received)


def simulate(
    settings: EchoSettings,
    pairs: int,
    rng: np.random.Generator,
    *,
    partner: str = "same",
    trip: int | None = None,
    rule: str = "reciprocal",
) -> Floats:
    """Return the share of kind moves per round over ``pairs`` (1 to 20 000) pairs, shape (2, rounds)."""
    m = whole("pairs", pairs, 1, 20_000)
    _, kind = _draw(settings, _rules(partner, rule), trip, m, rng)
    return np.asarray(kind.mean(axis=2).T)
