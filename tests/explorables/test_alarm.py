"""E2: healthy scepticism as an alarm setting."""

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.kinds.explorable.toys.alarm.maths import (
    LIES_DETECTED,
    TRUTHS_BELIEVED,
    AlarmSettings,
    Grid,
    bells,
    best_criterion,
    cost_curve,
    grid,
    largest_remainder,
    reading,
    simulate,
    suspicion_after_alarm,
)

SETTINGS = st.builds(AlarmSettings, st.floats(0.1, 3), st.floats(0.01, 0.9), st.floats(1 / 20, 20))
C = st.floats(-8, 8)


def test_e2_even_costs_best_criterion_2_197():
    settings = AlarmSettings(cost_ratio=1)
    found = reading(settings, best_criterion(settings))
    assert found.criterion == pytest.approx(2.197, abs=0.0005)
    assert found.hit_rate == pytest.approx(0.0448, abs=5e-5)
    assert found.false_alarm_rate == pytest.approx(0.0035, abs=5e-5)
    assert found.ppv == pytest.approx(0.588, abs=0.0005)


def test_e2_nine_to_one_the_best_possible_alarm_is_wrong_four_times_in_five():
    settings = AlarmSettings(cost_ratio=9)
    found = reading(settings, best_criterion(settings))
    assert found.criterion == pytest.approx(0, abs=1e-12)
    assert found.hit_rate == pytest.approx(0.6915, abs=5e-5)
    assert found.false_alarm_rate == pytest.approx(0.3085, abs=5e-5)
    assert found.ppv == pytest.approx(0.199, abs=0.0005)


def test_e2_better_information_lowers_cost_from_555_to_286():
    for separation, cost in ((1, 0.555), (2, 0.286)):
        settings = AlarmSettings(separation, 0.1, 9)
        assert reading(settings, best_criterion(settings)).cost == pytest.approx(cost, abs=0.0005)


def test_e2_bond_depaulo_separation_is_2040():
    z = NormalDist().inv_cdf
    assert z(LIES_DETECTED) - z(1 - TRUTHS_BELIEVED) == pytest.approx(0.2040, abs=5e-5)


def test_e2_looks_like_lying_lifts_suspicion_from_10_to_11_81_percent():
    assert suspicion_after_alarm(0.1, LIES_DETECTED, 1 - TRUTHS_BELIEVED) == pytest.approx(0.1181, abs=5e-5)


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("ratio", [1, 9])
def test_e2_simulation_agrees_with_closed_form_under_any_seed(seed, ratio):
    settings = AlarmSettings(1, 0.1, ratio)
    c = 0.3
    exact, found = reading(settings, c), simulate(settings, c, 400_000, np.random.default_rng(seed))
    for name in ("hit_rate", "false_alarm_rate", "alarm_rate", "ppv", "cost"):
        assert getattr(found, name) == pytest.approx(getattr(exact, name), abs=0.02 if name == "cost" else 0.01), name


def test_simulation_with_one_encounter_has_no_division_by_nothing():
    for seed in range(20):
        found = simulate(AlarmSettings(), 0, 1, np.random.default_rng(seed))
        assert 0 <= found.hit_rate <= 1
        assert found.ppv in (None, 0.0, 1.0)


def test_an_alarm_that_never_rings_has_no_ppv():
    assert reading(AlarmSettings(), 90).ppv is None


def test_grid_of_a_hundred_people_at_the_best_alarm():
    assert grid(AlarmSettings(), 0) == Grid(caught=7, missed=3, false_alarms=28, quiet=62)


def test_bells_have_area_one_and_stand_apart_by_the_separation():
    x, good, bad = bells(AlarmSettings(2.0), 1001)
    width = x[1] - x[0]
    assert good.sum() * width == pytest.approx(1, abs=1e-4)
    assert x[bad.argmax()] - x[good.argmax()] == pytest.approx(2.0, abs=0.02)


@pytest.mark.parametrize(
    ("shares", "counts"),
    [([1, 1, 1], [34, 33, 33]), ([0.5, 0.5, 0], [50, 50, 0]), ([0.6, 0.294, 0.106], [60, 29, 11])],
)
def test_largest_remainder(shares, counts):
    assert largest_remainder(shares, 100) == counts


@given(SETTINGS, C)
def test_figures_are_probabilities_and_agree_with_each_other(settings, c):
    found = reading(settings, c)
    for p in (found.hit_rate, found.false_alarm_rate, found.alarm_rate):
        assert 0 <= p <= 1
    assert found.ppv is None or 0 <= found.ppv <= 1
    assert found.hit_rate >= found.false_alarm_rate
    assert found.ppv is None or found.ppv >= settings.base_rate - 1e-9
    assert found.cost >= 0


@given(SETTINGS, C)
def test_a_higher_criterion_hears_less(settings, c):
    low, high = reading(settings, c), reading(settings, c + 0.5)
    assert high.hit_rate <= low.hit_rate
    assert high.false_alarm_rate <= low.false_alarm_rate


@given(SETTINGS)
def test_no_criterion_costs_less_than_the_best(settings):
    _, costs = cost_curve(settings)
    best = reading(settings, best_criterion(settings)).cost
    assert np.all(costs >= best - 1e-12)
    assert best <= min(settings.base_rate * settings.cost_ratio, 1 - settings.base_rate) + 1e-12


@given(SETTINGS, st.floats(-4, 4))
def test_cost_curve_passes_through_the_reading(settings, c):
    _, costs = cost_curve(settings, [c, c + 1])
    assert costs[0] == pytest.approx(reading(settings, c).cost, abs=1e-12)


@given(SETTINGS)
def test_limits_of_the_criterion(settings):
    always, never = reading(settings, -20), reading(settings, 20)
    assert always.cost == pytest.approx(1 - settings.base_rate, abs=1e-6)
    assert never.cost == pytest.approx(settings.base_rate * settings.cost_ratio, abs=1e-6)
    assert always.ppv == pytest.approx(settings.base_rate, abs=1e-6)


@given(SETTINGS, C, st.integers(1, 500))
def test_grid_adds_up_and_its_betrayals_do_not_move_with_the_criterion(settings, c, total):
    here, there = grid(settings, c, total), grid(settings, c + 1, total)
    assert here.caught + here.missed + here.false_alarms + here.quiet == total
    assert here.caught + here.missed == there.caught + there.missed
    assert min(here.caught, here.missed, here.false_alarms, here.quiet) >= 0


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8).filter(lambda s: sum(s) > 1e-6), st.integers(0, 1000))
def test_largest_remainder_adds_up_and_stays_within_one_of_the_exact_share(shares, total):
    counts = largest_remainder(shares, total)
    assert sum(counts) == total
    for share, count in zip(shares, counts, strict=True):
        assert abs(count - share / sum(shares) * total) < 1 + 1e-9
