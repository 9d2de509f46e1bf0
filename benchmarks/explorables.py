"""Print the median milliseconds of one slider step per model, model time only (no drawing).

Run with ``python benchmarks/explorables.py [repeats]``. A step does all that a screen asks of its model when
one slider moves; the goal for model and drawing together is 100 ms on one core.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable

import numpy as np

from workshop.kinds.explorable.toys.alarm import maths as alarm
from workshop.kinds.explorable.toys.echo import maths as echo
from workshop.kinds.explorable.toys.guarded import maths as guarded
from workshop.kinds.explorable.toys.send_half import maths as send_half
from workshop.kinds.explorable.toys.society import maths as society
from workshop.kinds.explorable.toys.trust_account import maths as trust_account

STORY = ["good"] * 10 + ["betrayal"] + ["good"] * 25 + ["mixed", "small"] * 12
NOISY_ROOM = {"all_d": 13, "tf2t": 3, "pavlov": 3, "random": 3, "tft": 3}


def trust_account_step(turn: int) -> None:
    settings = trust_account.AccountSettings(forgetting=0.5 + 0.01 * (turn % 50))
    for fix_up in trust_account.FIX_UPS:
        trust_account.account(STORY, settings, fix_up)


def alarm_step(turn: int) -> None:
    settings = alarm.AlarmSettings(separation=0.5 + 0.05 * (turn % 50))
    c = alarm.best_criterion(settings)
    alarm.reading(settings, c)
    alarm.reading(settings, 1.0)
    alarm.grid(settings, 1.0)
    alarm.cost_curve(settings)
    alarm.bells(settings)


def guarded_step(turn: int) -> None:
    for feedback in ("if_i_trust", "always"):
        settings = guarded.GuardedSettings(small_steps=0.01 * (turn % 30), feedback=feedback)
        guarded.course(settings)
        guarded.simulate(settings, 1000, np.random.default_rng(7))
    guarded.guarded_for_good(0.8)


def hand_step(turn: int) -> None:
    choices = [bool(turn >> bit & 1) for bit in range(20)]
    guarded.Play.replay(guarded.GuardedSettings(encounters=20), 7, choices)


def echo_step(turn: int) -> None:
    settings = echo.EchoSettings(noise=0.01 * (turn % 30), forgiveness=0.2)
    echo.ribbon(settings, np.random.default_rng(7), trip=5)
    echo.cooperation_curve("reciprocal", "reciprocal", settings, trip=5)
    echo.bars(settings.noise, settings.forgiveness)
    for rule in ("reciprocal", "two_strikes", "win_stay"):
        for partner in (rule, "all_d", "alternator"):
            echo.long_run(rule, partner, settings.noise, settings.forgiveness)


def evolution_step(turn: int) -> None:
    list(society.Evolution.begin(NOISY_ROOM, society.SocietySettings(), turn).steps(40))


def generation_step(turn: int) -> None:
    society.Evolution.begin(NOISY_ROOM, society.SocietySettings(), turn).step()


def match_step(turn: int) -> None:
    society.match("tft", "pavlov", society.SocietySettings(), np.random.default_rng(turn))


def send_half_step(turn: int) -> None:
    settings = send_half.SendSettings(turn % 11, 0.4)
    send_half.payoff(settings)
    send_half.gains(settings.returned)


STEPS: dict[str, Callable[[int], None]] = {
    "trust-account: both curves, four post_fork, 60 events": trust_account_step,
    "alarm: readings, grid, cost curve, bells": alarm_step,
    "guarded: exact and 1,000 people, both feedbacks": guarded_step,
    "guarded: one encounter by hand": hand_step,
    "echo: ribbon, curve, nine long-run values": echo_step,
    "society: evolution to generation 40": evolution_step,
    "society: one generation": generation_step,
    "society: one match": match_step,
    "send-half: payoffs": send_half_step,
}


def median_ms(step: Callable[[int], None], repeats: int) -> tuple[float, float]:
    """Return the median and the 95th percentile over ``repeats`` steps, in milliseconds."""
    step(0)
    took = []
    for turn in range(repeats):
        begun = time.perf_counter()
        step(turn)
        took.append(1000 * (time.perf_counter() - begun))
    return statistics.median(took), sorted(took)[int(0.95 * (repeats - 1))]


def main() -> None:
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    print(f"{'one slider step':<54}{'median ms':>10}{'95 % ms':>10}")
    for name, step in STEPS.items():
        middle, high = median_ms(step, repeats)
        print(f"{name:<54}{middle:>10.2f}{high:>10.2f}")


if __name__ == "__main__":
    main()
