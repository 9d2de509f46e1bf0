"""E1: one betrayal or many disappointments."""

from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.kinds.explorable.toys.trust_account.maths import (
    EVENTS,
    REPAIRS,
    AccountSettings,
    account,
    good_events_to_regain,
    half_life,
    learning,
    ledger,
    weights,
)


def long_run_mean(q, k):
    """T* = q/(q + (1 - q) k), the learner's mean level when a share q of events is good and loss/gain is k."""
    return q / (q + (1 - q) * k)


LINES = st.lists(st.sampled_from(EVENTS), min_size=1, max_size=40)
RATE = st.floats(0.01, 1.0)
LEVEL = st.floats(0.0, 1.0)


def test_e1_half_life_is_6_58_events():
    assert half_life(0.9) == pytest.approx(6.58, abs=0.005)
    assert half_life(1.0) == float("inf")


def test_e1_one_betrayal_halves_point_nine():
    assert learning([0.0], start=0.9)[-1] == pytest.approx(0.45)


def test_e1_seventeen_good_events_after_one_betrayal():
    curve = learning([0.0] + [1.0] * 20, start=0.9)
    back = np.flatnonzero(curve[1:] >= 0.9)[0]
    assert back == 17
    assert good_events_to_regain(0.9, 0.45) == 17
    assert np.ceil(log(0.1 / 0.55) / log(0.9)) == 17


@pytest.mark.parametrize(("q", "k", "mean"), [(0.9, 5, 0.6429), (0.9, 2, 0.8182), (5 / 6, 5, 0.5)])
def test_e1_long_run_mean(q, k, mean):
    assert long_run_mean(q, k) == pytest.approx(mean, abs=5e-5)


@pytest.mark.parametrize(("q", "k"), [(0.9, 5), (0.9, 2), (5 / 6, 5), (0.5, 1), (0.5, 0.5)])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_e1_long_run_mean_agrees_with_simulation_under_any_seed(q, k, seed):
    rng = np.random.default_rng(seed)
    found = learning((rng.random((4000, 200)) < q).astype(float), 0.5, 0.1, 0.1 * k)[:, -1].mean()
    assert found == pytest.approx(long_run_mean(q, k), abs=0.015)


def test_e1_ledger_after_twenty_good_events():
    p, n = weights(["good"] * 20)
    assert ledger(p, n, 1.0)[-1] == pytest.approx(0.95455, abs=5e-6)
    assert ledger(p, n, 0.9)[-1] == pytest.approx(0.90727, abs=5e-6)


def test_e1_ledger_after_sixty_good_one_betrayal_and_thirty_more():
    found = account(["betrayal"] + ["good"] * 30, AccountSettings(earlier_good=60)).ledger
    assert found[0] == pytest.approx(0.917, abs=0.0005)
    assert found[1] == pytest.approx(0.476, abs=0.0005)
    assert found[31] == pytest.approx(0.885, abs=0.0005)


def test_e1_a_disappointment_with_every_good_event_tends_to_one_half():
    assert account(["mixed"] * 300, AccountSettings(earlier_good=60)).ledger[-1] == pytest.approx(0.5, abs=1e-9)


def test_e1_many_disappointments_fall_below_one_betrayal_at_event_eight():
    many = account(["mixed"] * 30, AccountSettings(earlier_good=60)).ledger
    one = account(["betrayal"] + ["good"] * 29, AccountSettings(earlier_good=60)).ledger
    below = np.flatnonzero(many[1:] < one[1:]) + 1
    assert below[0] == 8
    assert below.tolist() == list(range(8, 31))


def test_old_level_is_regained_where_the_formula_says():
    settings = AccountSettings()
    found = account(["good", "betrayal"] + ["good"] * 60, settings)
    assert found.breach == 1
    before, after = found.learning[1], found.learning[2]
    assert found.learning_regained == good_events_to_regain(before, after)
    assert found.learning[2 + found.learning_regained] >= before - 1e-9
    assert found.learning[1 + found.learning_regained] < before


def test_nothing_is_regained_where_nothing_was_broken_or_the_line_is_too_short():
    assert account(["good"] * 5).breach is None
    short = account(["betrayal", "good"])
    assert (short.ledger_regained, short.learning_regained) == (None, None)


def test_repair_orderings_of_schweitzer_2006():
    line = ["betrayal"] + ["good"] * 200
    end = {name: account(line, repair=name).learning for name in REPAIRS}
    old = end["acts"][0]
    back = {name: account(line, repair=name).learning_regained for name in REPAIRS}
    assert back["promise"] < back["acts"]  # a promise speeds it
    assert back["deception"] is None  # deception leaves a ceiling
    assert back["deception_promise"] is None  # even with a promise
    assert end["deception"][-1] == pytest.approx(0.8 * old)
    assert np.all(end["promise"] >= end["acts"])
    assert np.all(end["deception_promise"] <= end["promise"])
    assert end["deception"][10] < end["deception_promise"][10]


def test_the_asymmetry_is_not_universal_k_of_one_and_below():
    assert long_run_mean(0.7, 1) == pytest.approx(0.7)
    assert long_run_mean(0.7, 0.5) > 0.7 > long_run_mean(0.7, 2)


def test_good_events_to_regain_at_its_edges():
    assert good_events_to_regain(0.5, 0.5) == 0
    assert good_events_to_regain(0.9, 0.1, gain=1.0) == 1
    assert good_events_to_regain(0.9, 0.1, ceiling=0.8) is None
    assert good_events_to_regain(1.0, 0.5) is None


def test_a_line_of_a_thousand_after_two_hundred_is_accepted():
    assert account(["good"] * 1000, AccountSettings(earlier_good=200)).ledger.shape == (1001,)


@given(LINES, st.floats(0.5, 1), RATE, RATE, st.sampled_from(tuple(REPAIRS)), st.integers(0, 60))
def test_both_levels_stay_between_zero_and_one(line, forgetting, gain, loss, repair, earlier):
    found = account(line, AccountSettings(forgetting, gain, loss, earlier_good=earlier), repair)
    for curve in (found.ledger, found.learning):
        assert curve.shape == (len(line) + 1,)
        assert np.all((curve >= 0) & (curve <= 1))


@given(LINES, st.integers(0, 39))
def test_one_good_event_more_never_lowers_trust(line, where):
    better = list(line)
    better[where % len(line)] = "good"
    for curve in ("ledger", "learning"):
        assert getattr(account(better), curve)[-1] >= getattr(account(line), curve)[-1] - 1e-12


@given(st.lists(LEVEL, min_size=1, max_size=30), LEVEL, LEVEL, RATE)
def test_symmetric_learning_is_monotone_in_its_start_and_contracts(outcomes, low, high, rate):
    a, b = learning(outcomes, min(low, high), rate, rate), learning(outcomes, max(low, high), rate, rate)
    assert np.all(a <= b + 1e-12)
    assert b[-1] - a[-1] <= abs(high - low) * (1 - rate) ** len(outcomes) + 1e-12


@given(LEVEL, st.floats(0.01, 0.99), st.floats(0.01, 0.9))
def test_the_formula_and_the_curve_regain_at_the_same_event(before, share, gain):
    after = before * share
    steps = good_events_to_regain(before, after, gain)
    if steps is not None and steps < 400:
        curve = learning([1.0] * (steps + 2), after, gain)
        assert curve[steps] >= before - 1e-9
        assert steps == 0 or curve[steps - 1] < before + 1e-9


@given(st.floats(0, 1), st.floats(0.01, 100))
def test_long_run_mean_is_a_probability_that_falls_with_k(q, k):
    assert 0 <= long_run_mean(q, k) <= 1
    assert long_run_mean(q, min(100, k * 1.5)) <= long_run_mean(q, k) + 1e-12


def test_runs_side_by_side_equal_runs_one_by_one():
    rng = np.random.default_rng(5)
    outcomes = rng.random((4, 30))
    together = learning(outcomes)
    for row, one in zip(together, outcomes, strict=True):
        assert np.array_equal(row, learning(one))
