"""One betrayal or many disappointments: two simple ways to keep an account of trust.

*Ledger*: r <- lambda r + p, s <- lambda s + n, T = (r + 1)/(r + s + 2), with weights p, n >= 0 of what was
good and what was bad, and forgetting lambda. Source: Josang & Ismail 2002, 15th Bled Conference [verified];
the size of the forgetting is [illustrative].

*Asymmetric learning* (Rescorla-Wagner form): T <- T + alpha (o - T), alpha = gain if o >= T, else loss;
T, o in [0, 1]. That bad weighs more than good is sourced (Slovic 1993, Risk Analysis 13:675-682; Baumeister
et al. 2001, Review of General Psychology 5(4):323-370 [verified]); how much more, k = loss/gain = 5, is
[illustrative], and it is not universal (Poortinga & Pidgeon 2004; Siegel et al. 2018 [verified]).

A good event has o = 1, a betrayal o = 0. A small disappointment falls short of what was expected by a share
w, o = (1 - w) T, so it always lowers trust, and least where little was expected [illustrative].
"""

from workshop.kinds.explorable.toys.trust_account.maths.accounts import (
    EVENTS,
    REPAIRS,
    Account,
    Repair,
    account,
    regained,
    weights,
)
from workshop.kinds.explorable.toys.trust_account.maths.equations import (
    good_events_to_regain,
    half_life,
    learning,
    ledger,
)
from workshop.kinds.explorable.toys.trust_account.maths.settings import RANGES, AccountSettings

__all__ = [
    "EVENTS",
    "RANGES",
    "REPAIRS",
    "Account",
    "AccountSettings",
    "Repair",
    "account",
    "good_events_to_regain",
    "half_life",
    "learning",
    "ledger",
    "regained",
    "weights",
]
