"""Any two rules with noise, exactly: a Markov chain over the last two moves of each [exact].

A state holds five bits: A's last move and the one before, B's likewise (1 = kind), and whether the round is
even or odd (for the alternator). It starts as if all had been kind.
"""

from __future__ import annotations

import numpy as np

from workshop.kinds.explorable.parameters import Floats, number, one_of, whole
from workshop.kinds.explorable.toys.echo.maths.pair import EchoSettings

#: ``reciprocal`` answers a hurt, forgiving with probability g; ``two_strikes`` after two hurts in a row;
#: ``win_stay`` (win-stay-lose-shift) repeats its own actual move after a kind one, else switches.
RULES = ("reciprocal", "two_strikes", "win_stay", "all_d", "alternator")
_BITS = (np.arange(32)[None, :] >> np.arange(5)[:, None]) & 1  # rows: a1, a2, b1, b2, odd
_START = 0b01111


def intention(rule: str, own: Floats, others: tuple[Floats, Floats], odd: Floats, g: float) -> Floats:
    """Return the probability that a rule means to be kind; moves are 1 kind, 0 hurt.

    Parameters
    ----------
    rule
        One of `RULES`.
    own
        Its own last actual move.
    others
        The other's last actual move, and the one before.
    odd
        1 in the second, fourth, ... round.
    g
        Forgiveness, used by ``reciprocal`` only.
    """
    other, before = others
    if rule == "reciprocal":
        return other + (1 - other) * g
    if rule == "two_strikes":
        return np.asarray(np.maximum(other, before))
    if rule == "win_stay":
        return np.asarray(own == other, dtype=np.float64)
    return np.asarray(np.zeros_like(own) if rule == "all_d" else 1 - odd)


def _chances(a: str, b: str, noise: float, forgiveness: float) -> tuple[Floats, Floats]:
    one_of("rule", a, RULES)
    one_of("partner", b, RULES)
    e, g = number("noise", noise, 0.0, 1.0), number("forgiveness", forgiveness, 0.0, 1.0)
    a1, a2, b1, b2, odd = _BITS.astype(np.float64)
    kind_a = e + (1 - 2 * e) * intention(a, a1, (b1, b2), odd, g)
    kind_b = e + (1 - 2 * e) * intention(b, b1, (a1, a2), odd, g)
    return kind_a, kind_b


def _transitions(kind_a: Floats, kind_b: Floats) -> Floats:
    a1, _, b1, _, odd = _BITS
    matrix, states = np.zeros((32, 32)), np.arange(32)
    for move_a in (0, 1):
        for move_b in (0, 1):
            target = move_a | a1 << 1 | move_b << 2 | b1 << 3 | (1 - odd) << 4
            chance = np.where(move_a, kind_a, 1 - kind_a) * np.where(move_b, kind_b, 1 - kind_b)
            matrix[states, target] += chance
    return matrix


def long_run(rule: str, partner: str, noise: float, forgiveness: float = 0.0) -> tuple[float, float]:
    """Return the long-run shares of kind moves given by ``rule`` and by ``partner``.

    Parameters
    ----------
    rule, partner
        Of `RULES`; both forgive with the same g where they forgive at all.
    noise, forgiveness
        epsilon and g, each 0 to 1.

    Notes
    -----
    The lazy chain (P + I)/2 has the same time averages as P and no cycles; squaring it 60 times gives them
    from the friendly start, also without noise, where the outcome depends on the start. A noise above 0 but
    below about 1e-6 loses digits to rounding.
    """
    kind_a, kind_b = _chances(rule, partner, noise, forgiveness)
    power = (_transitions(kind_a, kind_b) + np.eye(32)) / 2
    for _ in range(60):
        power = power @ power
        power /= power.sum(axis=1, keepdims=True)
    return min(1.0, float(power[_START] @ kind_a)), min(1.0, float(power[_START] @ kind_b))


def cooperation_curve(rule: str, partner: str, settings: EchoSettings, trip: int | None = None) -> Floats:
    """Return the chance of a kind move in each round, shape (2, rounds), rows ``rule`` and ``partner``.

    In round ``trip`` (from 1) the first person hurts by mistake, whatever they meant.
    """
    n = settings.rounds
    when = None if trip is None else whole("trip", trip, 1, n)
    kind_a, kind_b = _chances(rule, partner, settings.noise, settings.forgiveness)
    usual = _transitions(kind_a, kind_b)
    now, curve = np.eye(32)[_START], np.empty((2, n))
    for t in range(n):
        tripped = t + 1 == when
        first = np.zeros(32) if tripped else kind_a
        curve[:, t] = now @ first, now @ kind_b
        now = now @ (_transitions(first, kind_b) if tripped else usual)
    return np.clip(curve, 0.0, 1.0)
