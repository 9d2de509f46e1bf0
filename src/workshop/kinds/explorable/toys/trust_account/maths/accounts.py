"""Both accounts over one line of events, and the way back after a breach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from workshop.kinds.explorable.parameters import Floats, ParameterError, one_of
from workshop.kinds.explorable.toys.trust_account.maths.equations import ledger
from workshop.kinds.explorable.toys.trust_account.maths.settings import RANGES, AccountSettings

_NEAR = 1e-9
#: What may happen; ``mixed`` is a good event with a small disappointment in it.
EVENTS = ("good", "small", "betrayal", "mixed")


@dataclass(frozen=True)
class Repair:
    """What follows a betrayal, as orderings only; the sizes are [illustrative].

    Source of the orderings: Schweitzer, Hershey & Bradlow 2006, Organizational Behavior and Human Decision
    Processes 101(1):1-19 [verified, abstract].

    Attributes
    ----------
    speed
        Factor on ``gain`` after the first betrayal, at least 1.
    ceiling
        C, the share of the old level that good events can restore, up to 1.
    """

    speed: float
    ceiling: float


#: Good acts restore; a promise speeds it; deception leaves a ceiling and makes a promise work less well.
REPAIRS: Mapping[str, Repair] = MappingProxyType(
    {
        "acts": Repair(1.0, 1.0),
        "promise": Repair(2.0, 1.0),
        "deception": Repair(1.0, 0.8),
        "deception_promise": Repair(1.5, 0.8),
    }
)


@dataclass(frozen=True)
class Account:
    """Both curves over an event line of n events.

    Attributes
    ----------
    ledger, learning
        n + 1 levels in [0, 1]: before the first event, then after each.
    breach
        Index of the event from which the way back is counted: the first betrayal, else the first
        disappointment; None if all was good.
    ledger_regained, learning_regained
        Events after the breach until the level before it is reached again; None if not within the line.
    """

    ledger: Floats
    learning: Floats
    breach: int | None
    ledger_regained: int | None
    learning_regained: int | None


def weights(events: Sequence[str], betrayal_weight: float = 10.0) -> tuple[Floats, Floats]:
    """Return the ledger's weights p and n of an event line."""
    line = _line(events)
    bad = {
        "good": 0.0,
        "small": 1.0,
        "mixed": 1.0,
        "betrayal": RANGES["betrayal_weight"].check("betrayal_weight", betrayal_weight),
    }
    good = [float(event in ("good", "mixed")) for event in line]
    return np.array(good), np.array([bad[event] for event in line])


def _line(events: Sequence[str]) -> list[str]:
    if isinstance(events, str) or not isinstance(events, Sequence) or not 1 <= len(events) <= 1000:
        raise ParameterError("events", events, "a list of 1 to 1000 events: " + ", ".join(EVENTS))
    return [one_of("events", event, EVENTS) for event in events]


def _learned(line: list[str], settings: AccountSettings, repair: Repair) -> list[float]:
    levels = [1 - 0.5 * (1 - settings.gain) ** settings.earlier_good]
    up, ceiling, broken = settings.gain, 1.0, False
    for event in line:
        level = levels[-1]
        if event == "betrayal":
            if not broken:
                up = min(1.0, settings.gain * repair.speed)
                ceiling = repair.ceiling * level if repair.ceiling < 1 else 1.0
            broken = True
            level -= settings.loss * level
        if event in ("good", "mixed"):
            level += up * max(0.0, ceiling - level)
        if event in ("small", "mixed"):
            level -= settings.loss * settings.shortfall * level
        levels.append(level)
    return levels


def regained(levels: Floats, breach: int) -> int | None:
    """Return events after event ``breach`` until the level before it is back; None if it is not."""
    where = np.flatnonzero(levels[breach + 1 :] >= levels[breach] - _NEAR)
    return int(where[0]) if where.size else None


def account(events: Sequence[str], settings: AccountSettings | None = None, repair: str = "acts") -> Account:
    """Return both curves over an event line, and where the old level is regained.

    Parameters
    ----------
    events
        1 to 1000 of ``good``, ``small``, ``betrayal``, ``mixed``.
    settings
        Of both accounts; the defaults if None.
    repair
        One of `REPAIRS`. It changes the learner only: the ledger knows weights, not words.
    """
    chosen = settings or AccountSettings()
    line = _line(events)
    after = REPAIRS[one_of("repair", repair, tuple(REPAIRS))]
    p, n = weights(line, chosen.betrayal_weight)
    earlier = np.ones(chosen.earlier_good)
    p, n = np.concatenate([earlier, p]), np.concatenate([0 * earlier, n])
    kept = ledger(p, n, chosen.forgetting)[chosen.earlier_good :]
    learned = np.array(_learned(line, chosen, after))
    harms = [i for i, event in enumerate(line) if event != "good"]
    breach = line.index("betrayal") if "betrayal" in line else harms[0] if harms else None
    if breach is None:
        return Account(kept, learned, None, None, None)
    return Account(kept, learned, breach, regained(kept, breach), regained(learned, breach))
