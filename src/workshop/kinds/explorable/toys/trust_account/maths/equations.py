"""The two accounts as equations, and what follows from them on paper."""

from __future__ import annotations

from math import ceil, log

import numpy as np

from workshop.kinds.explorable.parameters import Floats, ParameterError, number, numbers
from workshop.kinds.explorable.toys.trust_account.maths.settings import RANGES

_NEAR = 1e-9


def half_life(forgetting: float) -> float:
    """Return the events after which a memory weighs half, ln 2 / -ln lambda [exact]; infinite at 1."""
    kept = RANGES["forgetting"].check("forgetting", forgetting)
    return float("inf") if kept == 1 else log(2) / -log(kept)


def ledger(positive: object, negative: object, forgetting: float = 0.9) -> Floats:
    """Return the ledger's level before the first event and after each.

    Parameters
    ----------
    positive, negative
        Weights p and n per event, >= 0, of one shape (..., events); earlier axes are independent runs.
    forgetting
        lambda, .5 to 1.

    Returns
    -------
    ndarray
        Shape (..., events + 1), in (0, 1).
    """
    p, n = numbers("positive", positive, 0, 1e9), numbers("negative", negative, 0, 1e9)
    if p.shape != n.shape:
        raise ParameterError("negative", negative, f"of the same shape as positive, {p.shape}")
    kept = RANGES["forgetting"].check("forgetting", forgetting)
    levels = np.empty((*p.shape[:-1], p.shape[-1] + 1))
    r, s = np.zeros(p.shape[:-1]), np.zeros(p.shape[:-1])
    levels[..., 0] = 0.5
    for event in range(p.shape[-1]):
        r, s = kept * r + p[..., event], kept * s + n[..., event]
        levels[..., event + 1] = (r + 1) / (r + s + 2)
    return levels


def learning(outcomes: object, start: float = 0.5, gain: float = 0.1, loss: float = 0.5) -> Floats:
    """Return the learner's level before the first event and after each.

    Parameters
    ----------
    outcomes
        o per event, 0 to 1, shape (..., events).
    start
        Level before the first event, 0 to 1.
    gain, loss
        Learning rates, .01 to 1.
    """
    o = numbers("outcomes", outcomes, 0.0, 1.0)
    up, down = RANGES["gain"].check("gain", gain), RANGES["loss"].check("loss", loss)
    levels = np.empty((*o.shape[:-1], o.shape[-1] + 1))
    levels[..., 0] = number("start", start, 0.0, 1.0)
    for event in range(o.shape[-1]):
        now, seen = levels[..., event], o[..., event]
        levels[..., event + 1] = now + np.where(seen >= now, up, down) * (seen - now)
    return levels


def good_events_to_regain(before: float, after: float, gain: float = 0.1, ceiling: float = 1.0) -> int | None:
    """Return how many good events lead from ``after`` back to ``before`` [exact].

    ceil(ln[(C - before)/(C - after)] / ln(1 - gain)), with the ceiling C; None if it can never be reached.
    """
    old, new = number("before", before, 0.0, 1.0), number("after", after, 0.0, 1.0)
    top = number("ceiling", ceiling, 0.0, 1.0)
    up = RANGES["gain"].check("gain", gain)
    if new >= old:
        return 0
    if up == 1 and top >= old:
        return 1
    if top <= old:
        return None
    return ceil(log((top - old) / (top - new)) / log(1 - up) - _NEAR)
