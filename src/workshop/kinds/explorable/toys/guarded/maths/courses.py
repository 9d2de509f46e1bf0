"""Many people over many encounters: the exact distribution of beliefs, and a simulation of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from workshop.kinds.explorable.parameters import Floats, generator, whole
from workshop.kinds.explorable.toys.guarded.maths.belief import GuardedSettings, trusts


@dataclass(frozen=True)
class Course:
    """What happens to people with the same settings, over n encounters.

    Attributes
    ----------
    guarded
        Share whose mean belief is below the threshold, before the first encounter and after each (n + 1).
    trusting
        Share who trust at each encounter, small steps included (n).
    belief
        Mean of the mean beliefs (n + 1).
    belief_if_guarded
        The same among the guarded (n + 1); nan where nobody is.
    gain
        Mean sum per person of +1 for honoured and -1 for betrayed trust.
    paths
        Each person's mean belief over time (people, n + 1); empty for the exact course.
    """

    guarded: Floats
    trusting: Floats
    belief: Floats
    belief_if_guarded: Floats
    gain: float
    paths: Floats


def _no_paths() -> Floats:
    return np.empty((0, 0))


def course(settings: GuardedSettings) -> Course:
    """Return the exact course: the distribution over (good, bad) counts, moved on encounter by encounter."""
    n, q = settings.encounters, settings.honoured
    seen = np.arange(n + 1)
    a, b = settings.prior_good + seen[:, None], settings.prior_bad + seen[None, :]
    open_ = trusts(a, b, settings.threshold)
    mean = a / (a + b)
    dares = np.where(open_, 1.0, settings.small_steps)
    learns = dares if settings.feedback == "if_i_trust" else np.ones_like(dares)
    p = np.zeros((n + 1, n + 1))
    p[0, 0] = 1.0
    guarded, belief, low, trusting = np.empty(n + 1), np.empty(n + 1), np.empty(n + 1), np.empty(n)
    for t in range(n + 1):
        k = t + 1  # no more than t outcomes were seen so far
        part, shut = p[:k, :k], p[:k, :k] * ~open_[:k, :k]
        guarded[t], belief[t] = shut.sum(), np.sum(part * mean[:k, :k])
        low[t] = np.sum(shut * mean[:k, :k])
        if t == n:
            break
        trusting[t] = np.sum(part * dares[:k, :k])
        moved = part * learns[:k, :k]
        p[:k, :k] -= moved
        p[1 : k + 1, :k] += q * moved
        p[:k, 1 : k + 1] += (1 - q) * moved
    found = np.divide(low, guarded, out=np.full(n + 1, np.nan), where=guarded > 1e-15)
    gain = float(trusting.sum() * (2 * q - 1))
    return Course(np.clip(guarded, 0, 1), np.clip(trusting, 0, 1), belief, found, gain, _no_paths())


def simulate(settings: GuardedSettings, people: int, rng: np.random.Generator) -> Course:
    """Return the same course for ``people`` (1 to 100 000) random people.

    The draws do not depend on the rule: with the same seed, a slider changes the rule, not the luck.
    """
    m, n = whole("people", people, 1, 100_000), settings.encounters
    draws = generator("rng", rng).random((2, n, m))
    honoured, steps = draws[0] < settings.honoured, draws[1] < settings.small_steps
    a = np.full(m, settings.prior_good, dtype=np.int64)
    b = np.full(m, settings.prior_bad, dtype=np.int64)
    paths, guarded = np.empty((n + 1, m)), np.empty((n + 1, m), dtype=np.bool_)
    trusting, gain = np.empty(n), 0.0
    for t in range(n):
        paths[t], open_ = a / (a + b), trusts(a, b, settings.threshold)
        guarded[t] = ~open_
        dares = open_ | steps[t]
        trusting[t] = dares.mean()
        gain += float(np.where(honoured[t], 1, -1)[dares].sum()) / m
        learns = dares if settings.feedback == "if_i_trust" else np.ones(m, dtype=np.bool_)
        a += learns & honoured[t]
        b += learns & ~honoured[t]
    paths[n], guarded[n] = a / (a + b), ~trusts(a, b, settings.threshold)
    count = guarded.sum(axis=1)
    low = np.divide((paths * guarded).sum(axis=1), count, out=np.full(n + 1, np.nan), where=count > 0)
    return Course(guarded.mean(axis=1), trusting, paths.mean(axis=1), low, gain, paths.T)
