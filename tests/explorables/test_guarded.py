"""E3: why guarded people stay guarded."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.kinds.explorable.toys.guarded.maths import (
    GuardedSettings,
    HotStove,
    chosen_share,
    course,
    guarded_for_good,
    simulate,
    simulate_hot_stove,
    tries_needed,
    trusts,
    values_of_trying,
)

SETTINGS = st.builds(
    GuardedSettings,
    honoured=st.floats(0.05, 0.95),
    prior_good=st.integers(1, 5),
    prior_bad=st.integers(1, 5),
    threshold=st.floats(0.05, 0.95),
    small_steps=st.floats(0, 0.3),
    encounters=st.integers(1, 40),
    feedback=st.sampled_from(["if_i_trust", "always"]),
)


@pytest.mark.parametrize(("q", "share"), [(0.6, 0.6667), (0.7, 0.4286), (0.8, 0.25), (0.9, 0.1111)])
def test_e3_guarded_for_good(q, share):
    assert guarded_for_good(q) == pytest.approx(share, abs=5e-5)


def test_e3_guarded_for_good_from_a_better_start():
    assert guarded_for_good(0.8, 2, 1) == pytest.approx(0.0625)


@pytest.mark.parametrize(
    ("q", "a", "b"), [(0.6, 1, 1), (0.7, 1, 1), (0.8, 1, 1), (0.9, 1, 1), (0.8, 2, 1), (0.7, 4, 2)]
)
def test_e3_guarded_for_good_agrees_with_the_exact_course(q, a, b):
    long = course(GuardedSettings(q, a, b, encounters=200)).guarded[-1]
    assert long <= guarded_for_good(q, a, b) + 1e-9
    assert long == pytest.approx(guarded_for_good(q, a, b), abs=0.005)


def test_e3_mean_belief_685_if_i_trust_against_794_always_and_349_among_the_guarded():
    mine = course(GuardedSettings())
    assert mine.belief[100] == pytest.approx(0.685, abs=0.0005)
    assert course(GuardedSettings(feedback="always")).belief[100] == pytest.approx(0.794, abs=0.0005)
    assert mine.belief_if_guarded[100] == pytest.approx(0.349, abs=0.0005)


def test_e3_small_steps_leave_3_0_percent_guarded_at_50_and_0_6_at_100():
    guarded = course(GuardedSettings(small_steps=0.1)).guarded
    assert guarded[50] == pytest.approx(0.030, abs=0.0005)
    assert guarded[100] == pytest.approx(0.006, abs=0.0005)


def test_e3_planning_after_a_first_betrayal_another_try_pays_with_11_left():
    assert tries_needed(1, 2) == 11
    worth = values_of_trying(1, 2, 12)
    assert worth[9] <= 0 < worth[10]


def test_e3_planning_after_two_in_a_row_with_47():
    assert tries_needed(1, 3) == 47
    worth = values_of_trying(1, 3, 48)
    assert worth[45] <= 0 < worth[46]


def test_planning_agrees_with_plain_recursion():
    def best(a, b, left):
        if left == 0:
            return 0.0
        p = a / (a + b)
        return max(0.0, 2 * p - 1 + p * best(a + 1, b, left - 1) + (1 - p) * best(a, b + 1, left - 1))

    worth = values_of_trying(1, 2, 11)
    for left in range(1, 12):
        p = 1 / 3
        tried = 2 * p - 1 + p * best(2, 2, left - 1) + (1 - p) * best(1, 3, left - 1)
        assert worth[left - 1] == pytest.approx(tried, abs=1e-12)


def test_planning_says_so_when_no_number_of_tries_is_enough():
    assert tries_needed(1, 9, 50) is None
    assert tries_needed(1, 1, 5) == 2  # the first try pays for what it teaches, as soon as there is a second


@pytest.mark.parametrize(("s", "share"), [(1, 0.4584), (2, 0.3392)])
def test_e3_hot_stove(s, share):
    assert chosen_share(HotStove(sensitivity=s)) == pytest.approx(share, abs=5e-5)


@pytest.mark.parametrize("s", [1, 2])
def test_e3_hot_stove_with_full_feedback_is_one_half(s):
    assert chosen_share(HotStove(sensitivity=s), full_feedback=True) == pytest.approx(0.5, abs=1e-9)


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize(("s", "mean"), [(1, 0.0), (2, 0.0), (1, 0.5)])
def test_e3_hot_stove_agrees_with_simulation(s, mean, full):
    settings = HotStove(mean=mean, sensitivity=s)
    shares = simulate_hot_stove(settings, 4000, 300, np.random.default_rng(4), full)
    assert shares[150:].mean() == pytest.approx(chosen_share(settings, full), abs=0.015)


def test_the_counterweight_at_q_point_four_exploring_loses_more():
    shut, steps = (course(GuardedSettings(0.4, small_steps=e)).gain for e in (0, 0.3))
    assert steps < shut < 0


def test_everyone_guarded_reasoned_rightly_ties_still_trust():
    assert trusts(1, 1)
    assert not trusts(1, 2)
    assert trusts(np.array([3, 7]), np.array([7, 3]), 0.3).tolist() == [True, True]  # 3/10 is not below .3


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("feedback", ["if_i_trust", "always"])
@pytest.mark.parametrize("steps", [0.0, 0.1])
def test_e3_simulated_people_follow_the_exact_course_under_any_seed(seed, feedback, steps):
    settings = GuardedSettings(small_steps=steps, feedback=feedback, encounters=60)
    exact, found = course(settings), simulate(settings, 5000, np.random.default_rng(seed))
    assert found.guarded == pytest.approx(exact.guarded, abs=0.03)
    assert found.belief == pytest.approx(exact.belief, abs=0.02)
    assert found.trusting == pytest.approx(exact.trusting, abs=0.03)
    assert found.gain == pytest.approx(exact.gain, abs=1.5)
    assert found.paths.shape == (5000, 61)


@given(SETTINGS)
def test_course_holds_probabilities(settings):
    found = course(settings)
    for curve in (found.guarded, found.trusting, found.belief):
        assert np.all((curve >= -1e-12) & (curve <= 1 + 1e-12))
    low = found.belief_if_guarded[~np.isnan(found.belief_if_guarded)]
    assert np.all(low < settings.threshold + 1e-3)


@given(SETTINGS)
def test_without_small_steps_nobody_comes_back(settings):
    still = GuardedSettings(settings.honoured, settings.prior_good, settings.prior_bad, encounters=30)
    guarded = course(still).guarded
    assert np.all(np.diff(guarded) >= -1e-12)


@given(SETTINGS)
def test_with_feedback_on_every_encounter_the_belief_is_the_known_mean(settings):
    always = GuardedSettings(settings.honoured, 1, 1, encounters=settings.encounters, feedback="always")
    n = always.encounters
    assert course(always).belief[-1] == pytest.approx((1 + n * always.honoured) / (n + 2))


@given(st.floats(0.51, 0.99), st.integers(1, 10), st.integers(1, 10))
def test_guarded_for_good_falls_with_honesty_and_with_a_better_start(q, a, b):
    here = guarded_for_good(q, a, b)
    assert 0 <= here <= 1
    assert guarded_for_good(min(1, q + 0.01), a, b) <= here
    assert guarded_for_good(q, a + 1, b) <= here
    assert guarded_for_good(0.5, a, b) == 1


@given(st.integers(1, 6), st.integers(1, 6))
def test_more_encounters_left_never_make_a_try_worth_less(good, bad):
    assert np.all(np.diff(values_of_trying(good, bad, 30)) >= -1e-12)


@given(st.floats(-3, 3), st.floats(0, 3), st.floats(0.05, 1), st.floats(0.1, 3))
def test_hot_stove_never_chooses_more_than_with_full_feedback(mean, spread, update, s):
    settings = HotStove(mean=mean, spread=spread, update=update, sensitivity=s)
    assert 0 <= chosen_share(settings) <= chosen_share(settings, full_feedback=True) + 1e-9 <= 1 + 1e-9
